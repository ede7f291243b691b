// SPDX-License-Identifier: GPL-2.0
/*
 * The n-th in list order of the m heaviest, against plain counting.
 *
 * units: sched/nth.c
 */
#include "sched/nth.h"
#include "unit.h"

#include "base/limits.h"

#include <stdlib.h>

struct nth_case {
	const char *what;
	u32 count;
	u32 seed;	/* 0: heaviest first is list order; 1: the reverse */
};

static const struct nth_case cases[] = {
	{ "one element", 1, 0 },
	{ "two in list order", 2, 0 },
	{ "two in reverse", 2, 1 },
	{ "three in list order", 3, 0 },
	{ "three in reverse", 3, 1 },
	{ "four mixed", 4, 7 },
	{ "five mixed", 5, 8 },
	{ "a power of two, mixed", 64, 9 },
	{ "one less than a power of two, mixed", 63, 10 },
	{ "one more than a power of two, mixed", 65, 11 },
	{ "three hundred in list order", 300, 0 },
	{ "three hundred in reverse", 300, 1 },
	{ "three hundred mixed", 300, 12 },
};

static void fill(u32 *order, u32 count, u32 seed)
{
	u32 i, j, swapped;

	for (i = 0; i < count; i++)
		order[i] = seed == 1 ? count - 1 - i : i;
	for (i = count; seed > 1 && i > 1; i--) {
		seed = seed * 1103515245 + 12345;
		j = (seed >> 8) % i;
		swapped = order[j];
		order[j] = order[i - 1];
		order[i - 1] = swapped;
	}
}

/* the n-th of the m heaviest by marking them and walking the list */
static u32 plain(const u32 *order, u32 count, u32 m, u32 n)
{
	char *marked = calloc(count, 1);
	u32 i;

	for (i = 0; i < m; i++)
		marked[order[i]] = 1;
	for (i = 0; i < count; i++) {
		if (marked[i] && !n--)
			break;
	}
	free(marked);
	return i;
}

static struct lvs_nth compiled(const u32 *order, u32 count)
{
	u32 *copy = malloc(count * sizeof(*copy));
	u32 *spare = malloc(count * sizeof(*spare));
	struct lvs_nth nth = { .count = count };
	u32 i;

	for (i = 0; i < count; i++)
		copy[i] = order[i];
	nth.lefts = malloc(lvs_nth_words(count) * sizeof(*nth.lefts));
	lvs_nth_build(&nth, copy, spare);
	free(copy);
	free(spare);
	return nth;
}

static void check(const struct nth_case *this)
{
	u32 *order = malloc(this->count * sizeof(*order));
	struct lvs_nth nth;
	u32 m, n;

	fill(order, this->count, this->seed);
	nth = compiled(order, this->count);
	for (m = 1; m <= this->count; m++) {
		for (n = 0; n < m; n++)
			EXPECT_EQ(lvs_nth_find(&nth, m, n),
				  plain(order, this->count, m, n));
	}
	free(nth.lefts);
	free(order);
}

/* counts of a whole half have to fit a word */
static void check_largest(void)
{
	u32 *order = malloc(LVS_POOL_DESTS_MAX * sizeof(*order));
	u32 n, last = LVS_POOL_DESTS_MAX - 1;
	struct lvs_nth nth;

	fill(order, LVS_POOL_DESTS_MAX, 1);
	nth = compiled(order, LVS_POOL_DESTS_MAX);
	for (n = 0; n < last; n += 997)
		EXPECT_EQ(lvs_nth_find(&nth, last, n), n + 1);
	free(nth.lefts);
	free(order);
}

int main(void)
{
	UNIT_TABLE(cases, check);
	UNIT_TEST("as many as a pool may have", check_largest);
	return unit_finish();
}
