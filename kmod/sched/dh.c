// SPDX-License-Identifier: GPL-2.0
/*
 * Destination hashing: flows to one address go to one server.
 * Floor 4.
 *
 * For caches that stand before many addresses. Weights above 0 do not count,
 * and flows of a server that takes none are refused, as in IPVS.
 */
#include "sched/dh.h"

#include "base/tuple.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/maglev.h"

static int build(const struct lvs_pool *pool, const struct lvs_pool *old,
		 void **data)
{
	return lvs_maglev_build(pool, lvs_maglev_size(pool), false, data);
}

static int pick(const struct lvs_pool *pool, const struct lvs_tuple *flow)
{
	return lvs_maglev_pick(pool, &flow->dst, 0, false);
}

const struct lvs_sched_ops lvs_sched_dh = {
	.name = "dh",
	.hashes = true,
	.build = build,
	.bytes = lvs_maglev_bytes,
	.pick = pick,
};
