/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A set of places in the kernel's code.
 */
#ifndef FUZZ_PLACES_H
#define FUZZ_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* a power of two, several times what the whole module has */
#define PLACES_ROOM (1 << 16)

/**
 * struct places - a set; zeroes are an empty one
 * @count: of its members
 * @slot: members, 0 where there is none; one that does not lie where its hash
 *        says lies behind that, with no gap between
 */
struct places {
	size_t count;
	uint64_t slot[PLACES_ROOM];
};

bool places_add(struct places *places, uint64_t place);
void places_join(struct places *places, const struct places *more);

#endif
