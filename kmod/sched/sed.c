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
#include "sched/least.h"

static const struct lvs_least_rule rule = {
	.active = 1,
	.extra = 1,
	.by_weight = true,
};

const struct lvs_sched_ops lvs_sched_sed = {
	.name = "sed",
	.busy = &rule,
	.build = lvs_least_compile,
	.pick = lvs_least_choose,
};
