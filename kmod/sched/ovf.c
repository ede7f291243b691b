// SPDX-License-Identifier: GPL-2.0
/*
 * Weighted overflow: the heaviest server that has room by its weight.
 * Floor 4.
 *
 * A server has room until it has more active connections than it weighs, as in
 * IPVS. Among equals the first in list order. A pick looks at one server, and
 * at one more for each heavier one that has no room.
 */
#include "sched/ovf.h"

#include "obj/dest_conf.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/heaviest.h"

static bool has_room(const struct lvs_pool_slot *slot)
{
	return lvs_slot_is_open(slot) &&
	       lvs_load_active(slot->load) <= READ_ONCE(slot->conf->weight);
}

static int pick(const struct lvs_pool *pool, const struct lvs_tuple *flow)
{
	const struct lvs_heaviest *heaviest = pool->data;
	u32 i, slot;

	for (i = 0; i < heaviest->count; i++) {
		slot = heaviest->slots[i];
		if (has_room(&pool->slots[slot]))
			return slot;
	}
	return LVS_PICK_NONE;
}

const struct lvs_sched_ops lvs_sched_ovf = {
	.name = "ovf",
	.build = lvs_heaviest_build,
	.pick = pick,
};
