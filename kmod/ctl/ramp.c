// SPDX-License-Identifier: GPL-2.0
/*
 * Slow start: the weight of a server that comes rises to what was asked for.
 * Floor 8.
 */
#include "ctl/ramp.h"

#include "base/limits.h"
#include "base/net.h"
#include "obj/dest.h"
#include "obj/pool.h"
#include "ctl/config.h"
#include "ctl/slow_start.h"

#include <linux/jiffies.h>
#include <linux/minmax.h>
#include <linux/workqueue.h>

static u32 step_of(const struct lvs_pool *pool, struct lvs_dest *dest)
{
	u32 step;

	if (!dest->ramps)
		return LVS_SLOW_START_STEPS;
	step = lvs_slow_start_step(jiffies_to_msecs(jiffies - dest->ramp_from),
			     pool->conf.slow_start_s);
	dest->ramps = step < LVS_SLOW_START_STEPS;
	return step;
}

static bool find_ramps(struct lvs_pool *pool, u32 *greatest)
{
	struct lvs_pool_slot *slot;
	bool ramps = false;
	u32 i;

	*greatest = 1;
	for (i = 0; i < pool->count; i++) {
		slot = &pool->slots[i];
		*greatest = max(*greatest, slot->last_weight);
		if (slot->weight)
			ramps |= step_of(pool, slot->dest) <
				 LVS_SLOW_START_STEPS;
	}
	return ramps;
}

/**
 * lvs_ramp_apply() - give the slots of a pool the weights of the moment
 * @pool: filled, not compiled
 *
 * Context: process; config lock.
 */
void lvs_ramp_apply(struct lvs_pool *pool)
{
	struct lvs_pool_slot *slot;
	u32 i, greatest;

	pool->ramps = find_ramps(pool, &greatest);
	pool->weight_shift = pool->ramps ? lvs_slow_start_shift(greatest) : 0;
	for (i = 0; i < pool->count; i++) {
		slot = &pool->slots[i];
		if (!slot->weight)
			continue;
		slot->weight = slot->last_weight << pool->weight_shift;
		if (pool->ramps)
			slot->weight =
				lvs_slow_start_weight(slot->last_weight,
						      pool->weight_shift,
						      step_of(pool,
							      slot->dest));
	}
}

/**
 * lvs_ramp_kick() - a pool was published in which a weight rises
 * @lnet: namespace
 *
 * Context: process; config lock.
 */
void lvs_ramp_kick(struct lvs_net *lnet)
{
	lvs_config_assert_locked(lnet);
	queue_delayed_work(system_dfl_wq, &lnet->ctl->ramp, HZ);
}
