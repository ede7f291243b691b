// SPDX-License-Identifier: GPL-2.0
/*
 * Maglev hashing: clients keep their server while others come and go.
 * Floor 4.
 *
 * Theory: sched/maglev.c. Flags as in IPVS: the first one gives clients of a
 * server that takes no flows another one, the second one hashes ports too.
 */
#include "sched/mh.h"

#include "base/limits.h"
#include "base/tuple.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/maglev.h"

#include <uapi/linux/lvs.h>

static int build(const struct lvs_pool *pool, const struct lvs_pool *old,
		 void **data)
{
	return lvs_maglev_build(pool, pool->conf.table_size ?:
				LVS_TABLE_SIZE_DEFAULT, true, data);
}

static int pick(const struct lvs_pool *pool, const struct lvs_tuple *flow)
{
	return lvs_maglev_pick(pool, &flow->src,
			       pool->flags & LVS_SVC_F_SCHED2 ? flow->sport : 0,
			       pool->flags & LVS_SVC_F_SCHED1);
}

const struct lvs_sched_ops lvs_sched_mh = {
	.name = "mh",
	.hashes = true,
	.build = build,
	.bytes = lvs_maglev_bytes,
	.pick = pick,
};
