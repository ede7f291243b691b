// SPDX-License-Identifier: GPL-2.0
/*
 * Shortest expected delay: the server that would be least busy for its weight.
 * Floor 4.
 *
 * A server's delay is the number of its active connections, counting the new
 * one, over its weight.
 * Among equals the first in list order. What holds in large pools:
 * sched/least.c.
 */
#include "sched/sed.h"

#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/least.h"

static const struct lvs_least_rule rule = {
	.active = 1,
	.extra = 1,
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

const struct lvs_sched_ops lvs_sched_sed = {
	.name = "sed",
	.build = build,
	.pick = pick,
};
