// SPDX-License-Identifier: GPL-2.0
/*
 * The server that is the least busy, without looking at all of them. Floor 4.
 *
 * Theory. Each server has its load on a line of its own, so that to look at all
 * of a large pool is to wait for as many cache misses. Here the pool is cut, in
 * list order, into groups whose size is a quarter to a half of its root. For
 * each group we remember the quotient of the least busy one when it was last
 * looked at, rounded down. As long as loads only grow, that is a lower bound of
 * what the group has to offer. A pick goes to the group with the least bound,
 * looks at its servers and puts the bound right; if the best of those is not
 * above the bounds of all other groups, nobody anywhere is better. If it is,
 * the next group is looked at, and so on, a few times at most.
 *
 * Loads also fall, and servers open. A bound that is too high for that reason
 * hides its group. So each pick begins with one more group, each in its turn.
 * Whatever fell is known after as many picks as there are groups.
 *
 * What holds therefore, for a pool of n servers in g groups:
 * - while loads only grow by what is picked, each pick is the one that a look
 *   at all servers would give;
 * - a server that became less busy, or opened, may be missed by g picks;
 * - 2^shift * (1 + LOOKS_MAX) loads are read at most: 80 of 1,000, 160 of
 *   10,000; all of them only when nobody is known to be open.
 *
 * Example. Groups {A B} {C D}, all idle: bounds 0 0. The picks are A, which
 * gets a connection, then B (A costs 256, B nothing), then, since the first
 * group has nothing below 256 to offer and the second one's bound is 0, C.
 *
 * The bounds are shared by all CPUs and written without a lock. They say where
 * to look; what is picked is judged by loads read just then. A bound that
 * another CPU overwrites with an older one, or that a 32-bit CPU reads half
 * written, costs a look in vain or a group missed until its turn. No order
 * between CPUs is needed, so there is no barrier.
 */
#include "sched/least.h"

#include "base/gfp.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/cost.h"

#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/overflow.h>
#include <linux/slab.h>

/* servers of the smallest group, 2^n */
#define SHIFT_MIN 4

/* there are at most so many groups for each server of a group, 2^n */
#define GROUPS_SHIFT 4

/* groups that a pick looks at, besides the one whose turn it is */
#define LOOKS_MAX 4

/* bits of a bound behind the point; costs have up to 40 before it */
#define BOUND_SHIFT 24

/* bound of a group in which nobody is open */
#define BOUND_NONE U64_MAX

/**
 * struct found - the best of some servers
 * @slot: index, or LVS_PICK_NONE
 * @weight: what @cost is divided by
 * @cost: what it costs
 */
struct found {
	int slot;
	u32 weight;
	u64 cost;
};

static u64 cost_of(const struct lvs_load *load,
		   const struct lvs_least_rule *rule)
{
	u64 active = lvs_load_active(load);

	if (rule->idle_first && !active)
		return 0;
	return active * rule->active + rule->extra +
	       (u64)lvs_load_inactive(load) * rule->inactive;
}

static bool is_open(const struct found *found)
{
	return found->slot != LVS_PICK_NONE;
}

static bool is_less(const struct found *a, const struct found *b)
{
	return lvs_cost_less(a->cost, a->weight, b->cost, b->weight);
}

/* less busy, or as busy and earlier in list order */
static bool is_better(const struct found *a, const struct found *b)
{
	if (!is_open(a) || !is_open(b))
		return is_open(a);
	return is_less(a, b) || (a->slot < b->slot && !is_less(b, a));
}

/* the first of the least busy; nobody is less so than who costs nothing */
static struct found look(const struct lvs_pool *pool, u32 begin, u32 end,
			 const struct lvs_least_rule *rule)
{
	struct found best = { .slot = LVS_PICK_NONE }, this;
	const struct lvs_pool_slot *slot;
	u32 i;

	for (i = begin; i < end; i++) {
		slot = &pool->slots[i];
		if (!lvs_slot_is_open(slot))
			continue;
		this.slot = i;
		this.weight = rule->by_weight ? slot->weight : 1;
		this.cost = cost_of(slot->load, rule);
		if (!this.cost)
			return this;
		if (!is_open(&best) || is_less(&this, &best))
			best = this;
	}
	return best;
}

static u64 bound_of(const struct found *found)
{
	if (!is_open(found))
		return BOUND_NONE;
	return div_u64(found->cost << BOUND_SHIFT, found->weight);
}

static struct found look_at_group(const struct lvs_pool *pool,
				  struct lvs_least *least, u32 group,
				  const struct lvs_least_rule *rule)
{
	u32 begin = group << least->shift;
	u32 end = min(begin + (1U << least->shift), pool->count);
	struct found best = look(pool, begin, end, rule);
	u64 bound = bound_of(&best);

	/* do not take the line from other CPUs in vain */
	if (READ_ONCE(least->bounds[group]) != bound)
		WRITE_ONCE(least->bounds[group], bound);
	return best;
}

static u32 group_shift(u32 count)
{
	u32 shift = SHIFT_MIN;

	while (count >> shift > 1U << (shift + GROUPS_SHIFT))
		shift++;
	return shift;
}

/**
 * lvs_least_build() - compile a pool
 * @pool: filled
 * @rule: what busy means
 * @made: set, for kvfree(); NULL if the pool is small
 *
 * Context: process, may sleep; looks at all servers.
 * Return: 0 or -ENOMEM.
 */
int lvs_least_build(const struct lvs_pool *pool,
		    const struct lvs_least_rule *rule, struct lvs_least **made)
{
	u32 shift = group_shift(pool->count);
	u32 i, groups = ((pool->count - 1) >> shift) + 1;
	struct lvs_least *least;

	*made = NULL;
	if (pool->count <= LVS_LEAST_WHOLE)
		return 0;
	least = kvzalloc(struct_size(least, bounds, groups), LVS_GFP_TABLE);
	if (!least)
		return -ENOMEM;
	least->shift = shift;
	least->groups = groups;
	for (i = 0; i < groups; i++)
		look_at_group(pool, least, i, rule);
	*made = least;
	return 0;
}

/* a count lost when two CPUs write at once is a group looked at twice */
static u32 take_turn(struct lvs_least *least)
{
	u32 turn = READ_ONCE(least->next);

	if (turn >= least->groups)
		turn = 0;
	WRITE_ONCE(least->next, turn + 1);
	return turn;
}

/* first group of the least bound */
static u32 best_group(const struct lvs_least *least, u64 *bound)
{
	u64 least_bound = READ_ONCE(least->bounds[0]);
	u32 i, best = 0;
	u64 this;

	for (i = 1; i < least->groups && least_bound; i++) {
		this = READ_ONCE(least->bounds[i]);
		if (this < least_bound) {
			least_bound = this;
			best = i;
		}
	}
	*bound = least_bound;
	return best;
}

/* nobody is known to be open: find out, since a flow must not be refused */
static int look_at_all(const struct lvs_pool *pool, struct lvs_least *least,
		       const struct lvs_least_rule *rule)
{
	struct found best = { .slot = LVS_PICK_NONE }, this;
	u32 i;

	for (i = 0; i < least->groups; i++) {
		this = look_at_group(pool, least, i, rule);
		if (is_better(&this, &best))
			best = this;
	}
	return best.slot;
}

/**
 * lvs_least_pick() - the server that is the least busy
 * @pool: published, or about to be
 * @least: of lvs_least_build()
 * @rule: the same
 *
 * Context: softirq, under RCU.
 * Return: index of the first of the least busy, or LVS_PICK_NONE.
 */
int lvs_least_pick(const struct lvs_pool *pool, struct lvs_least *least,
		   const struct lvs_least_rule *rule)
{
	struct found best, this;
	u32 looks, group, last;
	u64 bound;

	if (!least)
		return look(pool, 0, pool->count, rule).slot;
	last = take_turn(least);
	best = look_at_group(pool, least, last, rule);
	for (looks = 0; looks < LOOKS_MAX; looks++) {
		group = best_group(least, &bound);
		if (group == last || bound == BOUND_NONE ||
		    (is_open(&best) && group == (u32)best.slot >> least->shift))
			break;
		this = look_at_group(pool, least, group, rule);
		last = group;
		if (is_better(&this, &best))
			best = this;
	}
	if (unlikely(!is_open(&best)))
		return look_at_all(pool, least, rule);
	return best.slot;
}

/**
 * lvs_least_compile() - build() of schedulers that pick the least busy server
 * @pool: filled; its scheduler says what busy means
 * @old: not used
 * @data: set to a struct lvs_least, for kvfree(); NULL if the pool is small
 *
 * Context: process, may sleep.
 * Return: 0 or -ENOMEM.
 */
int lvs_least_compile(const struct lvs_pool *pool, const struct lvs_pool *old,
		      void **data)
{
	return lvs_least_build(pool, pool->sched->busy,
			       (struct lvs_least **)data);
}

/**
 * lvs_least_choose() - pick() of schedulers that pick the least busy server
 * @pool: compiled by lvs_least_compile()
 * @flow: not used
 *
 * Context: softirq, under RCU.
 * Return: as lvs_least_pick().
 */
int lvs_least_choose(const struct lvs_pool *pool, const struct lvs_tuple *flow)
{
	return lvs_least_pick(pool, pool->data, pool->sched->busy);
}
