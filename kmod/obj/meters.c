// SPDX-License-Identifier: GPL-2.0
/*
 * Meters for very many, in memory for some. Floor 3.
 *
 * Whoever is metered has a cell in each of two rows, found by the halves of a
 * keyed hash, and shares each with others. A cell says at least what each of
 * those who share it has taken up, so the lesser of the two is the better
 * guess, and only what it lacks is raised: a count-min sketch with conservative
 * update (Cormode, Muthukrishnan 2005; Estan, Varghese 2002). Nobody passes
 * more than the rule says, but for lost races. Somebody who keeps to it is
 * refused only if both cells are shared with others who take up much, be it by
 * another rule: a slow one takes up more with each event.
 */
#include "obj/meters.h"

#include "base/limits.h"

#include <linux/atomic.h>
#include <linux/slab.h>

#define ROWS 2

/* tries to be the one who moves a cell on, before the event passes unmetered */
#define TRIES 4

/**
 * struct lvs_meters - the cells
 * @cells: times that are taken up, nanoseconds; cmpxchg() in softirq
 */
struct lvs_meters {
	u64 cells[ROWS][LVS_METER_CELLS];
};

/**
 * lvs_meters_new() - make meters, all at rest
 *
 * Context: process, may sleep.
 * Return: the meters, or NULL without memory.
 */
struct lvs_meters *lvs_meters_new(void)
{
	return kvzalloc(sizeof(struct lvs_meters),
			GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
}

/**
 * lvs_meters_free() - free meters
 * @meters: may be NULL; nobody is metered any more
 *
 * Context: process.
 */
void lvs_meters_free(struct lvs_meters *meters)
{
	kvfree(meters);
}

/* whoever was later has seen to it already */
static void raise(u64 *cell, u64 due)
{
	u64 old = READ_ONCE(*cell);

	while (old < due && !try_cmpxchg64(cell, &old, due))
		;
}

/**
 * lvs_meters_pass() - does one more event of somebody pass
 * @meters: the meters
 * @who: keyed hash of whom to meter, 64 good bits
 * @now: the time, nanoseconds
 * @rule: how much passes
 *
 * Context: softirq; lockless. If many processors meter the same one at the same
 * moment, one of them may let an event pass that is not counted.
 * Return: true if it does.
 */
bool lvs_meters_pass(struct lvs_meters *meters, u64 who, u64 now,
		     const struct lvs_meter_rule *rule)
{
	u64 *a = &meters->cells[0][(u32)who % LVS_METER_CELLS];
	u64 *b = &meters->cells[1][(who >> 32) % LVS_METER_CELLS];
	unsigned int tries;

	for (tries = 0; tries < TRIES; tries++) {
		u64 in_a = READ_ONCE(*a);
		u64 in_b = READ_ONCE(*b);
		u64 *least = in_a <= in_b ? a : b;
		u64 old = min(in_a, in_b);
		u64 due = lvs_meter_next(old, now, rule);

		if (!due)
			return false;
		if (try_cmpxchg64(least, &old, due)) {
			raise(least == a ? b : a, due);
			return true;
		}
	}
	return true;
}
