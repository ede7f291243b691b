/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Answers «which is the n-th, in list order, of the m heaviest?» without
 * keeping a list for each m. Floor 4.
 */
#ifndef LVS_SCHED_NTH_H
#define LVS_SCHED_NTH_H

#include <linux/types.h>

/**
 * struct lvs_nth - the compiled answers
 * @count: elements, 1..LVS_POOL_DESTS_MAX
 * @depth: rows of @lefts
 * @lefts: see nth.c; lvs_nth_words() words of the caller's
 */
struct lvs_nth {
	u32 count;
	u32 depth;
	u16 *lefts;
};

size_t lvs_nth_words(u32 count);
void lvs_nth_build(struct lvs_nth *nth, u32 *order, u32 *spare);
u32 lvs_nth_find(const struct lvs_nth *nth, u32 heaviest, u32 n);

#endif
