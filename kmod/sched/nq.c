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
#include "sched/least.h"

static const struct lvs_least_rule rule = {
	.active = 1,
	.extra = 1,
	.idle_first = true,
	.by_weight = true,
};

const struct lvs_sched_ops lvs_sched_nq = {
	.name = "nq",
	.busy = &rule,
	.build = lvs_least_compile,
	.pick = lvs_least_choose,
};
