// SPDX-License-Identifier: GPL-2.0
/*
 * Weighted round robin: each server as many turns as its weight says.
 * Floor 4.
 *
 * Theory. A cycle goes down in levels, from the greatest weight by steps of
 * the weights' greatest common divisor to that divisor. At each level every
 * server whose weight reaches it has one turn, in list order. So a server has
 * weight / divisor turns in a cycle, and the turns of heavy servers are spread
 * between those of the others.
 *
 * Nothing walks down the levels. Between two weights that follow each other
 * nobody joins, so levels come in runs of equal membership, at most one run for
 * each distinct weight. A run knows its first turn in the cycle, its heaviest
 * level and its members, who are the m heaviest servers. A turn is looked up by
 * bisecting the runs and dividing what is left by m; the remainder says which
 * of the members in list order it is (sched/nth.c). Cost: O(log servers), no
 * matter what the weights are.
 *
 * Example. Weights A 4, B 3, C 2; the divisor is 1.
 *
 *	run   levels  members  turns  servers
 *	0     4       A        0      A
 *	1     3       A B      1-2    A B
 *	2     2, 1    A B C    3-8    A B C A B C
 *
 * Turn 7 is turn 4 of run 2: 4 / 3 = 1, so the level is 2 - 1 = 1, and
 * 4 % 3 = 1, which is B.
 *
 * The very first cycle begins at the lowest level, as in IPVS: everybody is
 * tried once before the heavy get more. By the first flag it begins anywhere,
 * so that directors that begin together do not all do the same.
 *
 * A closed server's turns are skipped as though it was not there, level by
 * level, but without visiting levels at which nobody is open: see skip().
 * Theory of the shared turn: sched/turn.c.
 */
#include "sched/wrr.h"

#include "base/gfp.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/nth.h"
#include "sched/turn.h"

#include <linux/cache.h>
#include <linux/errno.h>
#include <linux/gcd.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <uapi/linux/lvs.h>

/**
 * struct run - levels that have the same members
 * @first: its first turn in the cycle
 * @level: its highest level, which is the weight of its lightest members
 * @members: how many of the heaviest servers take part
 */
struct run {
	u64 first;
	u32 level;
	u32 members;
};

/**
 * struct wrr - a compiled pool
 * @turn: next turn; shared by all CPUs, alone on its line; 0 if none was taken
 * @cycle: turns in a cycle; below 2^48
 * @begin: place of turn 0 in the cycle
 * @step: distance of two levels
 * @run_count: runs
 * @nth: finds members; its count is the number of slots that take part
 * @slots: indices of those, in list order
 * @runs: from the highest level to the lowest
 */
struct wrr {
	atomic64_t turn;
	u64 cycle ____cacheline_aligned_in_smp;
	u64 begin;
	u32 step;
	u32 run_count;
	struct lvs_nth nth;
	u32 *slots;
	struct run runs[];
};

/**
 * struct place - a turn in the cycle
 * @level: weight that a server needs to take part
 * @member: server, index in wrr.slots
 */
struct place {
	u32 level;
	u32 member;
};

/* what sorts heaviest first, and equals in list order */
static u64 sort_key(u32 weight, u32 member)
{
	return (u64)(U32_MAX - weight) << 32 | member;
}

static u32 key_weight(u64 key)
{
	return U32_MAX - (u32)(key >> 32);
}

static int compare_keys(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return x < y ? -1 : x > y;
}

static u32 member_weight(const struct wrr *wrr, const struct lvs_pool *pool,
			 u32 member)
{
	return pool->slots[wrr->slots[member]].weight;
}

static bool member_is_open(const struct wrr *wrr, const struct lvs_pool *pool,
			   u32 member)
{
	return lvs_slot_is_open(&pool->slots[wrr->slots[member]]);
}

/* run that holds a turn of the cycle, which begins at the highest level */
static const struct run *run_of_turn(const struct wrr *wrr, u64 turn)
{
	u32 low = 0, high = wrr->run_count, middle;

	while (high - low > 1) {
		middle = (low + high) / 2;
		if (wrr->runs[middle].first <= turn)
			low = middle;
		else
			high = middle;
	}
	return &wrr->runs[low];
}

/* run that holds a level */
static const struct run *run_of_level(const struct wrr *wrr, u32 level)
{
	u32 low = 0, high = wrr->run_count, middle;

	while (high - low > 1) {
		middle = (low + high) / 2;
		if (wrr->runs[middle].level >= level)
			low = middle;
		else
			high = middle;
	}
	return &wrr->runs[low];
}

static u64 turn_in_cycle(const struct wrr *wrr, u64 turn)
{
	u64 in_cycle;

	div64_u64_rem(turn + wrr->begin, wrr->cycle, &in_cycle);
	return in_cycle;
}

static struct place place_of_turn(const struct wrr *wrr, u64 turn)
{
	const struct run *run = run_of_turn(wrr, turn);
	struct place place;
	u32 n;

	place.level = run->level - wrr->step *
		      (u32)div_u64_rem(turn - run->first, run->members, &n);
	place.member = lvs_nth_find(&wrr->nth, run->members, n);
	return place;
}

/* the turn of a place, or of whoever comes after it */
static u64 turn_of_place(const struct wrr *wrr, const struct lvs_pool *pool,
			 const struct place *place)
{
	const struct run *run = run_of_level(wrr, place->level);
	u32 i, before = 0;

	for (i = 0; i < place->member; i++)
		before += member_weight(wrr, pool, i) >= place->level;
	return run->first + before + (u64)run->members *
	       ((run->level - place->level) / wrr->step);
}

/* go on at the level where the old pool was, behind whoever was last there */
static void take_over(struct wrr *wrr, const struct lvs_pool *pool,
		      const struct lvs_pool *old)
{
	const struct wrr *then = old->data;
	u64 turn = atomic64_read(&then->turn);
	struct place place;
	u32 next, i;

	if (!turn || !then->cycle)
		return;
	place = place_of_turn(then, turn_in_cycle(then, turn - 1));
	next = lvs_turn_after(pool, old, then->slots[place.member]);
	place.level -= place.level % wrr->step;
	if (!place.level || place.level > wrr->runs[0].level)
		return;
	for (i = 0; i < wrr->nth.count && wrr->slots[i] < next; i++)
		;
	place.member = i;
	wrr->begin = 0;
	turn = turn_of_place(wrr, pool, &place);
	atomic64_set(&wrr->turn, turn ?: wrr->cycle);
}

/* turn sorted keys into runs; each level of a run has a turn for each member */
static void make_runs(struct wrr *wrr, const u64 *keys)
{
	u32 i, below, count = wrr->nth.count;
	struct run *run;

	for (i = 0; i < count; i++) {
		below = i + 1 < count ? key_weight(keys[i + 1]) : 0;
		if (below == key_weight(keys[i]))
			continue;
		run = &wrr->runs[wrr->run_count++];
		run->first = wrr->cycle;
		run->level = key_weight(keys[i]);
		run->members = i + 1;
		wrr->cycle += (u64)run->members *
			      ((run->level - below) / wrr->step);
	}
}

/* @keys: room for twice the slots that take part */
static void compile(struct wrr *wrr, const struct lvs_pool *pool, u64 *keys)
{
	u32 i, weight, count = wrr->nth.count;
	u32 *order = (u32 *)(keys + count);

	for (i = 0; i < count; i++) {
		weight = member_weight(wrr, pool, i);
		wrr->step = gcd(wrr->step, weight);
		keys[i] = sort_key(weight, i);
	}
	sort(keys, count, sizeof(*keys), compare_keys, NULL);
	make_runs(wrr, keys);
	wrr->begin = wrr->cycle - count;
	for (i = 0; i < count; i++)
		order[i] = (u32)keys[i];
	lvs_nth_build(&wrr->nth, order, order + count);
}

/* one piece of memory for all parts, with slots filled in */
static struct wrr *allocate(const struct lvs_pool *pool)
{
	u32 i, count = 0;
	struct wrr *wrr;

	for (i = 0; i < pool->count; i++)
		count += pool->slots[i].weight != 0;
	wrr = kvzalloc(struct_size(wrr, runs, count) +
		       count * sizeof(*wrr->slots) +
		       lvs_nth_words(count) * sizeof(*wrr->nth.lefts),
		       LVS_GFP_TABLE);
	if (!wrr)
		return NULL;
	wrr->slots = (u32 *)&wrr->runs[count];
	wrr->nth.lefts = (u16 *)&wrr->slots[count];
	for (i = 0; i < pool->count; i++) {
		if (pool->slots[i].weight)
			wrr->slots[wrr->nth.count++] = i;
	}
	return wrr;
}

static int build(const struct lvs_pool *pool, const struct lvs_pool *old,
		 void **data)
{
	struct wrr *wrr;
	u64 *keys;

	wrr = allocate(pool);
	if (!wrr)
		return -ENOMEM;
	*data = wrr;
	if (!wrr->nth.count)
		return 0;
	keys = kvmalloc_array(wrr->nth.count, 2 * sizeof(*keys), LVS_GFP_TABLE);
	if (!keys) {
		kvfree(wrr);
		*data = NULL;
		return -ENOMEM;
	}
	compile(wrr, pool, keys);
	kvfree(keys);
	if (pool->flags & LVS_SVC_F_SCHED1)
		atomic64_set(&wrr->turn, lvs_turn_random(wrr->cycle));
	if (old)
		take_over(wrr, pool, old);
	return 0;
}

/* first open member from @from on whose weight reaches @level, or count */
static u32 find_open(const struct wrr *wrr, const struct lvs_pool *pool,
		     u32 from, u32 level)
{
	u32 i;

	for (i = from; i < wrr->nth.count; i++) {
		if (member_weight(wrr, pool, i) >= level &&
		    member_is_open(wrr, pool, i))
			break;
	}
	return i;
}

/* first of the heaviest open members, or count */
static u32 find_heaviest(const struct wrr *wrr, const struct lvs_pool *pool)
{
	u32 i, best = find_open(wrr, pool, 0, 1);

	for (i = best; i < wrr->nth.count; ) {
		best = i;
		i = find_open(wrr, pool, i + 1,
			      member_weight(wrr, pool, i) + 1);
	}
	return best;
}

/*
 * Find the next open place behind a closed one: on the same level, or on the
 * next lower one at which somebody is open, which is at most the weight of the
 * heaviest who is; below the lowest level a new cycle begins there. So servers
 * are walked three times at most (and once more to count the turns between),
 * and levels never.
 */
static bool next_open(const struct wrr *wrr, const struct lvs_pool *pool,
		      struct place *place)
{
	u32 member, heaviest, top;

	heaviest = find_heaviest(wrr, pool);
	if (heaviest == wrr->nth.count)
		return false;
	top = member_weight(wrr, pool, heaviest);
	if (place->level <= top) {
		member = find_open(wrr, pool, place->member + 1, place->level);
		if (member < wrr->nth.count) {
			place->member = member;
			return true;
		}
		place->level -= wrr->step;
	}
	if (!place->level || place->level > top)
		place->level = top;
	member = find_open(wrr, pool, 0, place->level);
	/* whoever was open just now may have closed */
	place->member = member < wrr->nth.count ? member : heaviest;
	return true;
}

static int skip(struct wrr *wrr, const struct lvs_pool *pool, u64 turn,
		u64 in_cycle, struct place *place)
{
	u64 to;

	if (!next_open(wrr, pool, place))
		return LVS_PICK_NONE;
	to = turn_of_place(wrr, pool, place);
	if (to <= in_cycle)
		to += wrr->cycle;
	lvs_turn_advance(&wrr->turn, turn + (to - in_cycle) + 1);
	return wrr->slots[place->member];
}

static int pick(const struct lvs_pool *pool, const struct lvs_tuple *flow)
{
	struct wrr *wrr = pool->data;
	u64 turn, in_cycle;
	struct place place;

	if (!wrr->cycle)
		return LVS_PICK_NONE;
	turn = lvs_turn_take(&wrr->turn);
	in_cycle = turn_in_cycle(wrr, turn);
	place = place_of_turn(wrr, in_cycle);
	if (unlikely(!member_is_open(wrr, pool, place.member)))
		return skip(wrr, pool, turn, in_cycle, &place);
	return wrr->slots[place.member];
}

const struct lvs_sched_ops lvs_sched_wrr = {
	.name = "wrr",
	.build = build,
	.pick = pick,
};
