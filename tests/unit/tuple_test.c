// SPDX-License-Identifier: GPL-2.0
/*
 * The keyed hash of flows.
 *
 * units: base/tuple.c base/addr.c
 */
#include "base/tuple.h"
#include "unit.h"

#include <linux/in.h>
#include <linux/siphash.h>

#include <stdlib.h>
#include <string.h>

static struct lvs_tuple flow4(u32 src, u32 dst, u16 sport, u16 dport)
{
	struct lvs_tuple flow = {
		.src = lvs_addr4(htonl(src)),
		.dst = lvs_addr4(htonl(dst)),
		.sport = htons(sport),
		.dport = htons(dport),
		.proto = IPPROTO_TCP,
	};

	return flow;
}

static struct lvs_tuple flow6(u32 src, u32 dst, u16 sport, u16 dport)
{
	__be32 from[] = { htonl(0x20010db8), 0, 0, htonl(src) };
	__be32 to[] = { htonl(0x20010db8), 0, 0, htonl(dst) };
	struct lvs_tuple flow = {
		.src = lvs_addr_from_words(AF_INET6, from),
		.dst = lvs_addr_from_words(AF_INET6, to),
		.sport = htons(sport),
		.dport = htons(dport),
		.proto = IPPROTO_TCP,
	};

	return flow;
}

/* the paper's own example: key 00..0f, data 00..0e */
static void check_vector(void)
{
	unsigned char data[15];
	siphash_key_t key;
	unsigned int i;

	for (i = 0; i < sizeof(key); i++)
		((unsigned char *)&key)[i] = i;
	for (i = 0; i < sizeof(data); i++)
		data[i] = i;
	EXPECT_EQ(siphash(data, sizeof(data), &key), 0xa129ca6149be45e5ULL);
}

struct word_case {
	const char *what;
	void (*change)(struct lvs_tuple *flow);
};

static void change_src(struct lvs_tuple *flow)
{
	flow->src.words[0] ^= htonl(0x100);
}

static void change_dst(struct lvs_tuple *flow)
{
	flow->dst.words[0] ^= htonl(0x100);
}

static void change_src_end(struct lvs_tuple *flow)
{
	flow->src.words[lvs_family_words(flow->src.family) - 1] ^= htonl(1);
}

static void change_dst_end(struct lvs_tuple *flow)
{
	flow->dst.words[lvs_family_words(flow->dst.family) - 1] ^= htonl(1);
}

static void change_sport(struct lvs_tuple *flow)
{
	flow->sport ^= htons(1);
}

static void change_dport(struct lvs_tuple *flow)
{
	flow->dport ^= htons(0x8000);
}

static void change_proto(struct lvs_tuple *flow)
{
	flow->proto = IPPROTO_UDP;
}

static void change_direction(struct lvs_tuple *flow)
{
	struct lvs_tuple old = *flow;

	flow->src = old.dst;
	flow->dst = old.src;
	flow->sport = old.dport;
	flow->dport = old.sport;
}

static const struct word_case words[] = {
	{ "the sender's address counts", change_src },
	{ "all of it", change_src_end },
	{ "the receiver's address counts", change_dst },
	{ "all of it too", change_dst_end },
	{ "the sender's port counts", change_sport },
	{ "the receiver's port counts", change_dport },
	{ "the protocol counts", change_proto },
	{ "the direction counts", change_direction },
};

static void check_word(const struct word_case *this)
{
	struct lvs_tuple flows[] = {
		flow4(0x0a000001, 0x0a000002, 1000, 80),
		flow6(1, 2, 1000, 80),
	};
	struct lvs_tuple changed;
	unsigned int i;

	for (i = 0; i < 2; i++) {
		changed = flows[i];
		this->change(&changed);
		EXPECT(lvs_hash_flow(&flows[i], 0) !=
		       lvs_hash_flow(&changed, 0));
		EXPECT(lvs_place(&flows[i], 0) != lvs_place(&changed, 0));
	}
}

static void check_same(void)
{
	struct lvs_tuple a = flow4(1, 2, 3, 4), b = flow4(1, 2, 3, 4);

	EXPECT_EQ(lvs_hash_flow(&a, 7), lvs_hash_flow(&b, 7));
	EXPECT(lvs_hash_flow(&a, 7) != lvs_hash_flow(&a, 8));
	EXPECT_EQ(lvs_place(&a, 7), lvs_place(&b, 7));
	EXPECT(lvs_place(&a, 7) != lvs_place(&a, 8));
}

#define FLOWS 65536
#define BUCKETS 256

/* flows that differ in few bits spread: no bucket is 1.5 times the mean */
static void check_spread(struct lvs_tuple (*make)(u32, u32, u16, u16),
			 u32 (*hash)(const struct lvs_tuple *, u32),
			 unsigned int shift)
{
	unsigned int buckets[BUCKETS] = {};
	struct lvs_tuple flow;
	u32 i;

	for (i = 0; i < FLOWS; i++) {
		flow = make(0x0a000000 + i / 256, 0x0a090001, i % 256, 80);
		buckets[(hash(&flow, 0) >> shift) % BUCKETS]++;
	}
	for (i = 0; i < BUCKETS; i++) {
		EXPECT(buckets[i] < FLOWS / BUCKETS * 3 / 2);
		EXPECT(buckets[i] > FLOWS / BUCKETS / 2);
	}
}

static void check_spread4(void)
{
	check_spread(flow4, lvs_hash_flow, 0);
}

static void check_spread6(void)
{
	check_spread(flow6, lvs_hash_flow, 0);
}

#define KEYS 100

/* buckets are numbered by the lowest bits, and by more as a table grows */
static void check_places(struct lvs_tuple (*make)(u32, u32, u16, u16))
{
	unsigned int keys, shift;

	for (keys = 0; keys < KEYS; keys++) {
		lvs_hash_init();
		for (shift = 0; shift <= 24; shift += 4)
			check_spread(make, lvs_place, shift);
	}
}

static void check_places4(void)
{
	check_places(flow4);
}

static void check_places6(void)
{
	check_places(flow6);
}

/* the sum as it is defined, word after word */
static u32 place_by_definition(const struct lvs_tuple *flow, u32 seed)
{
	u32 ports = (u32)flow->sport << 16 | flow->dport;
	u32 what = (u32)flow->kind << 8 | flow->proto;
	u64 sum = lvs_place_key.first + seed;
	u32 words[2 + 2 * LVS_ADDR6_WORDS];
	unsigned int i, count = 2;

	words[0] = ports;
	words[1] = what;
	for (i = 0; i < lvs_family_words(flow->src.family); i++)
		words[count++] = flow->src.words[i];
	for (i = 0; i < lvs_family_words(flow->dst.family); i++)
		words[count++] = flow->dst.words[i];
	for (i = 0; i < count; i += 2)
		sum += (lvs_place_key.pairs[i / 2][0] + words[i]) *
		       (lvs_place_key.pairs[i / 2][1] + words[i + 1]);
	sum = (sum >> 32) ^ sum;
	return (u32)((sum * lvs_place_key.last) >> 32);
}

static void check_definition(void)
{
	struct lvs_tuple flows[] = {
		flow4(0x0a000001, 0xc0a80002, 40000, 443),
		flow6(0xffffffff, 2, 65535, 1),
	};
	unsigned int i;

	EXPECT(lvs_place_key.last & 1);
	for (i = 0; i < 2; i++) {
		EXPECT_EQ(lvs_place(&flows[i], 0),
			  place_by_definition(&flows[i], 0));
		EXPECT_EQ(lvs_place(&flows[i], 99),
			  place_by_definition(&flows[i], 99));
	}
}

int main(void)
{
	lvs_hash_init();
	UNIT_TEST("the shim's SipHash is SipHash", check_vector);
	UNIT_TABLE(words, check_word);
	UNIT_TEST("equal flows hash equally, and seeds count", check_same);
	UNIT_TEST("IPv4 flows spread", check_spread4);
	UNIT_TEST("IPv6 flows spread", check_spread6);
	UNIT_TEST("the place of a flow is what is defined", check_definition);
	UNIT_TEST("IPv4 flows spread over places", check_places4);
	UNIT_TEST("IPv6 flows spread over places", check_places6);
	return unit_finish();
}
