/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The five words that name one direction of a flow, and their keyed hash.
 * Floor 1.
 */
#ifndef LVS_BASE_TUPLE_H
#define LVS_BASE_TUPLE_H

#include "base/addr.h"

#include <linux/in.h>

enum lvs_tuple_kind {
	LVS_TUPLE_FLOW,
	LVS_TUPLE_TEMPLATE,	/* names a persistent choice, not packets */
	LVS_TUPLE_ENGINE,	/* the same, by what an engine read too */
	LVS_TUPLE_EXPECT,	/* was announced; one port is not known */
};

/**
 * struct lvs_tuple - one direction of a flow
 * @src: sender's address; both addresses are of one family
 * @dst: receiver's address
 * @sport: sender's port
 * @dport: receiver's port
 * @proto: IPPROTO_*
 * @kind: enum lvs_tuple_kind
 */
struct lvs_tuple {
	struct lvs_addr src;
	struct lvs_addr dst;
	__be16 sport;
	__be16 dport;
	u8 proto;
	u8 kind;
};

static inline struct lvs_tuple lvs_tuple_reverse(const struct lvs_tuple *flow)
{
	struct lvs_tuple back = *flow;

	back.src = flow->dst;
	back.dst = flow->src;
	back.sport = flow->dport;
	back.dport = flow->sport;
	return back;
}

/* ESP and AH have none: their tuples hold zeros */
static inline bool lvs_tuple_has_ports(const struct lvs_tuple *tuple)
{
	return tuple->proto != IPPROTO_ESP && tuple->proto != IPPROTO_AH;
}

/* words of what the flow hash covers beside the addresses */
static inline u32 lvs_tuple_ports(__be16 sport, __be16 dport)
{
	return (u32)(__force u16)sport << 16 | (__force u16)dport;
}

static inline u32 lvs_tuple_what(u8 kind, u8 proto)
{
	return kind << 8 | proto;
}

/**
 * struct lvs_place_key - secrets of this boot by which tables place flows
 * @first: sum of nothing
 * @last: what the sum is multiplied by in the end; odd
 * @pairs: two for each two words: ports and the rest, then addresses
 */
struct lvs_place_key {
	u64 first;
	u64 last;
	u64 pairs[1 + LVS_ADDR6_WORDS][2];
};

/* written once before the first packet */
extern struct lvs_place_key lvs_place_key;

static inline u64 lvs_place_add(u64 sum, unsigned int pair, u32 a, u32 b)
{
	const u64 *key = lvs_place_key.pairs[pair];

	return sum + (key[0] + a) * (key[1] + b);
}

static inline u32 lvs_place_end(u64 sum)
{
	sum ^= sum >> 32;
	return (sum * lvs_place_key.last) >> 32;
}

/* what lvs_place() returns for a flow of IPv4 */
static inline u32 lvs_place4(__be32 src, __be32 dst, u32 ports, u32 what,
			     u32 seed)
{
	u64 sum = lvs_place_add(lvs_place_key.first + seed, 0, ports, what);

	return lvs_place_end(lvs_place_add(sum, 1, (__force u32)src,
					   (__force u32)dst));
}

void lvs_hash_init(void);
u32 lvs_place(const struct lvs_tuple *flow, u32 seed);
u32 lvs_hash_bytes(const void *data, size_t bytes);
u64 lvs_hash_wide(const void *data, size_t bytes);
u32 lvs_hash_flow(const struct lvs_tuple *flow, u32 seed);

#endif
