/* SPDX-License-Identifier: GPL-2.0 */
/* IPv4 addresses and protocol numbers, for host programs. */
#ifndef HOST_LINUX_IN_H
#define HOST_LINUX_IN_H

#include <linux/types.h>

#include <arpa/inet.h>
#include <netinet/in.h>

static inline bool ipv4_is_multicast(__be32 ip)
{
	return (ntohl(ip) & 0xf0000000) == 0xe0000000;
}

#endif
