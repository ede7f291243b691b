/* SPDX-License-Identifier: GPL-2.0 */
/*
 * An address of either family, as a value. Floor 1.
 */
#ifndef LVS_BASE_ADDR_H
#define LVS_BASE_ADDR_H

#include <linux/in6.h>
#include <linux/socket.h>
#include <linux/string.h>
#include <linux/types.h>

/* words of an address: 1 for IPv4, 4 for IPv6 */
#define LVS_ADDR4_WORDS 1
#define LVS_ADDR6_WORDS 4

/**
 * struct lvs_addr - IPv4 or IPv6 address
 * @words: the address as 32-bit words; words past the family's are zero
 * @ip: the IPv4 address
 * @in6: the IPv6 address
 * @family: AF_INET or AF_INET6
 * @zero: keeps the struct comparable as memory
 */
struct lvs_addr {
	union {
		__be32 words[LVS_ADDR6_WORDS];
		__be32 ip;
		struct in6_addr in6;
	};
	u16 family;
	u16 zero;
};

static inline unsigned int lvs_family_words(u16 family)
{
	return family == AF_INET6 ? LVS_ADDR6_WORDS : LVS_ADDR4_WORDS;
}

static inline unsigned int lvs_family_bytes(u16 family)
{
	return lvs_family_words(family) * sizeof(__be32);
}

static inline struct lvs_addr lvs_addr4(__be32 ip)
{
	struct lvs_addr addr = { .ip = ip, .family = AF_INET };

	return addr;
}

/* in place, which the copy that an assignment makes is too slow for */
static inline void lvs_addr4_set(struct lvs_addr *addr, __be32 ip)
{
	addr->words[0] = ip;
	addr->words[1] = 0;
	addr->words[2] = 0;
	addr->words[3] = 0;
	addr->family = AF_INET;
	addr->zero = 0;
}

static inline struct lvs_addr lvs_addr6(const struct in6_addr *in6)
{
	struct lvs_addr addr = { .in6 = *in6, .family = AF_INET6 };

	return addr;
}

static inline bool lvs_words_equal(u16 family, const __be32 *a,
				   const __be32 *b)
{
	if (family != AF_INET6)
		return a[0] == b[0];
	return !memcmp(a, b, sizeof(struct in6_addr));
}

static inline bool lvs_addr_equal(const struct lvs_addr *a,
				  const struct lvs_addr *b)
{
	return a->family == b->family &&
	       lvs_words_equal(a->family, a->words, b->words);
}

static inline bool lvs_addr_is_any(const struct lvs_addr *addr)
{
	return !(addr->words[0] | addr->words[1] | addr->words[2] |
		 addr->words[3]);
}

struct lvs_addr lvs_addr_from_words(u16 family, const __be32 *words);
int lvs_addr_compare(const struct lvs_addr *a, const struct lvs_addr *b);

#endif
