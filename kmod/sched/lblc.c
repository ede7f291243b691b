// SPDX-License-Identifier: GPL-2.0
/*
 * Locality-based least connections: an address keeps its server.
 * Floor 4.
 *
 * For caches: flows to one address go to one server, so that each cache holds a
 * part of the whole. An address moves when its server takes no flows, or is
 * crowded while another one is half empty. The memory: sched/homes.c.
 */
#include "sched/lblc.h"

#include "base/tunables.h"
#include "base/tuple.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/homes.h"

#include <linux/jiffies.h>

static int build(const struct lvs_pool *pool, const struct lvs_pool *old,
		 void **data)
{
	return lvs_homes_build(pool, old, false, data);
}

static bool is_good(const struct lvs_pool *pool, u32 slot)
{
	return lvs_slot_is_open(&pool->slots[slot]) &&
	       !lvs_homes_is_crowded(pool, slot);
}

static int pick(const struct lvs_pool *pool, const struct lvs_tuple *flow)
{
	u32 idle_max_s = READ_ONCE(pool->tunables->lblc_expiration_jif) / HZ;
	struct lvs_homes_set set;
	int slot;

	lvs_homes_find(pool->data, &flow->dst, idle_max_s, &set);
	if (set.count && is_good(pool, set.slot[0])) {
		lvs_homes_touch(&set);
		return set.slot[0];
	}
	slot = lvs_homes_choose(pool);
	if (slot != LVS_PICK_NONE)
		lvs_homes_move(&set, slot);
	return slot;
}

const struct lvs_sched_ops lvs_sched_lblc = {
	.name = "lblc",
	.build = build,
	.free = lvs_homes_free,
	.bytes = lvs_homes_bytes,
	.pick = pick,
};
