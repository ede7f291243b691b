// SPDX-License-Identifier: GPL-2.0
/*
 * A set of places in the kernel's code, by open addressing.
 */
#include "places.h"

static size_t home(uint64_t place)
{
	return (place * 0x9e3779b97f4a7c15ULL >> 32) % PLACES_ROOM;
}

/* true if it was not there; a set that is half full takes no more */
bool places_add(struct places *places, uint64_t place)
{
	size_t at = home(place);

	while (places->slot[at]) {
		if (places->slot[at] == place)
			return false;
		at = (at + 1) % PLACES_ROOM;
	}
	if (places->count >= PLACES_ROOM / 2)
		return false;
	places->slot[at] = place;
	places->count++;
	return true;
}

void places_join(struct places *places, const struct places *more)
{
	size_t i;

	for (i = 0; i < PLACES_ROOM; i++) {
		if (more->slot[i])
			places_add(places, more->slot[i]);
	}
}
