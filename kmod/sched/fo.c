// SPDX-License-Identifier: GPL-2.0
/*
 * Weighted failover: all to the heaviest server that takes flows.
 * Floor 4.
 *
 * Among equals the first in list order. A pick looks at one server, and at one
 * more for each heavier one that is full.
 */
#include "sched/fo.h"

#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/heaviest.h"

static int pick(const struct lvs_pool *pool, const struct lvs_tuple *flow)
{
	const struct lvs_heaviest *heaviest = pool->data;
	u32 i, slot;

	for (i = 0; i < heaviest->count; i++) {
		slot = heaviest->slots[i];
		if (lvs_slot_is_open(&pool->slots[slot]))
			return slot;
	}
	return LVS_PICK_NONE;
}

const struct lvs_sched_ops lvs_sched_fo = {
	.name = "fo",
	.build = lvs_heaviest_build,
	.pick = pick,
};
