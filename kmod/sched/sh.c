// SPDX-License-Identifier: GPL-2.0
/*
 * Source hashing: a client's flows go to one server.
 * Floor 4.
 *
 * As mh, with a table of its own choice of size. Flags as in IPVS: the first
 * one gives clients of a server that takes no flows another one, the second one
 * hashes ports too.
 */
#include "sched/sh.h"

#include "base/tuple.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/maglev.h"

#include <uapi/linux/lvs.h>

static int build(const struct lvs_pool *pool, const struct lvs_pool *old,
		 void **data)
{
	return lvs_maglev_build(pool, lvs_maglev_size(pool), true, data);
}

static int pick(const struct lvs_pool *pool, const struct lvs_tuple *flow)
{
	return lvs_maglev_pick(pool, &flow->src,
			       pool->flags & LVS_SVC_F_SCHED2 ? flow->sport : 0,
			       pool->flags & LVS_SVC_F_SCHED1);
}

const struct lvs_sched_ops lvs_sched_sh = {
	.name = "sh",
	.hashes = true,
	.build = build,
	.bytes = lvs_maglev_bytes,
	.pick = pick,
};
