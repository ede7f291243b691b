// SPDX-License-Identifier: GPL-2.0
/*
 * IP of both versions, with options and extension headers.
 */
#include "frame.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#define DF 0x4000
#define MF 0x2000

static uint8_t hops(struct dice *dice)
{
	return dice_chance(dice, 94) ? 64 : dice_below(dice, 3);
}

static size_t make_options(struct dice *dice, uint8_t *to)
{
	/* nothing; record route; time stamps; a loose source route */
	static const uint8_t usual[][12] = {
		{ 1, 1, 1, 0 },
		{ 7, 11, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
		{ 68, 12, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
		{ 131, 11, 4, 10, 9, 0, 1, 10, 9, 0, 1, 0 },
	};
	size_t len;

	if (dice_chance(dice, 85))
		return 0;
	if (dice_chance(dice, 70)) {
		memcpy(to, dice_of(dice, usual), sizeof(usual[0]));
		return dice_chance(dice, 80) ? sizeof(usual[0]) : 4;
	}
	len = 4 * dice_below(dice, 11);
	dice_fill(dice, to, len);
	return len;
}

static void ip4(struct frame *f, const struct ends *ends, uint8_t proto)
{
	uint8_t options[40];
	size_t options_len = make_options(f->dice, options);
	size_t head_len = 20 + options_len;
	uint16_t words[4];
	uint8_t *head;

	memcpy(frame_push(f, options_len), options, options_len);
	head = frame_push(f, 20);
	head[0] = 0x40 | head_len / 4;
	words[0] = htons(f->len);
	words[1] = dice_roll(f->dice);
	words[2] = htons(dice_chance(f->dice, 40) ? DF : 0);
	if (dice_chance(f->dice, 2))
		words[2] = htons(dice_chance(f->dice, 50) ? MF : dice_roll(f->dice));
	memcpy(head + 2, words, 6);
	head[8] = hops(f->dice);
	head[9] = proto;
	memcpy(head + 12, ends->src, 4);
	memcpy(head + 16, ends->dst, 4);
	/* whom it is for stays as it is, or it would be lost on its way */
	frame_spoil(f, head, 12);
	head[10] = head[11] = 0;
	words[3] = htons(frame_sum(f, head_len, 0));
	memcpy(head + 10, &words[3], 2);
}

/* an extension header in front of @next; returns its own number */
static uint8_t extend(struct frame *f, uint8_t next)
{
	static const uint8_t kinds[] = { IPPROTO_HOPOPTS, IPPROTO_DSTOPTS, IPPROTO_DSTOPTS,
					 IPPROTO_ROUTING, IPPROTO_FRAGMENT, IPPROTO_AH, 135 };
	uint8_t kind = dice_of(f->dice, kinds);
	size_t len = kind == IPPROTO_FRAGMENT ? 8 : 8 * (1 + dice_below(f->dice, 4));
	uint8_t *head = frame_push(f, len);

	head[0] = next;
	if (kind == IPPROTO_AH) {
		head[1] = len / 4 - 2;
		dice_fill(f->dice, head + 4, len - 4);
	} else if (kind != IPPROTO_FRAGMENT) {
		head[1] = len / 8 - 1;
		/* all padding, which every node skips */
		if (kind != IPPROTO_ROUTING) {
			head[2] = 1;
			head[3] = len - 4;
		}
	}
	frame_spoil(f, head, len);
	return kind;
}

static void ip6(struct frame *f, const struct ends *ends, uint8_t proto)
{
	uint32_t extensions = dice_chance(f->dice, 15) ? 1 + dice_below(f->dice, 3) : 0;
	uint16_t payload;
	uint8_t *head;

	while (extensions--)
		proto = extend(f, proto);
	payload = htons(f->len);
	head = frame_push(f, 40);
	head[0] = 0x60;
	memcpy(head + 4, &payload, 2);
	head[6] = proto;
	head[7] = hops(f->dice);
	memcpy(head + 8, ends->src, 16);
	memcpy(head + 24, ends->dst, 16);
	frame_spoil(f, head, 8);
}

void frame_ip(struct frame *f, const struct ends *ends, uint8_t proto)
{
	if (ends->family == AF_INET)
		ip4(f, ends, proto);
	else
		ip6(f, ends, proto);
}
