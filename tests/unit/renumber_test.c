// SPDX-License-Identifier: GPL-2.0
/*
 * A segment's own number, what it acknowledges, and its blocks move; nothing
 * else does, and the checksum is right afterwards, whoever completes it.
 *
 * units: pkt/renumber.c base/seq.c base/addr.c
 * with: packets.c
 */
#include "packets.h"
#include "pkt/renumber.h"
#include "unit.h"

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/unaligned.h>
#include <net/checksum.h>

#include <string.h>

struct option_case {
	const char *what;
	unsigned int bytes;	/* of options, a multiple of 4 */
	unsigned char options[40];
	int blocks[4];		/* where numbers move, 0 ends */
};

#define BLOCK 0, 0, 20, 0, 0, 0, 21, 0		/* 5120..5376 */

static const struct option_case cases[] = {
	{ "no options" },
	{ "a block", 12, { 1, 1, 5, 10, BLOCK }, { 4, 8 } },
	{ "a block at an odd byte", 12, { 1, 5, 10, BLOCK, 0 }, { 3, 7 } },
	{ "two blocks behind a time stamp", 32,
	  { 8, 10, 1, 2, 3, 4, 5, 6, 7, 8, 1, 1, 5, 18, BLOCK, BLOCK, 1, 1 },
	  { 14, 18, 22, 26 } },
	{ "a block behind the end of options", 12, { 0, 1, 5, 10, BLOCK } },
	{ "a block that is cut short", 8, { 1, 1, 5, 10, 0, 0, 20, 0 } },
	{ "an option without its length", 4, { 1, 1, 1, 5 } },
	{ "an option of length 0", 12, { 5, 0, 5, 10, BLOCK } },
	{ "an option of length 1", 12, { 8, 1, 5, 10, BLOCK } },
	{ "half a block", 8, { 1, 1, 5, 6, 0, 0, 20, 0 } },
};

/* the sender's text at 1000..1019 became 25 bytes, the other's at 5000 too */
static const struct lvs_seq mine = { 1000, 1020, 5, 0 };
static const struct lvs_seq theirs = { 5000, 5020, 5, 0 };

static const struct packet_plan plans[] = {
	{ AF_INET, IPPROTO_TCP, "10.1.0.2", "10.9.0.1", 1000, 80, 0x10 },
	{ AF_INET6, IPPROTO_TCP, "fd01::2", "fd09::1", 1000, 80, 0x10 },
};

static unsigned int l4_of(const struct packet_plan *plan)
{
	return plan->family == AF_INET6 ? 40 : 20;
}

static void complete_sum(struct packet *packet, unsigned int l4, u8 summed)
{
	unsigned char *check = packet_check(packet, l4, IPPROTO_TCP);
	u16 sum = packet_pseudo(packet, l4, IPPROTO_TCP);

	check[0] = check[1] = 0;
	if (summed != CHECKSUM_PARTIAL)
		sum = ~host_fold(sum + host_sum(packet->bytes + l4,
						packet->len - l4));
	check[0] = sum >> 8;
	check[1] = sum;
}

/* with these numbers, and @more added to those in blocks */
static struct packet planned(const struct packet_plan *plan,
			     const struct option_case *this, u32 seq, u32 ack,
			     int more, u8 summed)
{
	struct packet_plan full = *plan;
	unsigned int l4 = l4_of(plan), i;
	struct packet packet;
	unsigned char *tcp, *block;

	full.data = this->bytes + 7;
	packet = packet_make(&full);
	tcp = packet.bytes + l4;
	put_unaligned_be32(seq, tcp + 4);
	put_unaligned_be32(ack, tcp + 8);
	tcp[12] = (20 + this->bytes) / 4 << 4;
	memcpy(tcp + 20, this->options, this->bytes);
	for (i = 0; i < ARRAY_SIZE(this->blocks) && this->blocks[i]; i++) {
		block = tcp + 20 + this->blocks[i];
		put_unaligned_be32(get_unaligned_be32(block) + more, block);
	}
	complete_sum(&packet, l4, summed);
	return packet;
}

static void check_one(const struct packet_plan *plan,
		      const struct option_case *this, u8 summed)
{
	struct packet packet = planned(plan, this, 1500, 6005, 0, summed);
	struct packet want = planned(plan, this, 1505, 6000, -5, summed), got;
	struct sk_buff skb = packet_skb(&packet, l4_of(plan));
	struct lvs_pkt pkt = { .skb = &skb, .l4_offset = l4_of(plan) };

	skb.ip_summed = summed;
	pkt.tuple.proto = IPPROTO_TCP;
	pkt.tuple.dst.family = plan->family;
	EXPECT_EQ(lvs_renumber(&pkt, &mine, &theirs), 0);
	got = packet_of(&skb);
	packet_free(&skb);
	EXPECT_EQ(got.len, want.len);
	EXPECT(!memcmp(got.bytes, want.bytes, want.len));
}

static void check_options(const struct option_case *this)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(plans); i++) {
		check_one(&plans[i], this, CHECKSUM_NONE);
		check_one(&plans[i], this, CHECKSUM_UNNECESSARY);
		check_one(&plans[i], this, CHECKSUM_PARTIAL);
	}
}

/* a packet that stays as it is, with what lvs_renumber() says of it */
static void check_stays(const struct packet *packet, const struct lvs_seq *a,
			const struct lvs_seq *b, int err)
{
	struct sk_buff skb = packet_skb(packet, 0);
	struct lvs_pkt pkt = { .skb = &skb, .l4_offset = 20 };
	struct packet got;

	pkt.tuple.proto = IPPROTO_TCP;
	pkt.tuple.dst.family = AF_INET;
	EXPECT_EQ(lvs_renumber(&pkt, a, b), err);
	got = packet_of(&skb);
	EXPECT(!memcmp(got.bytes, packet->bytes, packet->len));
	packet_free(&skb);
}

static void check_nothing(void)
{
	struct packet packet = planned(&plans[0], &cases[0], 1500, 6005, 0, 0);
	struct lvs_seq none = {};

	host_allocs_left = 0;
	check_stays(&packet, &none, &none, 0);
	check_stays(&packet, &mine, &theirs, -ENOMEM);
	host_allocs_left = -1;
	/* number 0 acknowledges nothing */
	packet.bytes[20 + 13] = LVS_TCP_SYN;
	check_stays(&packet, &none, &theirs, 0);
}

static void check_damaged(void)
{
	struct packet packet = planned(&plans[0], &cases[0], 1500, 6005, 0, 0);

	packet.bytes[20 + 12] = 4 << 4;
	check_stays(&packet, &mine, &theirs, -EINVAL);
	packet.bytes[20 + 12] = 15 << 4;
	check_stays(&packet, &mine, &theirs, -EINVAL);
}

int main(void)
{
	UNIT_TABLE(cases, check_options);
	UNIT_TEST("what need not move is not touched", check_nothing);
	UNIT_TEST("a damaged header is not touched", check_damaged);
	return unit_finish();
}
