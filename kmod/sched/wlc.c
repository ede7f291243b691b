// SPDX-License-Identifier: GPL-2.0
/*
 * Weighted least connections: the server with the least to do for its weight.
 * Floor 4.
 *
 * Among equals the first in list order.
 */
#include "sched/wlc.h"

#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/cost.h"

static int pick(const struct lvs_pool *pool, const struct lvs_tuple *flow)
{
	const struct lvs_pool_slot *slot;
	int best = LVS_PICK_NONE;
	u32 i, least_weight = 0;
	u64 cost, least = 0;

	for (i = 0; i < pool->count; i++) {
		slot = &pool->slots[i];
		if (!lvs_slot_is_open(slot))
			continue;
		cost = lvs_cost(slot->load);
		if (best == LVS_PICK_NONE ||
		    lvs_cost_less(cost, slot->weight, least, least_weight)) {
			least = cost;
			least_weight = slot->weight;
			best = i;
		}
	}
	return best;
}

const struct lvs_sched_ops lvs_sched_wlc = {
	.name = "wlc",
	.pick = pick,
};
