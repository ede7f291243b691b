/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Remembers which servers an address's flows were sent to. Floor 4.
 */
#ifndef LVS_SCHED_HOMES_H
#define LVS_SCHED_HOMES_H

#include <linux/atomic.h>
#include <linux/siphash.h>
#include <linux/types.h>

struct lvs_addr;
struct lvs_least;
struct lvs_pool;

/* homes that are told apart in one bucket, which is a line of the cache */
#define LVS_HOMES_WAYS 8

/* buckets; with the ways, as many addresses as in IPVS */
#define LVS_HOMES_BUCKETS 2048

/**
 * struct lvs_homes - the memory of a pool
 * @ways: see homes.c; shared by all CPUs
 * @key: of the hash, a secret of this memory
 * @least: finds homes for new addresses; see sched/least.h
 * @settled_s: when the set that a way belongs to changed last, seconds; NULL
 *	where addresses have one home only; shared by all CPUs
 */
struct lvs_homes {
	atomic64_t ways[LVS_HOMES_BUCKETS][LVS_HOMES_WAYS];
	siphash_key_t key;
	struct lvs_least *least;
	u32 *settled_s;
};

/**
 * struct lvs_homes_set - the homes of one address
 * @ways: its bucket
 * @settled_s: likewise, or NULL
 * @tag: what its ways are marked with
 * @now_s: the time, seconds
 * @count: homes that it has
 * @way: index of each way, in no order
 * @slot: slot of each
 */
struct lvs_homes_set {
	atomic64_t *ways;
	u32 *settled_s;
	u32 tag;
	u32 now_s;
	u32 count;
	u8 way[LVS_HOMES_WAYS];
	u16 slot[LVS_HOMES_WAYS];
};

int lvs_homes_build(const struct lvs_pool *pool, const struct lvs_pool *old,
		    bool sets, void **data);
void lvs_homes_free(void *data);
size_t lvs_homes_bytes(const struct lvs_pool *pool);
void lvs_homes_find(struct lvs_homes *homes, const struct lvs_addr *addr,
		    u32 idle_max_s, struct lvs_homes_set *set);
void lvs_homes_touch(struct lvs_homes_set *set);
void lvs_homes_add(struct lvs_homes_set *set, u32 slot);
void lvs_homes_move(struct lvs_homes_set *set, u32 slot);
void lvs_homes_drop(struct lvs_homes_set *set, u32 which);
u32 lvs_homes_settled(const struct lvs_homes_set *set);

int lvs_homes_choose(const struct lvs_pool *pool);
bool lvs_homes_is_crowded(const struct lvs_pool *pool, u32 slot);

#endif
