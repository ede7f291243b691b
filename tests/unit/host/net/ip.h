/* SPDX-License-Identifier: GPL-2.0 */
/* Bits of IPv4, for host programs. */
#ifndef HOST_NET_IP_H
#define HOST_NET_IP_H

#include <linux/ip.h>

#include <arpa/inet.h>

#define IP_MF 0x2000
#define IP_OFFSET 0x1fff

static inline bool ip_is_fragment(const struct iphdr *ip)
{
	return ip->frag_off & htons(IP_MF | IP_OFFSET);
}

void ip_decrease_ttl(struct iphdr *ip);

#endif
