// SPDX-License-Identifier: GPL-2.0
/*
 * Remembers which servers an address's flows were sent to. Floor 4.
 *
 * Theory. The memory is a table of fixed size, made with the pool, so that no
 * packet allocates. An address hashes to a bucket of eight ways. A way is one
 * word: a tag from the same hash, when it was used last, and the slot of the
 * server. Address and tag together are 35 bits of a keyed hash; two addresses
 * that agree in all of them share their homes, which does no harm.
 *
 *	63      40 39     16 15     0
 *	|  tag    |  used_s |  slot |	0: empty, since no tag is 0
 *
 * Where an address may have several homes, it has as many ways.
 *
 * A way is written by one atomic exchange that expects what was read before.
 * When another CPU was faster, its word stays and this CPU's is given up: a
 * home is forgotten, or remembered twice until one of the two ages. No flow
 * depends on it. Words name slots of the very pool that they belong to, so they
 * need no check. A way that was not used for long is as good as empty; in a
 * full bucket the one that rested longest gives way.
 *
 * A new pool takes over the words of the old one, with the slots that its
 * servers have now. What packets write to the old one afterwards is lost, which
 * costs those addresses their homes.
 */
#include "sched/homes.h"

#include "base/addr.h"
#include "base/gfp.h"
#include "base/limits.h"
#include "obj/dest_conf.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/cost.h"
#include "sched/least.h"

#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>

#define TAG_SHIFT 40
#define TIME_SHIFT 16
#define TIME_MASK GENMASK(23, 0)
#define SLOT_MASK GENMASK(15, 0)

/* slots that a server moves by at most from one pool to the next */
#define MOVES_MAX 16

#define GONE U32_MAX

/* of lvs_homes.settled_s */
#define SETTLED_BYTES (sizeof(u32) * LVS_HOMES_BUCKETS * LVS_HOMES_WAYS)

static_assert(LVS_POOL_DESTS_MAX - 1 <= SLOT_MASK);

static const struct lvs_least_rule rule = {
	.active = LVS_COST_ACTIVE,
	.inactive = 1,
	.by_weight = true,
};

static u32 word_tag(u64 word)
{
	return word >> TAG_SHIFT;
}

static u32 word_slot(u64 word)
{
	return word & SLOT_MASK;
}

/* how long a word was not used, seconds, modulo 2^24 */
static u32 word_idle_s(u64 word, u32 now_s)
{
	return (now_s - (u32)(word >> TIME_SHIFT)) & TIME_MASK;
}

static u64 make_word(u32 tag, u32 now_s, u32 slot)
{
	return (u64)tag << TAG_SHIFT |
	       (u64)(now_s & TIME_MASK) << TIME_SHIFT | slot;
}

/* @map: which slot of @pool has the server of a slot of @old */
static void map_slots(const struct lvs_pool *pool, const struct lvs_pool *old,
		      u32 *map)
{
	u32 i, k, from = 0;

	for (i = 0; i < old->count; i++) {
		map[i] = GONE;
		for (k = from; k < pool->count && k < from + MOVES_MAX; k++) {
			if (pool->slots[k].dest != old->slots[i].dest)
				continue;
			map[i] = k;
			from = k + 1;
			break;
		}
	}
}

static void take_over(struct lvs_homes *homes, const struct lvs_homes *then,
		      const u32 *map)
{
	u32 i, way;
	u64 word;

	homes->key = then->key;
	for (i = 0; i < LVS_HOMES_BUCKETS; i++) {
		for (way = 0; way < LVS_HOMES_WAYS; way++) {
			word = atomic64_read(&then->ways[i][way]);
			if (!word || map[word_slot(word)] == GONE)
				continue;
			word = (word & ~(u64)SLOT_MASK) | map[word_slot(word)];
			atomic64_set(&homes->ways[i][way], word);
		}
	}
	for (i = 0; homes->settled_s &&
		    i < LVS_HOMES_BUCKETS * LVS_HOMES_WAYS; i++)
		homes->settled_s[i] = READ_ONCE(then->settled_s[i]);
}

static int remember(struct lvs_homes *homes, const struct lvs_pool *pool,
		    const struct lvs_pool *old)
{
	u32 *map;

	if (!old || !old->data) {
		get_random_bytes(&homes->key, sizeof(homes->key));
		return 0;
	}
	map = kvmalloc_array(old->count + 1, sizeof(*map), LVS_GFP_TABLE);
	if (!map)
		return -ENOMEM;
	map_slots(pool, old, map);
	take_over(homes, old->data, map);
	kvfree(map);
	return 0;
}

/**
 * lvs_homes_build() - compile a pool
 * @pool: filled
 * @old: pool that it replaces, compiled by the same scheduler, or NULL
 * @sets: addresses may have several homes
 * @data: set to a struct lvs_homes, for lvs_homes_free()
 *
 * Context: process, may sleep.
 * Return: 0 or -ENOMEM.
 */
int lvs_homes_build(const struct lvs_pool *pool, const struct lvs_pool *old,
		    bool sets, void **data)
{
	struct lvs_homes *homes;
	int err;

	homes = kvzalloc(sizeof(*homes) + (sets ? SETTLED_BYTES : 0),
			 LVS_GFP_TABLE);
	if (!homes)
		return -ENOMEM;
	if (sets)
		homes->settled_s = (u32 *)(homes + 1);
	err = lvs_least_build(pool, &rule, &homes->least) ?:
	      remember(homes, pool, old);
	if (err)
		lvs_homes_free(homes);
	else
		*data = homes;
	return err;
}

/**
 * lvs_homes_free() - free a memory
 * @data: of lvs_homes_build(), or NULL
 *
 * Context: any but hard interrupts.
 */
void lvs_homes_free(void *data)
{
	struct lvs_homes *homes = data;

	if (!homes)
		return;
	kvfree(homes->least);
	kvfree(homes);
}

/**
 * lvs_homes_bytes() - memory of a compiled pool
 * @pool: compiled
 *
 * Context: any.
 * Return: bytes.
 */
size_t lvs_homes_bytes(const struct lvs_pool *pool)
{
	const struct lvs_homes *homes = pool->data;

	return sizeof(*homes) + (homes->settled_s ? SETTLED_BYTES : 0);
}

static u64 hash_addr(const struct lvs_homes *homes,
		     const struct lvs_addr *addr)
{
	return siphash(addr->words, sizeof(addr->words), &homes->key);
}

/**
 * lvs_homes_find() - the homes of an address
 * @homes: memory
 * @addr: address
 * @idle_max_s: homes that were not used for longer are forgotten, seconds
 * @set: filled
 *
 * Context: softirq, under RCU.
 */
void lvs_homes_find(struct lvs_homes *homes, const struct lvs_addr *addr,
		    u32 idle_max_s, struct lvs_homes_set *set)
{
	u64 word, hash = hash_addr(homes, addr);
	u32 way, bucket = hash % LVS_HOMES_BUCKETS;

	set->ways = homes->ways[bucket];
	set->settled_s = homes->settled_s ?
			 &homes->settled_s[bucket * LVS_HOMES_WAYS] : NULL;
	set->tag = (u32)(hash >> TAG_SHIFT) ?: 1;
	set->now_s = (u32)ktime_get_seconds();
	set->count = 0;
	for (way = 0; way < LVS_HOMES_WAYS; way++) {
		word = atomic64_read(&set->ways[way]);
		if (word_tag(word) != set->tag ||
		    word_idle_s(word, set->now_s) > idle_max_s)
			continue;
		set->way[set->count] = way;
		set->slot[set->count++] = word_slot(word);
	}
}

/* write a way, unless another CPU did so since @old was read */
static void put(struct lvs_homes_set *set, u32 way, u64 old, u32 slot)
{
	s64 expected = old;

	atomic64_try_cmpxchg(&set->ways[way], &expected,
			     make_word(set->tag, set->now_s, slot));
}

static void settle(struct lvs_homes_set *set, u32 way)
{
	if (set->settled_s)
		WRITE_ONCE(set->settled_s[way], set->now_s);
}

/**
 * lvs_homes_touch() - a set was used
 * @set: found
 *
 * Context: softirq.
 */
void lvs_homes_touch(struct lvs_homes_set *set)
{
	u64 word;
	u32 i;

	for (i = 0; i < set->count; i++) {
		word = atomic64_read(&set->ways[set->way[i]]);
		if (word_tag(word) == set->tag &&
		    word_slot(word) == set->slot[i] &&
		    word_idle_s(word, set->now_s))
			put(set, set->way[i], word, set->slot[i]);
	}
}

/**
 * lvs_homes_add() - an address gets one home more
 * @set: found
 * @slot: server
 *
 * Context: softirq.
 */
void lvs_homes_add(struct lvs_homes_set *set, u32 slot)
{
	u32 way, idle, longest = 0, victim = 0;
	u64 word, old = 0;

	for (way = 0; way < LVS_HOMES_WAYS; way++) {
		word = atomic64_read(&set->ways[way]);
		idle = word ? word_idle_s(word, set->now_s) : U32_MAX;
		if (way && idle <= longest)
			continue;
		longest = idle;
		victim = way;
		old = word;
	}
	settle(set, victim);
	put(set, victim, old, slot);
}

/**
 * lvs_homes_move() - an address gets one home instead of those that it had
 * @set: found
 * @slot: server
 *
 * Context: softirq.
 */
void lvs_homes_move(struct lvs_homes_set *set, u32 slot)
{
	u64 word;

	if (!set->count) {
		lvs_homes_add(set, slot);
		return;
	}
	word = atomic64_read(&set->ways[set->way[0]]);
	if (word_tag(word) == set->tag)
		put(set, set->way[0], word, slot);
}

/**
 * lvs_homes_drop() - an address loses a home
 * @set: found, with two homes or more
 * @which: index in @set
 *
 * Context: softirq.
 */
void lvs_homes_drop(struct lvs_homes_set *set, u32 which)
{
	u32 way = set->way[which], last = --set->count;
	s64 word = atomic64_read(&set->ways[way]);

	if (word_tag(word) == set->tag &&
	    word_slot(word) == set->slot[which])
		atomic64_try_cmpxchg(&set->ways[way], &word, 0);
	set->way[which] = set->way[last];
	set->slot[which] = set->slot[last];
	settle(set, set->way[0]);
}

/**
 * lvs_homes_settled() - for how long a set has been what it is
 * @set: found, of a memory of sets, with a home
 *
 * Context: softirq.
 * Return: seconds.
 */
u32 lvs_homes_settled(const struct lvs_homes_set *set)
{
	u32 i, least = U32_MAX, this;

	for (i = 0; i < set->count; i++) {
		this = set->now_s - READ_ONCE(set->settled_s[set->way[i]]);
		least = min(least, this);
	}
	return least;
}

/**
 * lvs_homes_choose() - a server for an address that has none
 * @pool: compiled
 *
 * Context: softirq, under RCU.
 * Return: the least busy by weight, or LVS_PICK_NONE.
 */
int lvs_homes_choose(const struct lvs_pool *pool)
{
	struct lvs_homes *homes = pool->data;

	return lvs_least_pick(pool, homes->least, &rule);
}

static u32 capacity(const struct lvs_pool_slot *slot)
{
	return READ_ONCE(slot->conf->weight);
}

static bool is_half_empty(const struct lvs_pool_slot *slot)
{
	return lvs_slot_is_open(slot) &&
	       2ULL * lvs_load_active(slot->load) < capacity(slot);
}

/**
 * lvs_homes_is_crowded() - should flows leave a server
 * @pool: compiled
 * @slot: server
 *
 * It should have no more active connections than it weighs, if there is one
 * that has less than half of that. In large pools only the least busy one is
 * looked at for that.
 *
 * Context: softirq, under RCU.
 * Return: true if they should.
 */
bool lvs_homes_is_crowded(const struct lvs_pool *pool, u32 slot)
{
	const struct lvs_pool_slot *this = &pool->slots[slot];
	int other;
	u32 i;

	if (lvs_load_active(this->load) <= capacity(this))
		return false;
	if (pool->count > LVS_LEAST_WHOLE) {
		other = lvs_homes_choose(pool);
		return other >= 0 && is_half_empty(&pool->slots[other]);
	}
	for (i = 0; i < pool->count; i++) {
		if (is_half_empty(&pool->slots[i]))
			return true;
	}
	return false;
}
