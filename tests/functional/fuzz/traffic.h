/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The packets of all who can send some to a director.
 */
#ifndef FUZZ_TRAFFIC_H
#define FUZZ_TRAFFIC_H

#include "frame.h"

#define RECENT 24

/* who sends */
enum side {
	SIDE_CLIENTS,		/* before the director */
	SIDE_SERVERS,		/* behind it */
	SIDE_SELF,		/* itself */
	SIDES,
};

/**
 * struct flow - what one client has with one service
 * @ends: from the client
 * @proto: IPPROTO_*
 */
struct flow {
	struct ends ends;
	uint8_t proto;
};

/**
 * struct traffic - what is going on
 * @dice: chance
 * @recent: flows that packets are made of, again and again
 */
struct traffic {
	struct dice dice;
	struct flow recent[RECENT];
};

void traffic_begin(struct traffic *t, uint64_t seed);
uint16_t traffic_frame(struct traffic *t, enum side side, struct frame *f);

/* parts.c */
#define PARTS_MAX 6

/**
 * struct part - a fragment, from its IP header on
 * @len: bytes
 * @data: those
 */
struct part {
	size_t len;
	uint8_t data[1600];
};

unsigned int frame_parts(struct frame *f, uint16_t family, struct part *parts);

#endif
