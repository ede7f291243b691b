// SPDX-License-Identifier: GPL-2.0
/*
 * Round robin: each server in turn, in list order.
 * Floor 4.
 *
 * A pick is one atomic addition and one division. Servers of weight 0 are left
 * out when the pool is compiled; overloaded ones are stepped over, at most once
 * around. Theory of the shared turn: sched/turn.c.
 *
 * By the first flag it begins at any server, so that directors that begin
 * together, as after a restore, do not all begin at the same one.
 */
#include "sched/rr.h"

#include "base/gfp.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/turn.h"

#include <linux/errno.h>
#include <linux/math64.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <uapi/linux/lvs.h>

/**
 * struct rr - a compiled pool
 * @turn: next turn; shared by all CPUs
 * @count: slots that take part
 * @slots: their indices, in list order
 */
struct rr {
	atomic64_t turn;
	u32 count;
	u32 slots[];
};

static void take_over(struct rr *rr, const struct lvs_pool *pool,
		      const struct lvs_pool *old)
{
	const struct rr *then = old->data;
	u64 turn = atomic64_read(&then->turn);
	u32 next, last, i;

	if (!turn || !then->count)
		return;
	div_u64_rem(turn - 1, then->count, &last);
	next = lvs_turn_after(pool, old, then->slots[last]);
	for (i = 0; i < rr->count && rr->slots[i] < next; i++)
		;
	atomic64_set(&rr->turn, i);
}

static int build(const struct lvs_pool *pool, const struct lvs_pool *old,
		 void **data)
{
	struct rr *rr;
	u32 i;

	rr = kvzalloc(struct_size(rr, slots, pool->count), LVS_GFP_TABLE);
	if (!rr)
		return -ENOMEM;
	for (i = 0; i < pool->count; i++) {
		if (pool->slots[i].weight)
			rr->slots[rr->count++] = i;
	}
	if (rr->count && pool->flags & LVS_SVC_F_SCHED1)
		atomic64_set(&rr->turn, lvs_turn_random(rr->count));
	if (old)
		take_over(rr, pool, old);
	*data = rr;
	return 0;
}

static int pick(const struct lvs_pool *pool, const struct lvs_tuple *flow)
{
	struct rr *rr = pool->data;
	u64 turn;
	u32 i, k;

	if (!rr->count)
		return LVS_PICK_NONE;
	turn = lvs_turn_take(&rr->turn);
	div_u64_rem(turn, rr->count, &k);
	for (i = 0; i < rr->count; i++) {
		if (lvs_slot_is_open(&pool->slots[rr->slots[k]])) {
			if (unlikely(i))
				lvs_turn_advance(&rr->turn, turn + i + 1);
			return rr->slots[k];
		}
		if (++k == rr->count)
			k = 0;
	}
	return LVS_PICK_NONE;
}

const struct lvs_sched_ops lvs_sched_rr = {
	.name = "rr",
	.build = build,
	.pick = pick,
};
