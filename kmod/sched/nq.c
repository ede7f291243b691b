// SPDX-License-Identifier: GPL-2.0
/*
 * Never queue: an idle server, else by the shortest expected delay.
 * Floor 4.
 *
 * Idle is who has no active connection: then the weight does not matter.
 * Among equals the first in list order. What holds in large pools:
 * sched/least.c.
 */
#include "sched/nq.h"

#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/least.h"

static const struct lvs_least_rule rule = {
	.active = 1,
	.extra = 1,
	.idle_first = true,
	.by_weight = true,
};

static int build(const struct lvs_pool *pool, const struct lvs_pool *old,
		 void **data)
{
	return lvs_least_build(pool, &rule, (struct lvs_least **)data);
}

static int pick(const struct lvs_pool *pool, const struct lvs_tuple *flow)
{
	return lvs_least_pick(pool, pool->data, &rule);
}

const struct lvs_sched_ops lvs_sched_nq = {
	.name = "nq",
	.build = build,
	.pick = pick,
};
