// SPDX-License-Identifier: GPL-2.0
/*
 * What a tunnel's packet holds is found behind every header that we send, and
 * behind no other.
 *
 * units: pkt/unwrap.c base/addr.c
 */
#include "pkt/pkt.h"
#include "pkt/quote.h"
#include "pkt/unwrap.h"
#include "unit.h"

#include <linux/in.h>
#include <linux/skbuff.h>
#include <uapi/linux/lvs.h>

#include <stdlib.h>
#include <string.h>

/* where the outer header ends */
#define START 28

struct unwrap_case {
	const char *what;
	u8 proto;		/* of the outer header */
	const char *bytes;	/* behind it */
	unsigned int len;
	bool is_tunnel;
	u8 type;
	u16 port;
	u16 family;		/* 0: too little to tell */
	unsigned int skip;	/* from START to what is inside */
};

#define BYTES(text) text, sizeof(text) - 1
#define UDP "\377\0\27\300\0\100\0\0"	/* to port 6080 */

static const struct unwrap_case cases[] = {
	{ "IPv4 in IP", IPPROTO_IPIP, BYTES("\105"), true, LVS_TUN_IPIP, 0,
	  AF_INET, 0 },
	{ "IPv6 in IP", IPPROTO_IPV6, BYTES("\140"), true, LVS_TUN_IPIP, 0,
	  AF_INET6, 0 },
	{ "IPv4 in GRE", IPPROTO_GRE, BYTES("\0\0\10\0\105"), true,
	  LVS_TUN_GRE, 0, AF_INET, 4 },
	{ "IPv6 in GRE", IPPROTO_GRE, BYTES("\0\0\206\335\140"), true,
	  LVS_TUN_GRE, 0, AF_INET6, 4 },
	{ "GRE with a checksum", IPPROTO_GRE,
	  BYTES("\200\0\10\0\1\2\0\0\105"), true, LVS_TUN_GRE, 0, AF_INET,
	  8 },
	{ "GRE with a key", IPPROTO_GRE, BYTES("\40\0\10\0\0\0\0\1\105"),
	  false },
	{ "GRE version 1", IPPROTO_GRE, BYTES("\0\1\10\0\105"), false },
	{ "Ethernet in GRE", IPPROTO_GRE, BYTES("\0\0\145\130\0"), false },
	{ "GRE, cut short", IPPROTO_GRE, BYTES("\0\0\10"), false },
	{ "IPv4 in GUE", IPPROTO_UDP, BYTES(UDP "\0\4\0\0\105"), true,
	  LVS_TUN_GUE, 6080, AF_INET, 12 },
	{ "IPv6 in GUE", IPPROTO_UDP, BYTES(UDP "\0\51\0\0\140"), true,
	  LVS_TUN_GUE, 6080, AF_INET6, 12 },
	{ "GUE with a remote checksum", IPPROTO_UDP,
	  BYTES(UDP "\2\4\0\1\200\0\0\0\0\24\0\44\105"), true, LVS_TUN_GUE,
	  6080, AF_INET, 20 },
	{ "GUE with all options that there can be", IPPROTO_UDP,
	  BYTES(UDP "\37\4\0\1"), true, LVS_TUN_GUE, 6080, AF_INET, 136 },
	{ "GUE control", IPPROTO_UDP, BYTES(UDP "\40\4\0\0\105"), false },
	{ "GUE variant 1", IPPROTO_UDP, BYTES(UDP "\105\0\0\0\0"), false },
	{ "TCP in GUE", IPPROTO_UDP, BYTES(UDP "\0\6\0\0\0"), false },
	{ "UDP, and nothing more is quoted", IPPROTO_UDP, BYTES(UDP), true,
	  LVS_TUN_GUE, 6080, 0, 0 },
	{ "UDP, cut short", IPPROTO_UDP, BYTES("\377\0\27\300"), false },
	{ "TCP", IPPROTO_TCP, BYTES(UDP UDP UDP), false },
	{ "nothing", IPPROTO_IPIP, BYTES(""), true, LVS_TUN_IPIP, 0, AF_INET,
	  0 },
};

static void run_linear(const struct unwrap_case *c, unsigned int linear)
{
	struct lvs_quote outer = { .l4_offset = START };
	struct sk_buff skb = { .len = START + c->len, .linear = linear };
	struct lvs_pkt pkt = { .skb = &skb };
	unsigned char bytes[256] = {};
	struct lvs_unwrapped in;

	memcpy(bytes + START, c->bytes, c->len);
	outer.flow.proto = c->proto;
	skb.data = malloc(linear);
	skb.rest = malloc(skb.len - linear + 1);
	memcpy(skb.data, bytes, linear);
	memcpy(skb.rest, bytes + linear, skb.len - linear);
	EXPECT_EQ(lvs_unwrap(&pkt, &outer, &in), c->is_tunnel);
	if (c->is_tunnel) {
		EXPECT_EQ(in.type, c->type);
		EXPECT_EQ(ntohs(in.port), c->port);
		EXPECT_EQ(in.family, c->family);
	}
	if (c->is_tunnel && c->family)
		EXPECT_EQ(in.offset, START + c->skip);
	free(skb.data);
	free(skb.rest);
}

static void run(const struct unwrap_case *c)
{
	run_linear(c, START + c->len);
	run_linear(c, START);
}

int main(void)
{
	UNIT_TABLE(cases, run);
	return unit_finish();
}
