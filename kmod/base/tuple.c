// SPDX-License-Identifier: GPL-2.0
/*
 * The five words that name one direction of a flow, and their keyed hash.
 * Floor 1.
 */
#include "base/tuple.h"

#include <linux/random.h>
#include <linux/siphash.h>

/* secrets of this boot; written once before the first packet */
static hsiphash_key_t flow_key __read_mostly;
static siphash_key_t hash_key __read_mostly;
struct lvs_place_key lvs_place_key __read_mostly __aligned(64);

/**
 * lvs_hash_init() - draw the secrets of the hashes
 *
 * Context: process; once, at module load.
 */
void lvs_hash_init(void)
{
	get_random_bytes(&flow_key, sizeof(flow_key));
	get_random_bytes(&hash_key, sizeof(hash_key));
	get_random_bytes(&lvs_place_key, sizeof(lvs_place_key));
	lvs_place_key.last |= 1;
}

/**
 * lvs_place() - where a table keeps a flow
 * @flow: addresses, ports, protocol, kind
 * @seed: draws another place for the same flow
 *
 * Multilinear hashing by halves (Lemire, Kaser: Strongly universal string
 * hashing is fast, 2014): the sum of (k + a) * (k' + b) over pairs of words,
 * with secret keys of 64 bits. Whatever two flows somebody chooses who does not
 * know the keys, they meet with a chance of one in 2^32. Its upper half is then
 * folded in and multiplied again, so that flows in a row do not end up in a
 * row. It is half as dear as SipHash; it is for tables that nobody can look
 * into, and is not to be shown on the wire.
 *
 * Context: any.
 * Return: 32 bits, all equally good.
 */
u32 lvs_place(const struct lvs_tuple *flow, u32 seed)
{
	u32 ports = lvs_tuple_ports(flow->sport, flow->dport);
	u32 what = lvs_tuple_what(flow->kind, flow->proto);
	const u32 *src = (__force const u32 *)flow->src.words;
	const u32 *dst = (__force const u32 *)flow->dst.words;
	u64 sum;

	if (flow->dst.family != AF_INET6)
		return lvs_place4(flow->src.ip, flow->dst.ip, ports, what,
				  seed);
	sum = lvs_place_add(lvs_place_key.first + seed, 0, ports, what);
	sum = lvs_place_add(sum, 1, src[0], src[1]);
	sum = lvs_place_add(sum, 2, src[2], src[3]);
	sum = lvs_place_add(sum, 3, dst[0], dst[1]);
	return lvs_place_end(lvs_place_add(sum, 4, dst[2], dst[3]));
}

/**
 * lvs_hash_flow() - keyed hash of a flow's whole name
 * @flow: addresses, ports, protocol
 * @seed: draws another hash of the same flow
 *
 * SipHash-1-3 (Aumasson, Bernstein 2012) over both ends, so that nobody who
 * lacks the key can aim at one value, even of what is seen of it on the wire.
 *
 * Context: any.
 * Return: 32 bits.
 */
u32 lvs_hash_flow(const struct lvs_tuple *flow, u32 seed)
{
	u32 ports = lvs_tuple_ports(flow->sport, flow->dport);
	u32 what = lvs_tuple_what(flow->kind, flow->proto);
	hsiphash_key_t key = flow_key;
	struct {
		__be32 src[LVS_ADDR6_WORDS];
		__be32 dst[LVS_ADDR6_WORDS];
		u32 ports;
		u32 what;
	} name;

	key.key[0] ^= seed;
	if (flow->dst.family != AF_INET6)
		return hsiphash_4u32((__force u32)flow->src.ip,
				     (__force u32)flow->dst.ip, ports, what,
				     &key);
	memcpy(name.src, flow->src.words, sizeof(name.src));
	memcpy(name.dst, flow->dst.words, sizeof(name.dst));
	name.ports = ports;
	name.what = what;
	return hsiphash(&name, sizeof(name), &key);
}

/**
 * lvs_hash_wide() - keyed hash of anything, for two uses at once
 * @data: what
 * @bytes: how much of it
 *
 * Context: any.
 * Return: 64 bits.
 */
u64 lvs_hash_wide(const void *data, size_t bytes)
{
	return siphash(data, bytes, &hash_key);
}

/**
 * lvs_hash_bytes() - keyed hash of anything
 * @data: what
 * @bytes: how much of it
 *
 * Context: any.
 * Return: 32 bits.
 */
u32 lvs_hash_bytes(const void *data, size_t bytes)
{
	return lvs_hash_wide(data, bytes);
}
