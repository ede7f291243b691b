// SPDX-License-Identifier: GPL-2.0
/*
 * Fragments: a packet in parts, some of which are missing, come twice, overlap,
 * or come in another order.
 */
#include "traffic.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#define MF4 0x2000
#define MF6 1

static void sum4(uint8_t *head)
{
	uint32_t sum = 0;
	int i;

	head[10] = head[11] = 0;
	for (i = 0; i < 20; i += 2)
		sum += head[i] << 8 | head[i + 1];
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	head[10] = ~sum >> 8;
	head[11] = ~sum;
}

/* bytes @from to @to of what follows the header, of @all */
static void make4(const struct frame *f, struct part *part, size_t from, size_t to, size_t all)
{
	uint16_t len = htons(20 + to - from);
	uint16_t place = htons(from / 8 | (to < all ? MF4 : 0));

	memcpy(part->data, f->at, 20);
	part->data[0] = 0x45;
	memcpy(part->data + 2, &len, 2);
	memcpy(part->data + 6, &place, 2);
	sum4(part->data);
	memcpy(part->data + 20, f->at + 20 + from, to - from);
	part->len = 20 + to - from;
}

static void make6(const struct frame *f, struct part *part, size_t from, size_t to, size_t all)
{
	uint16_t len = htons(8 + to - from);
	uint16_t place = htons((from & ~7UL) | (to < all ? MF6 : 0));

	memcpy(part->data, f->at, 40);
	memcpy(part->data + 4, &len, 2);
	part->data[6] = IPPROTO_FRAGMENT;
	memset(part->data + 40, 0, 8);
	part->data[40] = f->at[6];
	memcpy(part->data + 42, &place, 2);
	/* of one number, which the parts of one packet share: its length and start */
	memcpy(part->data + 44, f->at + 40, 4);
	memcpy(part->data + 48, f->at + 40 + from, to - from);
	part->len = 48 + to - from;
}

/**
 * frame_parts() - cut a packet
 * @f: packet, from its IP header on; its options, if any, count as payload
 * @family: AF_INET or AF_INET6
 * @parts: filled, PARTS_MAX at most
 *
 * Return: how many, 0 if it is too short or too long.
 */
unsigned int frame_parts(struct frame *f, uint16_t family, struct part *parts)
{
	size_t head = family == AF_INET ? 20 : 40;
	size_t all = f->len - head, from = 0, to, step;
	unsigned int i = 0;

	if (f->len < head + 16 || f->len > 1400)
		return 0;
	step = 8 * (1 + dice_below(f->dice, all / 8));
	while (from < all && i < PARTS_MAX) {
		to = from + step < all ? from + step : all;
		if (to < all && dice_chance(f->dice, 5))
			to -= dice_below(f->dice, 8);
		if (family == AF_INET)
			make4(f, &parts[i], from, to, all);
		else
			make6(f, &parts[i], from, to, all);
		if (dice_chance(f->dice, f->spoils / 3))
			dice_damage(f->dice, parts[i].data, 48);
		i++;
		/* the same again, a bit that was sent before, or a hole */
		if (dice_chance(f->dice, 10))
			from -= from < 8 ? 0 : 8 * dice_below(f->dice, 2);
		else
			from += dice_chance(f->dice, 5) ? step + 8 : step;
	}
	return i;
}
