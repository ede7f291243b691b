// SPDX-License-Identifier: GPL-2.0
/*
 * Packets, made from the inside to the outside.
 */
#include "frame.h"

#include <string.h>
#include <sys/socket.h>

struct ends ends_back(const struct ends *ends)
{
	struct ends back = *ends;

	memcpy(back.src, ends->dst, sizeof(back.src));
	memcpy(back.dst, ends->src, sizeof(back.dst));
	back.sport = ends->dport;
	back.dport = ends->sport;
	return back;
}

/* empty; it grows in front of the middle, and its payload behind it */
void frame_clear(struct frame *f, struct dice *dice, unsigned int spoils)
{
	f->dice = dice;
	f->spoils = spoils;
	f->at = f->room + FRAME_HEAD;
	f->len = 0;
	f->l4 = NULL;
	f->l4_proto = 0;
}

/* a header of zeros in front; there is always room for those of one packet */
uint8_t *frame_push(struct frame *f, size_t len)
{
	f->at -= len;
	f->len += len;
	memset(f->at, 0, len);
	return f->at;
}

/* a payload */
void frame_fill(struct frame *f, const void *data, size_t len)
{
	memcpy(f->at + f->len, data, len);
	f->len += len;
}

void frame_noise(struct frame *f, size_t len)
{
	dice_fill(f->dice, f->at + f->len, len);
	f->len += len;
}

void frame_spoil(struct frame *f, uint8_t *header, size_t len)
{
	if (dice_chance(f->dice, f->spoils))
		dice_damage(f->dice, header, len);
}

static uint32_t add(uint32_t sum, const uint8_t *data, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		sum += i & 1 ? data[i] : data[i] << 8;
	return sum;
}

/* the internet checksum of the first @len bytes and @sum, host order */
uint16_t frame_sum(const struct frame *f, size_t len, uint32_t sum)
{
	sum = add(sum, f->at, len);
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return ~sum;
}

uint32_t frame_pseudo_sum(const struct ends *ends, uint8_t proto, size_t len)
{
	size_t addr_len = ends->family == AF_INET ? 4 : 16;

	return add(add(proto + len, ends->src, addr_len), ends->dst, addr_len);
}
