// SPDX-License-Identifier: GPL-2.0
/*
 * Least connections: the server with the least to do.
 * Floor 4.
 *
 * Among equals the first in list order.
 */
#include "sched/lc.h"

#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/cost.h"

#include <linux/limits.h>

static int pick(const struct lvs_pool *pool, const struct lvs_tuple *flow)
{
	u64 cost, least = U64_MAX;
	int best = LVS_PICK_NONE;
	u32 i;

	for (i = 0; i < pool->count; i++) {
		if (!lvs_slot_is_open(&pool->slots[i]))
			continue;
		cost = lvs_cost(pool->slots[i].load);
		if (cost < least) {
			least = cost;
			best = i;
		}
	}
	return best;
}

const struct lvs_sched_ops lvs_sched_lc = {
	.name = "lc",
	.pick = pick,
};
