// SPDX-License-Identifier: GPL-2.0
/*
 * Packets and quoted packets are read right, whole or cut short, in one piece
 * or in two.
 *
 * units: pkt/parse.c pkt/quote.c pkt/ext6.c pkt/sctp_pkt.c pkt/crc32c.c base/addr.c
 * with: packets.c
 */
#include "packets.h"
#include "pkt/parse.h"
#include "pkt/quote.h"
#include "unit.h"

#include <linux/in.h>

#include <string.h>

#define C4 "10.1.0.2"
#define V4 "10.9.0.1"
#define C6 "2001:db8:1::2"
#define V6 "2001:db8:9::1"
#define MF 0x2000

struct parse_case {
	const char *what;
	struct packet_plan plan;
	enum lvs_parse result;
	u8 flags;
	unsigned int l4;
};

static const struct parse_case parses[] = {
	{ "IPv4 TCP", { AF_INET, IPPROTO_TCP, C4, V4, 1000, 80, 0x12, 5 },
	  LVS_PARSE_OK, 0, 20 },
	{ "IPv4 UDP", { AF_INET, IPPROTO_UDP, C4, V4, 1000, 53, 0, 5 },
	  LVS_PARSE_OK, 0, 20 },
	{ "IPv6 TCP", { AF_INET6, IPPROTO_TCP, C6, V6, 1000, 80, 0x02, 5 },
	  LVS_PARSE_OK, 0, 40 },
	{ "IPv6 UDP", { AF_INET6, IPPROTO_UDP, C6, V6, 1000, 53, 0, 0 },
	  LVS_PARSE_OK, 0, 40 },
	{ "IPv4 with options", { AF_INET, IPPROTO_TCP, C4, V4, 1, 2, 0x10, 0,
	  .options = 12 }, LVS_PARSE_OK, 0, 32 },
	{ "IPv4 may not be fragmented", { AF_INET, IPPROTO_UDP, C4, V4, 1, 2,
	  0, 0, .frag = 0x4000 }, LVS_PARSE_OK, 0, 20 },
	{ "IPv4, first fragment", { AF_INET, IPPROTO_UDP, C4, V4, 1, 2, 0, 8,
	  .frag = MF }, LVS_PARSE_FRAGMENT, LVS_PKT_F_FRAGMENT, 20 },
	{ "IPv4, middle fragment", { AF_INET, IPPROTO_UDP, C4, V4, 1, 2, 0, 8,
	  .frag = MF | 3 }, LVS_PARSE_FRAGMENT,
	  LVS_PKT_F_FRAGMENT | LVS_PKT_F_LATER, 20 },
	{ "IPv4, last fragment", { AF_INET, IPPROTO_TCP, C4, V4, 1, 2, 0, 8,
	  .frag = 3 }, LVS_PARSE_FRAGMENT,
	  LVS_PKT_F_FRAGMENT | LVS_PKT_F_LATER, 20 },
	{ "IPv4, fragment of what is not ours", { AF_INET, IPPROTO_GRE, C4,
	  V4, .frag = MF }, LVS_PARSE_OTHER, LVS_PKT_F_FRAGMENT, 20 },
	{ "IPv4, fragment of what has no ports", { AF_INET, IPPROTO_ESP, C4,
	  V4, .frag = 3 }, LVS_PARSE_OK,
	  LVS_PKT_F_FRAGMENT | LVS_PKT_F_LATER, 20 },
	{ "IPv4, fragment of SCTP", { AF_INET, IPPROTO_SCTP, C4, V4, 1, 2, 0,
	  8, .frag = MF }, LVS_PARSE_FRAGMENT, LVS_PKT_F_FRAGMENT, 20 },
	{ "IPv6, first fragment", { AF_INET6, IPPROTO_UDP, C6, V6, 1, 2, 0, 8,
	  .frag = 1 }, LVS_PARSE_FRAGMENT, LVS_PKT_F_FRAGMENT, 48 },
	{ "IPv6, the only fragment", { AF_INET6, IPPROTO_UDP, C6, V6, 1, 2, 0,
	  8, .frag = 6 }, LVS_PARSE_FRAGMENT, LVS_PKT_F_FRAGMENT, 48 },
	{ "IPv4 ICMP", { AF_INET, IPPROTO_ICMP, C4, V4 }, LVS_PARSE_ICMP, 0,
	  20 },
	{ "IPv6 ICMPv6", { AF_INET6, IPPROTO_ICMPV6, C6, V6 }, LVS_PARSE_ICMP,
	  0, 40 },
	{ "ICMPv6 within IPv4 is nothing", { AF_INET, IPPROTO_ICMPV6, C4, V4 },
	  LVS_PARSE_OTHER, 0, 20 },
	{ "ICMP within IPv6 is nothing", { AF_INET6, IPPROTO_ICMP, C6, V6 },
	  LVS_PARSE_OTHER, 0, 40 },
	{ "IPv4 SCTP", { AF_INET, IPPROTO_SCTP, C4, V4, 1000, 2905, 0, 16 },
	  LVS_PARSE_OK, 0, 20 },
	{ "IPv6 SCTP", { AF_INET6, IPPROTO_SCTP, C6, V6, 1000, 2905, 0, 16 },
	  LVS_PARSE_OK, 0, 40 },
	{ "IPv4 ESP", { AF_INET, IPPROTO_ESP, C4, V4 }, LVS_PARSE_OK, 0, 20 },
	{ "IPv4 AH", { AF_INET, IPPROTO_AH, C4, V4 }, LVS_PARSE_OK, 0, 20 },
	{ "IPv6 ESP", { AF_INET6, IPPROTO_ESP, C6, V6 }, LVS_PARSE_OK, 0, 40 },
	{ "GRE is not for us", { AF_INET, IPPROTO_GRE, C4, V4 },
	  LVS_PARSE_OTHER, 0, 20 },
	{ "IPv6 with nothing inside", { AF_INET6, IPPROTO_NONE, C6, V6 },
	  LVS_PARSE_OTHER, 0, 0 },
};

static void expect_addr(const struct lvs_addr *got, u16 family,
			const char *text)
{
	__be32 words[LVS_ADDR6_WORDS] = {};
	struct lvs_addr want;

	inet_pton(family, text, words);
	want = lvs_addr_from_words(family, words);
	EXPECT(lvs_addr_equal(got, &want));
}

static void check_parse(const struct parse_case *this)
{
	struct packet packet = packet_make(&this->plan);
	unsigned int network = this->plan.family == AF_INET6 ? 40 : 20;
	unsigned int linear;

	for (linear = network; linear <= packet.len; linear++) {
		struct sk_buff skb = packet_skb(&packet, linear);
		struct lvs_pkt pkt = { .skb = &skb };

		EXPECT_EQ(lvs_pkt_parse(&pkt, this->plan.family),
			  this->result);
		EXPECT_EQ(pkt.flags, this->flags);
		expect_addr(&pkt.tuple.src, this->plan.family, this->plan.src);
		expect_addr(&pkt.tuple.dst, this->plan.family, this->plan.dst);
		if (this->l4)
			EXPECT_EQ(pkt.l4_offset, this->l4);
		if (this->result == LVS_PARSE_OK) {
			EXPECT_EQ(pkt.tuple.proto, this->plan.proto);
			EXPECT_EQ(pkt.tuple.sport, htons(this->plan.sport));
			EXPECT_EQ(pkt.tuple.dport, htons(this->plan.dport));
			EXPECT_EQ(pkt.tcp_flags, this->plan.tcp_flags);
		}
		packet_free(&skb);
	}
}

static bool has_ports(const struct packet_plan *plan)
{
	return plan->proto != IPPROTO_ESP && plan->proto != IPPROTO_AH;
}

static enum lvs_parse result_of(unsigned int l4_bytes, unsigned int header)
{
	if (l4_bytes < 4)
		return LVS_PARSE_OTHER;
	return l4_bytes < header ? LVS_PARSE_CUT : LVS_PARSE_OK;
}

/* the network header is whole (the stack saw to it), the rest may be cut */
static void check_cut(const struct parse_case *this)
{
	unsigned int header = packet_header_bytes(this->plan.proto);
	struct packet packet = packet_make(&this->plan);
	unsigned int whole = packet.len;

	if (this->result != LVS_PARSE_OK || !has_ports(&this->plan))
		return;
	for (packet.len = this->l4; packet.len < whole; packet.len++) {
		struct sk_buff skb = packet_skb(&packet, 0);
		struct lvs_pkt pkt = { .skb = &skb };

		EXPECT_EQ(lvs_pkt_parse(&pkt, this->plan.family),
			  result_of(packet.len - this->l4, header));
		packet_free(&skb);
	}
}

/* a later fragment's payload must not be taken for ports */
static void check_later6(void)
{
	struct packet_plan plan = { AF_INET6, IPPROTO_UDP, C6, V6, 1, 2, 0, 8,
				    .frag = 8 };
	struct packet packet = packet_make(&plan);
	struct sk_buff skb = packet_skb(&packet, 0);
	struct lvs_pkt pkt = { .skb = &skb };

	EXPECT(lvs_pkt_parse(&pkt, AF_INET6) != LVS_PARSE_OK);
	EXPECT_EQ(pkt.tuple.sport, 0);
	EXPECT_EQ(pkt.tuple.dport, 0);
	packet_free(&skb);
}

/* what an authentication header covers is not looked at */
static void check_auth6(void)
{
	struct packet_plan plan = { AF_INET6, IPPROTO_AH, C6, V6, .data = 40 };
	struct packet packet = packet_make(&plan);
	struct lvs_pkt pkt = {};
	struct sk_buff skb;

	packet.bytes[40] = IPPROTO_TCP;
	packet.bytes[41] = 4;
	skb = packet_skb(&packet, 40);
	pkt.skb = &skb;
	EXPECT_EQ(lvs_pkt_parse(&pkt, AF_INET6), LVS_PARSE_OK);
	EXPECT_EQ(pkt.tuple.proto, IPPROTO_AH);
	EXPECT_EQ(pkt.l4_offset, 40);
	EXPECT_EQ(pkt.tuple.dport, 0);
	packet_free(&skb);
}

struct quote_case {
	const char *what;
	u16 family;
	u8 type;
	struct packet_plan quoted;
	bool is_read;
};

static const struct quote_case quotes[] = {
	{ "IPv4 unreachable about TCP", AF_INET, 3,
	  { AF_INET, IPPROTO_TCP, C4, V4, 1000, 80 }, true },
	{ "IPv4 unreachable about UDP", AF_INET, 3,
	  { AF_INET, IPPROTO_UDP, C4, V4, 1000, 53 }, true },
	{ "IPv4 source quench", AF_INET, 4,
	  { AF_INET, IPPROTO_UDP, C4, V4, 1, 2 }, true },
	{ "IPv4 time exceeded", AF_INET, 11,
	  { AF_INET, IPPROTO_TCP, C4, V4, 1, 2 }, true },
	{ "IPv4 parameter problem", AF_INET, 12,
	  { AF_INET, IPPROTO_TCP, C4, V4, 1, 2, .options = 8 }, true },
	{ "IPv4 echo is no error", AF_INET, 8,
	  { AF_INET, IPPROTO_TCP, C4, V4, 1, 2 }, false },
	{ "IPv4 redirect is not for us", AF_INET, 5,
	  { AF_INET, IPPROTO_TCP, C4, V4, 1, 2 }, false },
	{ "IPv4 error about SCTP", AF_INET, 3,
	  { AF_INET, IPPROTO_SCTP, C4, V4, 1000, 2905 }, true },
	{ "IPv4 error about ESP", AF_INET, 3,
	  { AF_INET, IPPROTO_ESP, C4, V4 }, true },
	{ "IPv6 error about ESP", AF_INET6, 2,
	  { AF_INET6, IPPROTO_ESP, C6, V6 }, true },
	{ "IPv4 error about GRE", AF_INET, 3,
	  { AF_INET, IPPROTO_GRE, C4, V4 }, false },
	{ "IPv4 error about a first fragment", AF_INET, 3,
	  { AF_INET, IPPROTO_UDP, C4, V4, 1, 2, .frag = MF }, true },
	{ "IPv4 error about a later fragment", AF_INET, 3,
	  { AF_INET, IPPROTO_UDP, C4, V4, 1, 2, .frag = 3 }, false },
	{ "IPv4 error that quotes IPv6", AF_INET, 3,
	  { AF_INET6, IPPROTO_UDP, C6, V6, 1, 2 }, false },
	{ "IPv6 unreachable about TCP", AF_INET6, 1,
	  { AF_INET6, IPPROTO_TCP, C6, V6, 1000, 80 }, true },
	{ "IPv6 packet too big about UDP", AF_INET6, 2,
	  { AF_INET6, IPPROTO_UDP, C6, V6, 1000, 53 }, true },
	{ "IPv6 echo is no error", AF_INET6, 128,
	  { AF_INET6, IPPROTO_TCP, C6, V6, 1, 2 }, false },
	{ "IPv6 error about a later fragment", AF_INET6, 1,
	  { AF_INET6, IPPROTO_UDP, C6, V6, 1, 2, .frag = 8 }, false },
	{ "IPv6 error about a first fragment", AF_INET6, 1,
	  { AF_INET6, IPPROTO_UDP, C6, V6, 1, 2, .frag = 1 }, true },
	{ "IPv6 error that quotes IPv4", AF_INET6, 1,
	  { AF_INET, IPPROTO_UDP, C4, V4, 1, 2 }, false },
};

/* an error from a router, and what it quotes behind 8 bytes of its own */
static struct packet wrap(const struct quote_case *this,
			  const struct packet *inner)
{
	struct packet_plan plan = { .family = this->family, .data = inner->len,
				    .src = "192.0.2.1", .dst = V4,
				    .proto = IPPROTO_ICMP };
	struct packet packet;
	unsigned int l4;

	if (this->family == AF_INET6) {
		plan.src = "2001:db8::99";
		plan.dst = V6;
		plan.proto = IPPROTO_ICMPV6;
	}
	packet = packet_make(&plan);
	l4 = packet.len - inner->len - 8;
	packet.bytes[l4] = this->type;
	memcpy(packet.bytes + l4 + 8, inner->bytes, inner->len);
	return packet;
}

static void expect_flow(const struct lvs_quote *quote,
			const struct packet_plan *quoted)
{
	struct lvs_tuple reverse = lvs_quote_reverse(quote);

	expect_addr(&quote->flow.src, quoted->family, quoted->src);
	expect_addr(&quote->flow.dst, quoted->family, quoted->dst);
	EXPECT_EQ(quote->flow.sport, htons(quoted->sport));
	EXPECT_EQ(quote->flow.dport, htons(quoted->dport));
	EXPECT_EQ(quote->flow.proto, quoted->proto);
	expect_addr(&reverse.src, quoted->family, quoted->dst);
	expect_addr(&reverse.dst, quoted->family, quoted->src);
	EXPECT_EQ(reverse.sport, htons(quoted->dport));
	EXPECT_EQ(reverse.dport, htons(quoted->sport));
	EXPECT_EQ(reverse.proto, quoted->proto);
}

static void check_quote(const struct quote_case *this)
{
	struct packet inner = packet_make(&this->quoted);
	struct packet packet = wrap(this, &inner);
	unsigned int network = this->family == AF_INET6 ? 40 : 20;
	unsigned int len = packet.len, ports, l4;
	bool is_read;

	l4 = network + 8 + inner.len - packet_header_bytes(this->quoted.proto);
	ports = l4 + 4;
	for (packet.len = network; packet.len <= len; packet.len++) {
		struct sk_buff skb = packet_skb(&packet, network);
		struct lvs_pkt pkt = { .skb = &skb };
		struct lvs_quote quote = {};

		EXPECT_EQ(lvs_pkt_parse(&pkt, this->family), LVS_PARSE_ICMP);
		is_read = lvs_quote_parse(&pkt, &quote);
		EXPECT_EQ(is_read, this->is_read && packet.len >= ports);
		if (is_read) {
			EXPECT_EQ(quote.l3_offset, network + 8);
			EXPECT_EQ(quote.l4_offset, l4);
			expect_flow(&quote, &this->quoted);
		}
		packet_free(&skb);
	}
}

/* lengths of the quoted header that cannot be */
static void check_quote_length(void)
{
	static const struct quote_case this = {
		.family = AF_INET,
		.type = 3,
		.quoted = { AF_INET, IPPROTO_UDP, C4, V4, 1, 2, 0, 40 },
	};
	struct packet inner = packet_make(&this.quoted), packet;
	struct lvs_quote quote = {};
	unsigned int words;

	for (words = 0; words < 16; words++) {
		struct lvs_pkt pkt = { .l4_offset = 20 };
		struct sk_buff skb;

		inner.bytes[0] = 0x40 | words;
		packet = wrap(&this, &inner);
		skb = packet_skb(&packet, 0);
		pkt.skb = &skb;
		EXPECT_EQ(lvs_quote_parse(&pkt, &quote), words >= 5);
		packet_free(&skb);
	}
}

int main(void)
{
	UNIT_TABLE(parses, check_parse);
	UNIT_TABLE(parses, check_cut);
	UNIT_TEST("IPv6, later fragment has no ports", check_later6);
	UNIT_TEST("IPv6, the flow of an authentication header", check_auth6);
	UNIT_TABLE(quotes, check_quote);
	UNIT_TEST("a quoted header of an impossible length",
		  check_quote_length);
	return unit_finish();
}
