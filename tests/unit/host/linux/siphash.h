/* SPDX-License-Identifier: GPL-2.0 */
/* SipHash-2-4 and SipHash-1-3 (Aumasson, Bernstein 2012), for host programs. */
#ifndef HOST_LINUX_SIPHASH_H
#define HOST_LINUX_SIPHASH_H

#include <linux/types.h>

typedef struct {
	u64 key[2];
} siphash_key_t;

typedef struct {
	unsigned long key[2];
} hsiphash_key_t;

u64 siphash(const void *data, size_t bytes, const siphash_key_t *key);
u64 siphash_3u64(u64 first, u64 second, u64 third, const siphash_key_t *key);
u64 siphash_2u64(u64 first, u64 second, const siphash_key_t *key);
u32 hsiphash(const void *data, size_t bytes, const hsiphash_key_t *key);
u32 hsiphash_4u32(u32 first, u32 second, u32 third, u32 fourth,
		  const hsiphash_key_t *key);

#endif
