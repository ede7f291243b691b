// SPDX-License-Identifier: GPL-2.0
/*
 * Whatever options a TCP header has, its MSS is lowered or nothing happens: no
 * other byte changes but the checksum, which stays as right as it was, and it
 * does not matter how much of the segment lies in one piece.
 *
 * The input is the limit (two bytes), how much lies in one piece (one byte), and
 * a segment from its TCP header on.
 *
 * units: pkt/tcpopt.c base/addr.c
 */
#include "fuzz.h"

#include "pkt/pkt.h"
#include "pkt/tcpopt.h"

#include <net/checksum.h>

#define HEAD 3
#define CHECK 16
#define OPTIONS 20

static bool is_check(unsigned int at)
{
	return at == CHECK || at == CHECK + 1;
}

/* the bytes of a segment after its MSS was limited */
static void limit(const uint8_t *data, unsigned int bytes, unsigned int linear,
		  u16 mss, uint8_t *after)
{
	struct sk_buff skb = fuzz_skb(data, bytes, linear);
	struct lvs_pkt pkt = { .skb = &skb };
	unsigned int at;

	pkt.tuple.proto = IPPROTO_TCP;
	MUST(!lvs_tcpopt_limit_mss(&pkt, mss));
	MUST(skb.len == bytes);
	for (at = 0; at < bytes; at++)
		after[at] = fuzz_byte(&skb, at);
	fuzz_free(&skb);
}

static bool is_lowered(const uint8_t *before, const uint8_t *after,
		       unsigned int at, u16 mss)
{
	return at >= OPTIONS + 2 && before[at - 2] == 2 &&
	       before[at - 1] == 4 &&
	       (before[at] << 8 | before[at + 1]) > mss &&
	       (after[at] << 8 | after[at + 1]) == mss;
}

/* where the MSS is that was lowered, or 0 */
static unsigned int lowered_at(const uint8_t *before, const uint8_t *after,
			       unsigned int bytes, u16 mss)
{
	unsigned int at;

	for (at = 0; at + 1 < bytes; at++) {
		if (!is_check(at) && before[at] != after[at])
			break;
	}
	if (at + 1 < bytes && is_lowered(before, after, at, mss))
		return at;
	/* its high byte may be the same */
	return at && is_lowered(before, after, at - 1, mss) ? at - 1 : 0;
}

static void check_change(const uint8_t *before, const uint8_t *after,
			 unsigned int bytes, u16 mss)
{
	unsigned int value = lowered_at(before, after, bytes, mss);
	unsigned int at;

	MUST(value);
	for (at = 0; at < bytes; at++)
		MUST(before[at] == after[at] || is_check(at) || at == value ||
		     at == value + 1);
	MUST(host_sum(before, bytes) % 0xffff ==
	     host_sum(after, bytes) % 0xffff);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	uint8_t whole[4096], split[4096], again[4096];
	unsigned int linear;
	u16 mss;

	if (bytes < HEAD || bytes > sizeof(whole))
		return 0;
	mss = data[0] << 8 | data[1];
	linear = data[2];
	data += HEAD;
	bytes -= HEAD;
	limit(data, bytes, bytes, mss, whole);
	limit(data, bytes, linear < bytes ? linear : bytes, mss, split);
	MUST(!memcmp(whole, split, bytes));
	limit(whole, bytes, bytes, mss, again);
	MUST(!memcmp(whole, again, bytes));
	if (memcmp(data, whole, bytes))
		check_change(data, whole, bytes, mss);
	return 0;
}
