/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A service's servers as an immutable vector, together with what the
 * scheduler compiled from it. Floor 3.
 *
 * Every change builds a new pool aside and publishes it, so that a packet sees
 * the old set or the new one, never half.
 */
#ifndef LVS_OBJ_POOL_H
#define LVS_OBJ_POOL_H

#include "obj/load.h"
#include "obj/svc_conf.h"

#include <linux/rcupdate.h>
#include <linux/types.h>

struct lvs_dest;
struct lvs_dest_conf;
struct lvs_sched_ops;
struct lvs_tunables;

/**
 * struct lvs_pool_slot - one server of a pool
 * @dest: the server; the pool, or the one that replaced it, holds a reference
 * @load: its load, a part of @dest
 * @conf: its configuration, a part of @dest; schedulers read the address and
 *	the port, which are constant
 * @weight: share of new connections, 0..LVS_WEIGHT_MAX; 0 is quiesced; see
 *	lvs_pool.weight_shift
 * @last_weight: the weight that it has, or had last, by its configuration; 0
 *	if never
 */
struct lvs_pool_slot {
	struct lvs_dest *dest;
	const struct lvs_load *load;
	const struct lvs_dest_conf *conf;
	u32 weight;
	u32 last_weight;
};

/**
 * struct lvs_pool - the servers of one service
 * @rcu: frees the pool one grace period after it was replaced
 * @sched: who picks from it; NULL when the service has no scheduler
 * @data: what @sched compiled, NULL if it needs nothing; only words that
 *	@sched itself declares as shared change after publication
 * @tunables: knobs of the namespace, for @sched
 * @conf: for @sched
 * @weight_shift: weights are multiplied by 2^this, so that there is room below
 *	those of servers that begin slowly
 * @ramps: there is such a server
 * @flags: LVS_SVC_F_SCHED*, for @sched
 * @stamp: differs from that of every other pool of the namespace, so that a
 *	listing notices a change; set when it is published
 * @borrows: the slots' references belong to another pool: to the one that
 *	this is derived from until this is published, to the one that replaced
 *	it afterwards; config lock
 * @leaver: server that was not taken over by the pool that replaced this one,
 *	whose reference stayed here; NULL if none; config lock
 * @count: slots
 * @slots: newest server first, which is the order of listings and of rr
 */
struct lvs_pool {
	struct rcu_head rcu;
	const struct lvs_sched_ops *sched;
	void *data;
	const struct lvs_tunables *tunables;
	struct lvs_sched_conf conf;
	u32 weight_shift;
	bool ramps;
	u32 flags;
	u32 stamp;
	bool borrows;
	struct lvs_dest *leaver;
	u32 count;
	struct lvs_pool_slot slots[];
};

/* may this slot get new connections */
static inline bool lvs_slot_is_open(const struct lvs_pool_slot *slot)
{
	return slot->weight && lvs_load_is_open(slot->load);
}

struct lvs_pool *lvs_pool_new(const struct lvs_sched_ops *sched, u32 flags,
			      u32 count);
int lvs_pool_compile(struct lvs_pool *pool, const struct lvs_pool *old);
void lvs_pool_free(struct lvs_pool *pool);
void lvs_pool_retire(struct lvs_pool *pool);

#endif
