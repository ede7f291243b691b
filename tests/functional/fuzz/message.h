/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Requests of the family "IPVS": sound, almost sound, and junk.
 */
#ifndef FUZZ_MESSAGE_H
#define FUZZ_MESSAGE_H

#include "dice.h"

#include <linux/genetlink.h>
#include <linux/netlink.h>

/* what netlink takes at once, and some room above */
#define MESSAGE_BYTES (80 << 10)

/* servers that come at once, more than one part of a listing holds */
#define CROWD 200

/**
 * struct message - what is sent at once: one request or several
 * @dice: chance
 * @len: bytes used
 * @spoils: how many attributes are still to be made wrong
 * @wait: so many attributes stay sound before the next wrong one
 * @data: the requests
 */
struct message {
	struct dice *dice;
	size_t len;
	unsigned int spoils;
	unsigned int wait;
	_Alignas(4) uint8_t data[MESSAGE_BYTES];
};

/* what requests carry */
enum content {
	CONTENT_NONE,
	CONTENT_SVC_NAME,	/* what says which service */
	CONTENT_SVC,
	CONTENT_DEST_NAME,	/* service and server */
	CONTENT_DEST,
	CONTENT_DAEMON,
	CONTENT_TIMEOUTS,
};

/**
 * struct command - what the family can be asked
 * @number: LVS_CMD_*
 * @name: as the list of commands has it
 * @content: enum content
 * @weight: how often it is sent
 * @dumps: percent of requests that want a listing
 * @best: errno of a sound request, 0 where it is done
 */
struct command {
	uint8_t number;
	const char *name;
	uint8_t content;
	uint8_t weight;
	uint8_t dumps;
	int best;
};

extern const struct command commands[];
extern const unsigned int commands_count;

const struct command *command_draw(struct dice *dice);
const struct command *command_find(unsigned int number);

void message_clear(struct message *m, struct dice *dice);
void message_request(struct message *m, const struct command *command, uint16_t family,
		     uint32_t seq);
void message_crowd(struct message *m, uint16_t family, uint32_t seq);
void message_damage(struct message *m);

#endif
