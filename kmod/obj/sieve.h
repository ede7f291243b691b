/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which addresses may matter to us: what is between others falls through.
 * Floor 3.
 */
#ifndef LVS_OBJ_SIEVE_H
#define LVS_OBJ_SIEVE_H

#include "base/addr.h"
#include "base/limits.h"
#include "base/net.h"

#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/compiler.h>
#include <linux/hash.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/log2.h>
#include <linux/skbuff.h>
#include <linux/types.h>

struct lvs_svc_key;

/**
 * struct lvs_sieve - the addresses of a namespace
 * @open: nothing falls through; WRITE_ONCE under the config lock
 * @bits: by hash; set under the config lock
 */
struct lvs_sieve {
	bool open;
	DECLARE_BITMAP(bits, LVS_SIEVE_BITS);
};

static inline u32 lvs_sieve_bit4(__be32 ip)
{
	return hash_32((__force u32)ip, ilog2(LVS_SIEVE_BITS));
}

static inline u32 lvs_sieve_bit6(const struct in6_addr *in6)
{
	return lvs_sieve_bit4(in6->s6_addr32[0] ^ in6->s6_addr32[1] ^
			      in6->s6_addr32[2] ^ in6->s6_addr32[3]);
}

/* test_bit() with a number that varies is a slow instruction on x86 */
static inline bool lvs_sieve_has(const struct lvs_sieve *sieve, u32 bit)
{
	return READ_ONCE(sieve->bits[BIT_WORD(bit)]) & BIT_MASK(bit);
}

static inline bool lvs_sieve_passes4(const struct lvs_sieve *sieve,
				     const struct iphdr *ip)
{
	if (ip->protocol != IPPROTO_TCP && ip->protocol != IPPROTO_UDP)
		return true;
	return lvs_sieve_has(sieve, lvs_sieve_bit4(ip->daddr)) ||
	       lvs_sieve_has(sieve, lvs_sieve_bit4(ip->saddr));
}

static inline bool lvs_sieve_passes6(const struct lvs_sieve *sieve,
				     const struct ipv6hdr *ip)
{
	if (ip->nexthdr != IPPROTO_TCP && ip->nexthdr != IPPROTO_UDP)
		return true;
	return lvs_sieve_has(sieve, lvs_sieve_bit6(&ip->daddr)) ||
	       lvs_sieve_has(sieve, lvs_sieve_bit6(&ip->saddr));
}

/**
 * lvs_sieve_passes() - may a packet be ours
 * @lnet: namespace
 * @skb: packet, its network header is there
 * @family: AF_INET or AF_INET6
 *
 * Context: any.
 * Return: false if it is between addresses of others.
 */
static inline bool lvs_sieve_passes(const struct lvs_net *lnet,
				    const struct sk_buff *skb, u16 family)
{
	const struct lvs_sieve *sieve = READ_ONCE(lnet->sieve);

	if (unlikely(!sieve) || unlikely(READ_ONCE(sieve->open)))
		return true;
	if (family == AF_INET6)
		return lvs_sieve_passes6(sieve, ipv6_hdr(skb));
	return lvs_sieve_passes4(sieve, ip_hdr(skb));
}

int lvs_sieve_add(struct lvs_net *lnet, const struct lvs_addr *addr);
int lvs_sieve_add_svc(struct lvs_net *lnet, const struct lvs_svc_key *key);
void lvs_sieve_exit(struct lvs_net *lnet);

#endif
