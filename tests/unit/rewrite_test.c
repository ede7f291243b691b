// SPDX-License-Identifier: GPL-2.0
/*
 * Addresses and ports are changed, nothing else is, and every checksum is
 * right afterwards, whoever completes it.
 *
 * units: pkt/rewrite.c pkt/sctp_pkt.c pkt/crc32c.c base/addr.c
 * with: packets.c
 */
#include "packets.h"
#include "pkt/rewrite.h"
#include "unit.h"

#include <linux/errno.h>
#include <linux/in.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <net/checksum.h>

#include <string.h>

struct rewrite_case {
	const char *what;
	struct packet_plan plan;
	const char *to;
	u16 port;
	bool no_check;	/* UDP without a checksum */
};

#define C4 "10.1.0.2"
#define V4 "10.9.0.1"
#define C6 "2001:db8:1::2"
#define V6 "2001:db8:9::1"

static const struct rewrite_case cases[] = {
	{ "IPv4 TCP", { AF_INET, IPPROTO_TCP, C4, V4, 1000, 80, 0x10, 32 },
	  "10.2.0.2", 8080, false },
	{ "IPv4 TCP of odd length", { AF_INET, IPPROTO_TCP, C4, V4, 1000, 80,
	  0x10, 33 }, "10.2.0.2", 8080, false },
	{ "IPv4 TCP with options", { AF_INET, IPPROTO_TCP, C4, V4, 1000, 80,
	  0x10, 4, .options = 8 }, "10.2.0.2", 8080, false },
	{ "IPv4 TCP, the port stays", { AF_INET, IPPROTO_TCP, C4, V4, 1000,
	  80, 0x10, 0 }, "10.2.0.2", 80, false },
	{ "IPv4 TCP, all stays", { AF_INET, IPPROTO_TCP, V4, V4, 80, 80, 0x10,
	  0 }, V4, 80, false },
	{ "IPv4 TCP to all ones", { AF_INET, IPPROTO_TCP, C4, V4, 1000, 80,
	  0x10, 3 }, "255.255.255.255", 65535, false },
	{ "IPv4 UDP", { AF_INET, IPPROTO_UDP, C4, V4, 1000, 53, 0, 12 },
	  "10.2.0.2", 5353, false },
	{ "IPv4 UDP without a checksum", { AF_INET, IPPROTO_UDP, C4, V4, 1000,
	  53, 0, 12 }, "10.2.0.2", 5353, true },
	{ "IPv6 TCP", { AF_INET6, IPPROTO_TCP, C6, V6, 1000, 80, 0x10, 32 },
	  "fd00:1:2:3:4:5:6:7", 8080, false },
	{ "IPv6 TCP, the port stays", { AF_INET6, IPPROTO_TCP, C6, V6, 1000,
	  80, 0x10, 1 }, "fd00::2", 80, false },
	{ "IPv6 UDP", { AF_INET6, IPPROTO_UDP, C6, V6, 1000, 53, 0, 12 },
	  "fd00::2", 5353, false },
	{ "IPv4 SCTP", { AF_INET, IPPROTO_SCTP, C4, V4, 1000, 2905, 0, 31 },
	  "10.2.0.2", 2906, false },
	{ "IPv4 SCTP, the port stays", { AF_INET, IPPROTO_SCTP, C4, V4, 1000,
	  2905, 0, 16 }, "10.2.0.2", 2905, false },
	{ "IPv6 SCTP", { AF_INET6, IPPROTO_SCTP, C6, V6, 1000, 2905, 0, 20 },
	  "fd00::2", 5353, false },
	{ "IPv4 ESP has no ports", { AF_INET, IPPROTO_ESP, C4, V4, .data = 8 },
	  "10.2.0.2", 500, false },
	{ "IPv6 ESP has no ports", { AF_INET6, IPPROTO_ESP, C6, V6,
	  .data = 0 }, "fd00::2", 500, false },
};

static unsigned int l4_of(const struct packet_plan *plan)
{
	return plan->family == AF_INET6 ? 40 : 20 + plan->options;
}

/* the same plan with one end changed */
static struct packet_plan changed(const struct rewrite_case *this,
				  enum lvs_end end)
{
	struct packet_plan plan = this->plan;

	if (end == LVS_END_SRC) {
		plan.src = this->to;
		plan.sport = this->port;
	} else {
		plan.dst = this->to;
		plan.dport = this->port;
	}
	return plan;
}

/* does a sum of words cover the addresses */
static bool has_sum(const struct packet_plan *plan)
{
	return plan->proto == IPPROTO_TCP || plan->proto == IPPROTO_UDP;
}

/* what a sender leaves to the device: the pseudo header's sum */
static void leave_sum(struct packet *packet, const struct packet_plan *plan)
{
	unsigned char *check = packet_check(packet, l4_of(plan), plan->proto);
	u16 sum = packet_pseudo(packet, l4_of(plan), plan->proto);

	if (plan->proto == IPPROTO_SCTP)
		memset(check, 0, 4);
	if (!has_sum(plan))
		return;
	check[0] = sum >> 8;
	check[1] = sum;
}

static struct packet planned(const struct rewrite_case *this,
			     const struct packet_plan *plan, u8 summed)
{
	struct packet packet = packet_make(plan);

	if (summed == CHECKSUM_PARTIAL)
		leave_sum(&packet, plan);
	else if (this->no_check)
		memset(packet_check(&packet, l4_of(plan), plan->proto), 0, 2);
	return packet;
}

static struct packet rewritten(const struct rewrite_case *this,
			       enum lvs_end end, u8 summed,
			       unsigned int linear, u16 *sum)
{
	struct packet packet = planned(this, &this->plan, summed);
	struct sk_buff skb = packet_skb(&packet, linear);
	struct lvs_pkt pkt = { .skb = &skb, .l4_offset = l4_of(&this->plan) };
	__be32 words[LVS_ADDR6_WORDS] = {};

	skb.ip_summed = summed;
	pkt.tuple.proto = this->plan.proto;
	pkt.tuple.dst.family = this->plan.family;
	inet_pton(this->plan.family, this->to, words);
	EXPECT_EQ(lvs_rewrite_end(&pkt, end, words, htons(this->port)), 0);
	packet = packet_of(&skb);
	*sum = skb.csum;
	packet_free(&skb);
	return packet;
}

/* ones' complement knows two zeros */
static bool same_sum(u16 a, u16 b)
{
	return a == b || (a % 0xffff == 0 && b % 0xffff == 0);
}

static void check_end(const struct rewrite_case *this, enum lvs_end end,
		      u8 summed, unsigned int linear)
{
	struct packet_plan plan = changed(this, end);
	struct packet want = planned(this, &plan, summed), got;
	unsigned int l4 = l4_of(&plan);
	u16 sum;

	got = rewritten(this, end, summed, linear, &sum);
	if (!this->no_check && summed != CHECKSUM_PARTIAL)
		EXPECT(packet_sums_right(&got, l4, plan.proto));
	/* nobody sums up what has no checksum to compare with */
	if (!this->no_check && summed == CHECKSUM_COMPLETE && has_sum(&plan))
		EXPECT(same_sum(sum, host_fold(host_sum(got.bytes, got.len))));
	EXPECT_EQ(got.len, want.len);
	EXPECT(!memcmp(got.bytes, want.bytes, want.len));
}

static void check_rewrite(const struct rewrite_case *this)
{
	static const u8 summeds[] = { CHECKSUM_NONE, CHECKSUM_UNNECESSARY,
				      CHECKSUM_COMPLETE, CHECKSUM_PARTIAL };
	unsigned int linears[] = { 0, l4_of(&this->plan) };
	unsigned int i, j;

	for (i = 0; i < ARRAY_SIZE(summeds); i++) {
		for (j = 0; j < ARRAY_SIZE(linears); j++) {
			check_end(this, LVS_END_SRC, summeds[i], linears[j]);
			check_end(this, LVS_END_DST, summeds[i], linears[j]);
		}
	}
}

/* a UDP checksum that comes out as 0 is sent as all ones (RFC 768) */
static void check_zero(void)
{
	struct packet_plan plan = { AF_INET, IPPROTO_UDP, C4, V4, 1000, 53 };
	struct rewrite_case this = { .plan = plan, .to = C4 };
	struct packet got;
	unsigned int port;
	unsigned char *check;
	u16 sum;

	for (port = 1; port < 65536; port++) {
		this.port = port;
		got = rewritten(&this, LVS_END_DST, CHECKSUM_NONE, 0, &sum);
		check = packet_check(&got, 20, IPPROTO_UDP);
		if (!(check[0] | check[1]))
			break;
		if (!packet_sums_right(&got, 20, IPPROTO_UDP))
			break;
	}
	EXPECT_EQ(port, 65536);
}

static void check_memory(void)
{
	struct packet_plan plan = { AF_INET, IPPROTO_TCP, C4, V4, 1000, 80 };
	struct packet before = packet_make(&plan), after;
	struct sk_buff skb = packet_skb(&before, 0);
	struct lvs_pkt pkt = { .skb = &skb, .l4_offset = 20 };
	__be32 words[LVS_ADDR6_WORDS] = { htonl(1) };

	pkt.tuple.proto = IPPROTO_TCP;
	pkt.tuple.dst.family = AF_INET;
	host_allocs_left = 0;
	EXPECT_EQ(lvs_rewrite_end(&pkt, LVS_END_DST, words, 0), -ENOMEM);
	host_allocs_left = -1;
	after = packet_of(&skb);
	EXPECT(!memcmp(&before, &after, sizeof(before)));
	packet_free(&skb);
}

static void check_ttl(void)
{
	const struct packet_plan plans[] = {
		{ AF_INET, IPPROTO_TCP, C4, V4, 1000, 80 },
		{ AF_INET6, IPPROTO_TCP, C6, V6, 1000, 80 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(plans); i++) {
		struct packet packet = packet_make(&plans[i]);
		struct sk_buff skb = packet_skb(&packet, 0);
		struct lvs_pkt pkt = { .skb = &skb };

		pkt.tuple.dst.family = plans[i].family;
		EXPECT_EQ(lvs_ttl(&pkt), 64);
		lvs_ttl_decrease(&pkt);
		EXPECT_EQ(lvs_ttl(&pkt), 63);
		packet = packet_of(&skb);
		EXPECT(packet_sums_right(&packet, l4_of(&plans[i]),
					 IPPROTO_TCP));
		packet_free(&skb);
	}
}

int main(void)
{
	UNIT_TABLE(cases, check_rewrite);
	UNIT_TEST("UDP never gets the checksum 0", check_zero);
	UNIT_TEST("without memory the packet stays as it is", check_memory);
	UNIT_TEST("a hop is taken off", check_ttl);
	return unit_finish();
}
