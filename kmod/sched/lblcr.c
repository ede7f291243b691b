// SPDX-License-Identifier: GPL-2.0
/*
 * Locality-based least connections with replication: an address in demand has
 * several servers.
 * Floor 4.
 *
 * As lblc, but an address whose servers are crowded, or take no flows, gets one
 * more while others are half empty. When its set of servers has not changed for
 * a while, the busiest one leaves it. The memory: sched/homes.c.
 */
#include "sched/lblcr.h"

#include "base/tunables.h"
#include "base/tuple.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/cost.h"
#include "sched/homes.h"

#include <linux/jiffies.h>

static int build(const struct lvs_pool *pool, const struct lvs_pool *old,
		 void **data)
{
	return lvs_homes_build(pool, old, true, data);
}

/* by cost for its weight */
static bool is_less_busy(const struct lvs_pool *pool, u32 a, u32 b)
{
	const struct lvs_pool_slot *one = &pool->slots[a];
	const struct lvs_pool_slot *other = &pool->slots[b];

	return lvs_cost_less(lvs_cost(one->load), one->weight,
			     lvs_cost(other->load), other->weight);
}

/* the least busy home that is open, or LVS_PICK_NONE */
static int best_home(const struct lvs_pool *pool,
		     const struct lvs_homes_set *set)
{
	int best = LVS_PICK_NONE;
	u32 i;

	for (i = 0; i < set->count; i++) {
		if (!lvs_slot_is_open(&pool->slots[set->slot[i]]))
			continue;
		if (best == LVS_PICK_NONE ||
		    is_less_busy(pool, set->slot[i], best))
			best = set->slot[i];
	}
	return best;
}

/* the busiest home leaves, or one that is quiesced */
static void drop_busiest(const struct lvs_pool *pool,
			 struct lvs_homes_set *set)
{
	u32 i, worst = 0;

	for (i = 0; i < set->count; i++) {
		if (!pool->slots[set->slot[i]].weight) {
			worst = i;
			break;
		}
		if (is_less_busy(pool, set->slot[worst], set->slot[i]))
			worst = i;
	}
	lvs_homes_drop(set, worst);
}

static bool has_home(const struct lvs_homes_set *set, int slot)
{
	u32 i;

	for (i = 0; i < set->count; i++) {
		if (set->slot[i] == slot)
			return true;
	}
	return false;
}

static int pick(const struct lvs_pool *pool, const struct lvs_tuple *flow)
{
	u32 idle_max_s = READ_ONCE(pool->tunables->lblcr_expiration_jif) / HZ;
	struct lvs_homes_set set;
	int slot;

	lvs_homes_find(pool->data, &flow->dst, idle_max_s, &set);
	slot = best_home(pool, &set);
	if (set.count > 1 && lvs_homes_settled(&set) > idle_max_s)
		drop_busiest(pool, &set);
	lvs_homes_touch(&set);
	if (slot != LVS_PICK_NONE && !lvs_homes_is_crowded(pool, slot))
		return slot;
	slot = lvs_homes_choose(pool);
	if (slot != LVS_PICK_NONE && !has_home(&set, slot))
		lvs_homes_add(&set, slot);
	return slot;
}

const struct lvs_sched_ops lvs_sched_lblcr = {
	.name = "lblcr",
	.build = build,
	.free = lvs_homes_free,
	.bytes = lvs_homes_bytes,
	.pick = pick,
};
