/* SPDX-License-Identifier: GPL-2.0 */
/* Numbers at any address, for host programs. */
#ifndef HOST_LINUX_UNALIGNED_H
#define HOST_LINUX_UNALIGNED_H

#include <linux/types.h>

#include <arpa/inet.h>
#include <string.h>

static inline u32 get_unaligned_be32(const void *at)
{
	u32 value;

	memcpy(&value, at, sizeof(value));
	return ntohl(value);
}

static inline void put_unaligned_be32(u32 value, void *at)
{
	value = htonl(value);
	memcpy(at, &value, sizeof(value));
}

#endif
