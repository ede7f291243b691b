// SPDX-License-Identifier: GPL-2.0
/*
 * A table from hashes to servers that hardly changes when one of them comes or
 * goes. Floor 4.
 *
 * Theory. Maglev hashing (Eisenbud et al., NSDI 2016, section 3.4). Each server
 * has an order of preference of all entries of the table: it begins at an
 * offset and goes on by a step, both from the hash of its name, and since the
 * size is a prime it comes to every entry. The servers take turns; each takes
 * the first entry of its order that is still free, until the table is full. A
 * flow's hash chooses the entry. When a server leaves, its entries are taken by
 * others, and nearly all of the rest is taken by whoever had it.
 *
 * Weights are a matter of how often a server's turn comes. The heaviest one has
 * a turn in every round; one of weight w has its turn k (from 0) in round
 * k * heaviest / w, rounded up. Round 0 is everybody's, so nobody is left out.
 * A server thus has its share of the table to within one entry, but for those
 * so light that one entry is more than that.
 *
 * Within a round, first comes whose last turn is longer ago, and in round 0 the
 * order is that of the hashes. So it does not matter when or where in the list
 * a server was entered: directors that have the same servers choose alike.
 *
 * A quiesced server (weight 0) keeps its entries, by the weight that it had
 * last, so that nobody else's flows move. Its own ones get nobody, or fall back
 * to another server by a further hash.
 *
 * Example. Seven entries; A begins at 3 and steps by 4, B at 0 by 2, C at 3 by
 * 1 (the paper's). Turns: A 3, B 0, C 4, since 3 is taken; A 1, since 7 - 7 = 0
 * and 4 are taken; B 2, C 5, A 6 after 5 and 2. The table is B A B A C C A.
 *
 * The hash is SipHash with a key made of the service's seed, over the whole
 * address. By default the seed is the same everywhere, so that directors agree
 * and what they choose can be computed by others. A secret one keeps attackers
 * from finding clients that meet at one server.
 *
 * In bytes, for those who compute it elsewhere: the key is "lvshash1" and the
 * seed, the message the address and a number, all of them as little-endian
 * words of 64 bits. An address is the number that it is, an IPv6 one in two
 * words, the upper one first. For a server the number is its port; offset and
 * step are the upper and the lower half of the hash, scaled to 0..size - 1 and
 * 1..size - 1. For a flow it is the port, or 0, plus 2^16 times how often it
 * fell back, and the lower half of the hash is scaled to the entry. Scaled is
 * half * end >> 32.
 */
#include "sched/maglev.h"

#include "base/gfp.h"
#include "base/limits.h"
#include "obj/dest_conf.h"
#include "obj/ops.h"
#include "obj/pool.h"

#include <linux/bitops.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/sort.h>

static_assert(LVS_POOL_DESTS_MAX - 1 <= U16_MAX);

/* the first half of the hash's key, "lvshash1"; the seed is the second */
#define KEY_FIRST 0x316873616873766cULL

/* hashes that a flow tries when its server takes none */
#define FALL_BACK_TRIES 16

/* end of a list of turns */
#define NOBODY U32_MAX

/**
 * struct turn - a server while the table is being filled
 * @hash: of its name
 * @slot: index
 * @weight: share of the table
 * @taken: entries that it has
 * @place: entry that it would like next
 * @step: from one to the next
 * @next: who comes after it in its round
 */
struct turn {
	u64 hash;
	u32 slot;
	u32 weight;
	u32 taken;
	u32 place;
	u32 step;
	u32 next;
};

/**
 * struct round - whose turn it is in a round
 * @first: index of the first turn, or NOBODY
 * @last: of the last one
 */
struct round {
	u32 first;
	u32 last;
};

/**
 * struct work - what filling a table needs besides
 * @turns: servers that take part, by hash
 * @rounds: as many as entries
 * @taken: which entries are
 * @heaviest: the greatest weight
 */
struct work {
	struct turn *turns;
	struct round *rounds;
	unsigned long *taken;
	u32 heaviest;
};

static u64 hash_name(const struct lvs_addr *addr, u64 rest,
		     const siphash_key_t *key)
{
	const __be32 *words = addr->words;

	if (addr->family != AF_INET6)
		return siphash_2u64(ntohl(words[0]), rest, key);
	return siphash_3u64((u64)ntohl(words[0]) << 32 | ntohl(words[1]),
			    (u64)ntohl(words[2]) << 32 | ntohl(words[3]),
			    rest, key);
}

static u32 weight_of(const struct lvs_pool *pool, u32 slot, bool by_weight)
{
	u32 weight = pool->slots[slot].weight ?:
		     pool->slots[slot].last_weight << pool->weight_shift;

	return by_weight ? weight : weight != 0;
}

static int compare_turns(const void *a, const void *b)
{
	u64 x = ((const struct turn *)a)->hash;
	u64 y = ((const struct turn *)b)->hash;

	return x < y ? -1 : x > y;
}

static void make_turns(const struct lvs_pool *pool,
		       const struct lvs_maglev *maglev, struct work *work,
		       bool by_weight)
{
	struct turn *turn = work->turns;
	const struct lvs_dest_conf *conf;
	u32 i, weight;

	for (i = 0; i < pool->count; i++) {
		conf = pool->slots[i].conf;
		weight = weight_of(pool, i, by_weight);
		if (!weight)
			continue;
		turn->hash = hash_name(&conf->addr, ntohs(conf->port),
				       &maglev->key);
		turn->slot = i;
		turn->weight = weight;
		turn->taken = 0;
		turn->place = reciprocal_scale(turn->hash >> 32, maglev->size);
		turn->step = 1 + reciprocal_scale((u32)turn->hash,
						  maglev->size - 1);
		work->heaviest = max(work->heaviest, weight);
		turn++;
	}
	sort(work->turns, maglev->count, sizeof(*turn), compare_turns, NULL);
}

/* give a server its next turn, if that is in a round that can come */
static void enqueue(struct work *work, u32 rounds, u32 i)
{
	struct turn *turn = &work->turns[i];
	struct round *round;
	u64 when;

	when = div_u64((u64)turn->taken * work->heaviest + turn->weight - 1,
		       turn->weight);
	if (when >= rounds)
		return;
	round = &work->rounds[when];
	turn->next = NOBODY;
	if (round->first == NOBODY)
		round->first = i;
	else
		work->turns[round->last].next = i;
	round->last = i;
}

static void take_entry(struct lvs_maglev *maglev, struct work *work,
		       struct turn *turn)
{
	u32 place = turn->place;

	while (__test_and_set_bit(place, work->taken)) {
		place += turn->step;
		if (place >= maglev->size)
			place -= maglev->size;
	}
	maglev->table[place] = turn->slot;
	turn->place = place;
	turn->taken++;
}

static void fill(struct lvs_maglev *maglev, struct work *work)
{
	u32 i, next, left = maglev->size;
	struct round *round;

	for (i = 0; i < maglev->size; i++)
		work->rounds[i].first = NOBODY;
	for (i = 0; i < maglev->count; i++)
		enqueue(work, maglev->size, i);
	for (round = work->rounds; left; round++) {
		for (i = round->first; i != NOBODY && left; i = next) {
			next = work->turns[i].next;
			take_entry(maglev, work, &work->turns[i]);
			enqueue(work, maglev->size, i);
			left--;
		}
	}
}

static int fill_aside(const struct lvs_pool *pool, struct lvs_maglev *maglev,
		      bool by_weight)
{
	struct work work = {};
	int err = -ENOMEM;
	u32 i;

	work.turns = kvmalloc_array(maglev->count, sizeof(*work.turns),
				    LVS_GFP_TABLE);
	work.rounds = kvmalloc_array(maglev->size, sizeof(*work.rounds),
				     LVS_GFP_TABLE);
	work.taken = kvzalloc(BITS_TO_LONGS(maglev->size) * sizeof(long),
			      LVS_GFP_TABLE);
	if (!work.turns || !work.rounds || !work.taken)
		goto out_free;
	make_turns(pool, maglev, &work, by_weight);
	fill(maglev, &work);
	for (i = 0; i < maglev->count; i++)
		maglev->order[i] = work.turns[i].slot;
	err = 0;
out_free:
	kvfree(work.taken);
	kvfree(work.rounds);
	kvfree(work.turns);
	return err;
}

static u32 count_turns(const struct lvs_pool *pool)
{
	u32 i, count = 0;

	for (i = 0; i < pool->count; i++)
		count += weight_of(pool, i, false);
	return count;
}

/**
 * lvs_maglev_size() - size of a table, where any will do
 * @pool: filled
 *
 * It is what was said, if that was. Small pools need no more memory than in
 * IPVS. There are few steps, since a table of another size has other servers in
 * it.
 *
 * Context: any.
 * Return: a prime.
 */
u32 lvs_maglev_size(const struct lvs_pool *pool)
{
	u32 count = count_turns(pool);

	if (pool->conf.table_size)
		return pool->conf.table_size;
	if (count <= 64)
		return 1021;
	return count <= 1000 ? 16381 : LVS_TABLE_SIZE_MAX;
}

/**
 * lvs_maglev_build() - compile a pool
 * @pool: filled
 * @size: entries of the table, a prime above 2
 * @by_weight: servers get shares by their weights, else equal ones
 * @data: set to a struct lvs_maglev, for kvfree()
 *
 * Context: process, may sleep; takes time in proportion to @size * log(@size).
 * Return: 0; -ENOMEM; -EINVAL if there are more servers than entries.
 */
int lvs_maglev_build(const struct lvs_pool *pool, u32 size, bool by_weight,
		     void **data)
{
	u32 count = count_turns(pool);
	struct lvs_maglev *maglev;
	int err;

	if (count > size)
		return -EINVAL;
	if (!count)
		size = 0;
	maglev = kvzalloc(struct_size(maglev, table, size + count),
			  LVS_GFP_TABLE);
	if (!maglev)
		return -ENOMEM;
	maglev->key.key[0] = KEY_FIRST;
	maglev->key.key[1] = pool->conf.hash_seed;
	maglev->size = size;
	maglev->count = count;
	maglev->order = maglev->table + size;
	err = count ? fill_aside(pool, maglev, by_weight) : 0;
	if (err)
		kvfree(maglev);
	else
		*data = maglev;
	return err;
}

/**
 * lvs_maglev_bytes() - memory of a compiled pool
 * @pool: compiled
 *
 * Context: any.
 * Return: bytes.
 */
size_t lvs_maglev_bytes(const struct lvs_pool *pool)
{
	const struct lvs_maglev *maglev = pool->data;

	return struct_size(maglev, table, maglev->size + maglev->count);
}

/* nearly all are closed: whoever is open, in an order that directors share */
static int walk(const struct lvs_pool *pool, const struct lvs_maglev *maglev,
		u32 hash)
{
	u32 i, k = reciprocal_scale(hash, maglev->count);

	for (i = 0; i < maglev->count; i++) {
		if (lvs_slot_is_open(&pool->slots[maglev->order[k]]))
			return maglev->order[k];
		if (++k == maglev->count)
			k = 0;
	}
	return LVS_PICK_NONE;
}

/**
 * lvs_maglev_pick() - the server of a name
 * @pool: compiled by lvs_maglev_build()
 * @addr: the name, together with
 * @port: port, or 0
 * @fall_back: take another server when this one is not open
 *
 * Context: softirq, under RCU.
 * Return: slot, or LVS_PICK_NONE.
 */
int lvs_maglev_pick(const struct lvs_pool *pool, const struct lvs_addr *addr,
		    __be16 port, bool fall_back)
{
	const struct lvs_maglev *maglev = pool->data;
	u32 tries, slot, hash = 0;

	if (!maglev->size)
		return LVS_PICK_NONE;
	for (tries = 0; tries < FALL_BACK_TRIES; tries++) {
		hash = hash_name(addr, tries << 16 | ntohs(port),
				 &maglev->key);
		slot = maglev->table[reciprocal_scale(hash, maglev->size)];
		if (likely(lvs_slot_is_open(&pool->slots[slot])))
			return slot;
		if (!fall_back)
			return LVS_PICK_NONE;
	}
	return walk(pool, maglev, hash);
}
