/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Packets, made from the inside to the outside: each layer goes in front of
 * what is there already.
 */
#ifndef FUZZ_FRAME_H
#define FUZZ_FRAME_H

#include "dice.h"

#define FRAME_BYTES	24000
/* room for all headers that may come in front of a payload */
#define FRAME_HEAD	2000

/**
 * struct ends - where a packet comes from and goes to
 * @family: AF_INET or AF_INET6
 * @src: address
 * @dst: address
 * @sport: host order
 * @dport: host order
 */
struct ends {
	uint16_t family;
	uint8_t src[16];
	uint8_t dst[16];
	uint16_t sport;
	uint16_t dport;
};

/**
 * struct frame - a packet under construction
 * @dice: chance
 * @spoils: percent of headers that are made wrong before they are summed
 * @l4: where the outermost header of a transport protocol begins
 * @l4_proto: of that one
 * @at: where it begins
 * @len: bytes of it
 * @room: of that
 */
struct frame {
	struct dice *dice;
	unsigned int spoils;
	const uint8_t *l4;
	uint8_t l4_proto;
	uint8_t *at;
	size_t len;
	uint8_t room[FRAME_BYTES];
};

struct ends ends_back(const struct ends *ends);

void frame_clear(struct frame *f, struct dice *dice, unsigned int spoils);
uint8_t *frame_push(struct frame *f, size_t len);
void frame_fill(struct frame *f, const void *data, size_t len);
void frame_noise(struct frame *f, size_t len);
void frame_spoil(struct frame *f, uint8_t *header, size_t len);
uint16_t frame_sum(const struct frame *f, size_t len, uint32_t sum);
uint32_t frame_pseudo_sum(const struct ends *ends, uint8_t proto, size_t len);

/* transport.c */
void frame_tcp(struct frame *f, const struct ends *ends);
void frame_udp(struct frame *f, const struct ends *ends);
void frame_sctp(struct frame *f, const struct ends *ends);
void frame_echo(struct frame *f, const struct ends *ends);
void frame_error(struct frame *f, const struct ends *ends);
void frame_payload(struct frame *f, size_t max);

/* ip.c */
void frame_ip(struct frame *f, const struct ends *ends, uint8_t proto);

/* tunnel.c */
uint8_t frame_gre(struct frame *f, uint16_t inner_family);
uint8_t frame_gue(struct frame *f, const struct ends *ends, uint16_t inner_family);
uint8_t frame_inner_proto(uint16_t family);

#endif
