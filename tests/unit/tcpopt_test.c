// SPDX-License-Identifier: GPL-2.0
/*
 * The MSS of a SYN is lowered, nothing else changes, the checksum is right
 * afterwards; broken lists of options are left alone.
 *
 * units: pkt/tcpopt.c base/addr.c
 * with: packets.c
 */
#include "packets.h"
#include "pkt/tcpopt.h"
#include "unit.h"

#include <linux/in.h>
#include <linux/slab.h>
#include <net/checksum.h>

#include <string.h>

#define IP6_BYTES 40
#define IP4_BYTES 20
#define TCP_BYTES 20

struct tcpopt_case {
	const char *what;
	const char *options;	/* their bytes */
	unsigned int bytes;	/* how many, a multiple of 4 */
	u16 limit;
	unsigned int at;	/* where the value is, in options; 0: stays */
	u8 doff;		/* what the header says, if not the truth */
};

#define OPTIONS(text) text, sizeof(text) - 1

static const struct tcpopt_case cases[] = {
	{ "alone", OPTIONS("\2\4\5\264"), 1400, 2 },
	{ "to the smallest", OPTIONS("\2\4\5\264"), 1, 2 },
	{ "from the largest", OPTIONS("\2\4\377\377"), 1400, 2 },
	{ "as it is already", OPTIONS("\2\4\5\264"), 1460, 0 },
	{ "smaller already", OPTIONS("\2\4\5\264"), 8940, 0 },
	{ "smaller already, by the low byte", OPTIONS("\2\4\5\263"), 1460, 0 },
	{ "larger by one", OPTIONS("\2\4\5\265"), 1460, 2 },
	{ "as Linux sends it",
	  OPTIONS("\2\4\5\264\4\2\10\12\1\2\3\4\0\0\0\0\1\3\3\7"), 1360, 2 },
	{ "last, after padding", OPTIONS("\1\1\1\1\2\4\5\264"), 1360, 6 },
	{ "at an odd place", OPTIONS("\1\2\4\5\264\0\0\0"), 1360, 3 },
	{ "at an odd place, last", OPTIONS("\3\3\7\2\4\5\264\1"), 1360, 5 },
	{ "after unknown kinds", OPTIONS("\376\4xx\377\2\2\4\5\264\0\0"), 1360,
	  8 },
	{ "in forty bytes of options",
	  OPTIONS("\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1"
		  "\1\1\1\1\1\1\2\4\5\264"), 1360, 38 },
	{ "twice: the first one counts", OPTIONS("\2\4\5\264\2\4\5\264"), 1360,
	  2 },
	{ "no options", OPTIONS(""), 1360, 0 },
	{ "no such option", OPTIONS("\1\3\3\7\4\2\0\0"), 1360, 0 },
	{ "behind the end of the list", OPTIONS("\0\0\0\0\2\4\5\264"), 1360,
	  0 },
	{ "of a wrong length", OPTIONS("\2\3\5\264"), 1360, 0 },
	{ "longer than the list", OPTIONS("\1\1\2\4"), 1360, 0 },
	{ "cut after its kind", OPTIONS("\1\1\1\2"), 1360, 0 },
	{ "behind an option of length 0", OPTIONS("\3\0\1\1\2\4\5\264"), 1360,
	  0 },
	{ "behind an option of length 1", OPTIONS("\3\1\1\1\2\4\5\264"), 1360,
	  0 },
	{ "behind an option that is too long",
	  OPTIONS("\3\50\1\1\2\4\5\264"), 1360, 0 },
	{ "a header shorter than a header", OPTIONS("\2\4\5\264"), 1360, 0,
	  4 },
	{ "a header longer than the packet", OPTIONS("\2\4\5\264"), 1360, 0,
	  15 },
};

static unsigned int l4_of(u16 family)
{
	return family == AF_INET6 ? IP6_BYTES : IP4_BYTES;
}

/* a SYN with options in place of data, and its checksum made good */
static struct packet make_syn(const struct tcpopt_case *c, u16 family)
{
	const struct packet_plan plan = {
		.family = family,
		.proto = IPPROTO_TCP,
		.src = family == AF_INET6 ? "fd01::2" : "10.1.0.2",
		.dst = family == AF_INET6 ? "fd09::1" : "10.9.0.1",
		.sport = 1000,
		.dport = 80,
		.tcp_flags = LVS_TCP_SYN,
		.data = c->bytes,
	};
	struct packet syn = packet_make(&plan);
	unsigned int l4 = l4_of(family);
	unsigned char *check = packet_check(&syn, l4, IPPROTO_TCP);
	u16 sum;

	memcpy(syn.bytes + l4 + TCP_BYTES, c->options, c->bytes);
	syn.bytes[l4 + 12] = (c->doff ?: (TCP_BYTES + c->bytes) / 4) << 4;
	memset(check, 0, 2);
	sum = ~host_fold(packet_pseudo(&syn, l4, IPPROTO_TCP) +
			 host_sum(syn.bytes + l4, syn.len - l4));
	check[0] = sum >> 8;
	check[1] = sum;
	return syn;
}

static struct packet expected(const struct tcpopt_case *c,
			      const struct packet *syn, u16 family)
{
	unsigned char *value = NULL;
	struct packet want = *syn;

	if (c->at) {
		value = want.bytes + l4_of(family) + TCP_BYTES + c->at;
		value[0] = c->limit >> 8;
		value[1] = c->limit;
	}
	return want;
}

/* all but the checksum */
static bool same_but_check(struct packet a, struct packet b, u16 family)
{
	memset(packet_check(&a, l4_of(family), IPPROTO_TCP), 0, 2);
	memset(packet_check(&b, l4_of(family), IPPROTO_TCP), 0, 2);
	return a.len == b.len && !memcmp(a.bytes, b.bytes, a.len);
}

static struct packet limit(const struct packet *syn, u16 family, u16 mss,
			   u8 summed, unsigned int linear)
{
	struct lvs_pkt pkt = { .l4_offset = l4_of(family) };
	struct sk_buff skb = packet_skb(syn, linear);
	struct packet got;

	skb.ip_summed = summed;
	pkt.skb = &skb;
	pkt.tuple.proto = IPPROTO_TCP;
	pkt.tuple.dst.family = family;
	pkt.tcp_flags = LVS_TCP_SYN;
	EXPECT_EQ(lvs_tcpopt_limit_mss(&pkt, mss), 0);
	got = packet_of(&skb);
	packet_free(&skb);
	return got;
}

static void run_family(const struct tcpopt_case *c, u16 family)
{
	struct packet syn = make_syn(c, family);
	struct packet want = expected(c, &syn, family);
	struct packet got;

	got = limit(&syn, family, c->limit, CHECKSUM_NONE, 0);
	EXPECT(same_but_check(got, want, family));
	EXPECT(packet_sums_right(&got, l4_of(family), IPPROTO_TCP));
	/* the same when the options have to be fetched first */
	got = limit(&syn, family, c->limit, CHECKSUM_NONE,
		    l4_of(family) + TCP_BYTES);
	EXPECT(same_but_check(got, want, family));
	EXPECT(packet_sums_right(&got, l4_of(family), IPPROTO_TCP));
	/* a device sums up what it finds: the field stays */
	got = limit(&syn, family, c->limit, CHECKSUM_PARTIAL, 0);
	EXPECT(!memcmp(got.bytes, want.bytes, want.len));
}

static void run(const struct tcpopt_case *c)
{
	run_family(c, AF_INET);
	run_family(c, AF_INET6);
}

static void without_memory(void)
{
	struct packet syn = make_syn(&cases[0], AF_INET);
	struct lvs_pkt pkt = { .l4_offset = IP4_BYTES };
	struct sk_buff skb = packet_skb(&syn, 0);
	struct packet got;

	pkt.skb = &skb;
	host_allocs_left = 0;
	EXPECT(lvs_tcpopt_limit_mss(&pkt, 1360));
	host_allocs_left = -1;
	got = packet_of(&skb);
	EXPECT(!memcmp(got.bytes, syn.bytes, syn.len));
	packet_free(&skb);
}

int main(void)
{
	UNIT_TABLE(cases, run);
	UNIT_TEST("without memory the SYN stays as it is", without_memory);
	return unit_finish();
}
