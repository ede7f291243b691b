// SPDX-License-Identifier: GPL-2.0
/*
 * Two choices: the less busy of two servers that were drawn by weight.
 * Floor 4.
 *
 * Two draws (Mitzenmacher 2001) nearly do what a look at all servers does, at a
 * cost that does not depend on how many there are, and CPUs or directors that
 * know nothing of each other do not all run to the same server.
 *
 * A closed server is drawn again, so that the others keep their chances among
 * each other; when nearly all are closed, the draw is made among the open ones
 * by a walk.
 */
#include "sched/twos.h"

#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/alias.h"
#include "sched/cost.h"

#include <linux/math64.h>
#include <linux/random.h>

/* draws until an open server is walked for */
#define DRAWS_MAX 8

/* of all open servers together */
static u64 open_weight(const struct lvs_pool *pool)
{
	u64 sum = 0;
	u32 i;

	for (i = 0; i < pool->count; i++) {
		if (lvs_slot_is_open(&pool->slots[i]))
			sum += pool->slots[i].weight;
	}
	return sum;
}

static int walk(const struct lvs_pool *pool)
{
	u64 left, sum = open_weight(pool);
	int last = LVS_PICK_NONE;
	u32 i;

	if (!sum)
		return LVS_PICK_NONE;
	div64_u64_rem(get_random_u64(), sum, &left);
	for (i = 0; i < pool->count; i++) {
		if (!lvs_slot_is_open(&pool->slots[i]))
			continue;
		last = i;
		if (left < pool->slots[i].weight)
			break;
		left -= pool->slots[i].weight;
	}
	return last;
}

static int draw(const struct lvs_pool *pool, const struct lvs_alias *alias)
{
	u32 tries, slot;

	for (tries = 0; tries < DRAWS_MAX; tries++) {
		slot = lvs_alias_draw(alias, get_random_u64());
		if (likely(lvs_slot_is_open(&pool->slots[slot])))
			return slot;
	}
	return walk(pool);
}

static bool is_less_busy(const struct lvs_pool_slot *a,
			 const struct lvs_pool_slot *b)
{
	return lvs_cost_less(lvs_cost(a->load), a->weight,
			     lvs_cost(b->load), b->weight);
}

static int pick(const struct lvs_pool *pool, const struct lvs_tuple *flow)
{
	const struct lvs_alias *alias = pool->data;
	int one, other;

	if (!alias->count)
		return LVS_PICK_NONE;
	one = draw(pool, alias);
	if (unlikely(one == LVS_PICK_NONE))
		return LVS_PICK_NONE;
	other = draw(pool, alias);
	if (other != LVS_PICK_NONE &&
	    is_less_busy(&pool->slots[other], &pool->slots[one]))
		return other;
	return one;
}

const struct lvs_sched_ops lvs_sched_twos = {
	.name = "twos",
	.build = lvs_alias_build,
	.pick = pick,
};
