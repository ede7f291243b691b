// SPDX-License-Identifier: GPL-2.0
/*
 * Headers of tunnels, in front of a whole packet.
 */
#include "frame.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#define GUE_PORT 6080

uint8_t frame_inner_proto(uint16_t family)
{
	return family == AF_INET ? IPPROTO_IPIP : IPPROTO_IPV6;
}

/* without a checksum, with one, with a key; the protocol that it is inside of IP */
uint8_t frame_gre(struct frame *f, uint16_t inner_family)
{
	static const uint8_t flags[] = { 0, 0x80, 0x20 };
	uint8_t flag = dice_of(f->dice, flags);
	uint16_t sum, kind = htons(inner_family == AF_INET ? 0x0800 : 0x86dd);
	size_t len = flag ? 8 : 4;
	uint8_t *head = frame_push(f, len);

	head[0] = flag;
	memcpy(head + 2, &kind, sizeof(kind));
	frame_spoil(f, head, len);
	if (flag == 0x80) {
		sum = htons(frame_sum(f, f->len, 0));
		memcpy(head + 4, &sum, sizeof(sum));
	}
	return IPPROTO_GRE;
}

uint8_t frame_gue(struct frame *f, const struct ends *ends, uint16_t inner_family)
{
	size_t words = dice_chance(f->dice, 30) ? dice_below(f->dice, 5) : 0;
	struct ends outer = *ends;
	uint8_t *head = frame_push(f, 4 + 4 * words);

	dice_fill(f->dice, head + 4, 4 * words);
	head[0] = words;
	head[1] = frame_inner_proto(inner_family);
	/* private data, or remote checksum offload */
	if (words)
		head[2 + dice_below(f->dice, 2)] = 1 << dice_below(f->dice, 8);
	frame_spoil(f, head, 4);
	outer.dport = GUE_PORT;
	frame_udp(f, &outer);
	return IPPROTO_UDP;
}
