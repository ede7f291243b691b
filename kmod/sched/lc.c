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
#include "sched/cost.h"
#include "sched/least.h"

static const struct lvs_least_rule rule = {
	.active = LVS_COST_ACTIVE,
	.inactive = 1,
};

const struct lvs_sched_ops lvs_sched_lc = {
	.name = "lc",
	.busy = &rule,
	.build = lvs_least_compile,
	.pick = lvs_least_choose,
};
