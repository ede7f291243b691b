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

/**
 * lvs_hash_init() - draw the secrets of the hashes
 *
 * Context: process; once, at module load.
 */
void lvs_hash_init(void)
{
	get_random_bytes(&flow_key, sizeof(flow_key));
	get_random_bytes(&hash_key, sizeof(hash_key));
}

/**
 * lvs_hash_flow4() - keyed hash of the name of an IPv4 flow
 * @src: its sender
 * @dst: its receiver
 * @ports: sender's and receiver's port, one after the other
 * @what: kind and protocol
 * @seed: draws another hash of the same flow
 *
 * Context: any.
 * Return: what lvs_hash_flow() returns for this flow.
 */
u32 lvs_hash_flow4(__be32 src, __be32 dst, u32 ports, u32 what, u32 seed)
{
	hsiphash_key_t key = flow_key;

	key.key[0] ^= seed;
	return hsiphash_4u32((__force u32)src, (__force u32)dst, ports, what,
			     &key);
}

/**
 * lvs_hash_flow() - keyed hash of a flow's whole name
 * @flow: addresses, ports, protocol
 * @seed: draws another hash of the same flow
 *
 * SipHash-1-3 (Aumasson, Bernstein 2012) over both ends, so that nobody who
 * lacks the key can aim at one bucket. The hash itself is shown to nobody,
 * which is what the shorter variant asks for.
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

	if (flow->dst.family != AF_INET6)
		return lvs_hash_flow4(flow->src.ip, flow->dst.ip, ports, what,
				      seed);
	key.key[0] ^= seed;
	memcpy(name.src, flow->src.words, sizeof(name.src));
	memcpy(name.dst, flow->dst.words, sizeof(name.dst));
	name.ports = ports;
	name.what = what;
	return hsiphash(&name, sizeof(name), &key);
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
	return siphash(data, bytes, &hash_key);
}
