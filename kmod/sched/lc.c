// SPDX-License-Identifier: GPL-2.0
/*
 * Least connections: the server with the least to do.
 * Floor 4.
 *
 * Among equals the first in list order. What holds in large pools:
 * sched/least.c.
 */
#include "sched/lc.h"

#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/cost.h"
#include "sched/least.h"

static const struct lvs_least_rule rule = {
	.active = LVS_COST_ACTIVE,
	.inactive = 1,
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

const struct lvs_sched_ops lvs_sched_lc = {
	.name = "lc",
	.build = build,
	.pick = pick,
};
