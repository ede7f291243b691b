/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Whose turn it is: the word that round robin schedulers share between
 * CPUs. Floor 4.
 */
#ifndef LVS_SCHED_TURN_H
#define LVS_SCHED_TURN_H

#include <linux/atomic.h>
#include <linux/types.h>

struct lvs_pool;

u64 lvs_turn_take(atomic64_t *turn);
void lvs_turn_advance(atomic64_t *turn, u64 to);
u64 lvs_turn_random(u64 cycle);
u32 lvs_turn_after(const struct lvs_pool *pool, const struct lvs_pool *old,
		   u32 old_slot);

#endif
