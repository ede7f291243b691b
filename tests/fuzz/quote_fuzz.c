// SPDX-License-Identifier: GPL-2.0
/*
 * What an ICMP error quotes is read the same in one piece and in two, and
 * never beyond the end of the packet.
 *
 * The input is an ICMP or ICMPv6 packet from its network header on.
 *
 * units: pkt/parse.c pkt/quote.c pkt/ext6.c pkt/sctp_pkt.c pkt/crc32c.c base/addr.c
 */
#include "fuzz.h"

#include "pkt/parse.h"
#include "pkt/quote.h"

static bool read_quote(struct sk_buff *skb, u16 family, struct lvs_quote *quote)
{
	struct lvs_pkt pkt = { .skb = skb };

	*quote = (struct lvs_quote) {};
	if (lvs_pkt_parse(&pkt, family) != LVS_PARSE_ICMP)
		return false;
	return lvs_quote_parse(&pkt, quote);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	u16 family = bytes && data[0] >> 4 == 6 ? AF_INET6 : AF_INET;
	unsigned int header = fuzz_header(data, bytes, family);
	struct lvs_quote one, two;
	struct sk_buff whole, split;
	struct lvs_tuple reverse;
	bool is_read;

	if (!header)
		return 0;
	whole = fuzz_skb(data, bytes, bytes);
	split = fuzz_skb(data, bytes, header);
	is_read = read_quote(&whole, family, &one);
	MUST(read_quote(&split, family, &two) == is_read);
	if (is_read) {
		MUST(one.l3_offset == two.l3_offset);
		MUST(one.l4_offset == two.l4_offset);
		MUST(one.l4_offset > one.l3_offset);
		MUST(one.l4_offset + 4 <= bytes);
		MUST(one.flow.sport == two.flow.sport);
		reverse = lvs_quote_reverse(&one);
		MUST(reverse.sport == one.flow.dport);
		MUST(reverse.dst.family == one.flow.src.family);
	}
	fuzz_free(&whole);
	fuzz_free(&split);
	return 0;
}
