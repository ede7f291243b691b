// SPDX-License-Identifier: GPL-2.0
/*
 * Any packet is read the same whether it lies in one piece or in two, within its
 * bounds; and what is read can be rewritten and rewritten back.
 *
 * The input is a packet from its network header on; its version says the family.
 *
 * units: pkt/parse.c pkt/rewrite.c pkt/ext6.c pkt/sctp_pkt.c pkt/crc32c.c base/addr.c
 */
#include "fuzz.h"

#include "pkt/parse.h"
#include "pkt/rewrite.h"

#include <net/checksum.h>

static enum lvs_parse parse(struct lvs_pkt *pkt, struct sk_buff *skb,
			    u16 family)
{
	*pkt = (struct lvs_pkt) { .skb = skb };
	return lvs_pkt_parse(pkt, family);
}

static void same_tuple(const struct lvs_tuple *a, const struct lvs_tuple *b)
{
	MUST(!memcmp(a->src.words, b->src.words, sizeof(a->src.words)));
	MUST(!memcmp(a->dst.words, b->dst.words, sizeof(a->dst.words)));
	MUST(a->sport == b->sport);
	MUST(a->dport == b->dport);
	MUST(a->proto == b->proto);
}

/* a sum of zero is written as all ones in UDP: both are the same number */
static bool same_byte(const struct sk_buff *skb, const uint8_t *data,
		      unsigned int at, unsigned int check, unsigned int pair)
{
	if (at == check || at == check + 1) {
		u16 now = fuzz_byte(skb, check) << 8 |
			  fuzz_byte(skb, check + 1);
		u16 before = data[check] << 8 | data[check + 1];

		return now % 0xffff == before % 0xffff;
	}
	if (at == pair || at == pair + 1)
		return true;
	return fuzz_byte(skb, at) == data[at];
}

/* where a sum is that has two zeros; beyond the end if there is none */
static unsigned int sum_offset(const struct lvs_pkt *pkt, unsigned int bytes)
{
	switch (pkt->tuple.proto) {
	case IPPROTO_TCP:
		return pkt->l4_offset + 16;
	case IPPROTO_UDP:
		return pkt->l4_offset + 6;
	default:
		return bytes;
	}
}

/* there and back: all is as it was */
static void rewrite(const uint8_t *data, unsigned int bytes,
		    unsigned int header, u16 family, enum lvs_end end)
{
	struct sk_buff skb = fuzz_skb(data, bytes, header);
	static const __be32 words[LVS_ADDR6_WORDS] = { 1, 2, 3, 4 };
	struct lvs_pkt pkt, again;
	bool ported;
	struct lvs_addr *before;
	unsigned int at, check, pair;
	__be16 port;

	MUST(parse(&pkt, &skb, family) == LVS_PARSE_OK);
	before = end == LVS_END_SRC ? &pkt.tuple.src : &pkt.tuple.dst;
	port = end == LVS_END_SRC ? pkt.tuple.sport : pkt.tuple.dport;
	ported = lvs_tuple_has_ports(&pkt.tuple);
	MUST(!lvs_rewrite_end(&pkt, end, words, htons(4711)));
	MUST(parse(&again, &skb, family) == LVS_PARSE_OK);
	MUST((end == LVS_END_SRC ? again.tuple.sport : again.tuple.dport) ==
	     (ported ? htons(4711) : 0));
	MUST(!lvs_rewrite_end(&again, end, before->words, port));
	MUST(parse(&again, &skb, family) == LVS_PARSE_OK);
	same_tuple(&pkt.tuple, &again.tuple);
	check = sum_offset(&pkt, bytes);
	/* the IPv4 header's own sum may be a wrong one with two zeros */
	pair = family == AF_INET ? 10 : bytes;
	for (at = 0; at < bytes; at++)
		MUST(same_byte(&skb, data, at, check, pair));
	fuzz_free(&skb);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	u16 family = bytes && data[0] >> 4 == 6 ? AF_INET6 : AF_INET;
	unsigned int header = fuzz_header(data, bytes, family);
	struct sk_buff whole, split;
	struct lvs_pkt one, two;
	enum lvs_parse parsed;

	if (!header)
		return 0;
	whole = fuzz_skb(data, bytes, bytes);
	split = fuzz_skb(data, bytes, header);
	parsed = parse(&one, &whole, family);
	MUST(parse(&two, &split, family) == parsed);
	same_tuple(&one.tuple, &two.tuple);
	MUST(one.l4_offset == two.l4_offset && one.flags == two.flags);
	MUST(one.tcp_flags == two.tcp_flags);
	MUST(one.sctp_chunk == two.sctp_chunk);
	fuzz_free(&whole);
	fuzz_free(&split);
	if (parsed != LVS_PARSE_OK)
		return 0;
	MUST(one.l4_offset >= header && one.l4_offset <= bytes);
	if (lvs_tuple_has_ports(&one.tuple))
		MUST(one.l4_offset + 8 <= bytes);
	rewrite(data, bytes, header, family, LVS_END_SRC);
	rewrite(data, bytes, header, family, LVS_END_DST);
	return 0;
}
