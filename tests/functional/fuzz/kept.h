/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What led to something new and is worth being sent again, not quite alike.
 */
#ifndef FUZZ_KEPT_H
#define FUZZ_KEPT_H

#include "message.h"

#define KEPT_MAX	256
/* what is longer is many requests at once, or junk, and not kept */
#define KEPT_BYTES	2048

/**
 * struct piece - what was sent at once
 * @len: bytes of it
 * @weight: that of the rarest command in it
 * @data: one request or several
 */
struct piece {
	size_t len;
	unsigned int weight;
	_Alignas(4) uint8_t data[KEPT_BYTES];
};

/**
 * struct kept - a pool of them
 * @count: of those that it holds
 * @pieces: of those, in no order
 */
struct kept {
	unsigned int count;
	struct piece pieces[KEPT_MAX];
};

bool kept_add(struct kept *kept, struct dice *dice, const struct message *m);
bool kept_append(const struct kept *kept, struct message *m);

#endif
