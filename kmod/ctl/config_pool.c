// SPDX-License-Identifier: GPL-2.0
/*
 * Changes a service's set of servers: derives a new pool from the old one
 * aside, and publishes it. Floor 8.
 */
#include "ctl/config_pool.h"

#include "base/limits.h"
#include "base/net.h"
#include "obj/dest.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "obj/svc.h"
#include "ctl/config.h"
#include "ctl/ramp.h"
#include "ctl/request.h"

#include <linux/err.h>

#define SCHED_FLAGS (LVS_SVC_F_SCHED1 | LVS_SVC_F_SCHED2 | LVS_SVC_F_SCHED3)

/**
 * lvs_config_pool() - the servers of a service, for one who changes them
 * @lnet: namespace
 * @svc: service
 *
 * Context: process; config lock.
 * Return: the pool, never NULL.
 */
struct lvs_pool *lvs_config_pool(struct lvs_net *lnet,
				 const struct lvs_svc *svc)
{
	lvs_config_assert_locked(lnet);
	return rcu_dereference_protected(svc->pool,
					 lockdep_is_held(&lnet->ctl->lock));
}

/* one that comes back from weight 0 begins as one that is new */
static void reweigh(struct lvs_pool_slot *slot, u32 weight)
{
	if (weight && !slot->weight)
		lvs_dest_ramp_begin(slot->dest);
	slot->weight = weight;
	if (weight)
		slot->last_weight = weight;
}

/* copies as they are: references change hands when the pool is published */
static void fill_slots(struct lvs_pool *pool, const struct lvs_pool *old,
		       const struct lvs_pool_change *change)
{
	struct lvs_pool_slot *slot = pool->slots;
	u32 i;

	if (change->add)
		*slot++ = (struct lvs_pool_slot) {
			.dest = change->add,
			.load = &change->add->load,
			.conf = &change->add->conf,
			.weight = change->add_weight,
			.last_weight = change->add_weight,
		};
	for (i = 0; old && i < old->count; i++) {
		if (old->slots[i].dest == change->drop)
			continue;
		*slot = old->slots[i];
		if (slot->dest == change->reweigh)
			reweigh(slot, change->new_weight);
		slot++;
	}
}

static int refuse_memory(struct lvs_why *why)
{
	return lvs_refuse(why, -ENOMEM, LVS_AT_TOP(SERVICE),
			  "not enough memory for the servers");
}

static int refuse_compile(struct lvs_why *why, int err,
			  const struct lvs_pool *pool)
{
	if (err == -ENOMEM)
		return refuse_memory(why);
	return lvs_refuse(why, err, LVS_AT_TOP(SERVICE),
			  "table of scheduler %s has %u entries for %u servers: give the service a larger one, up to %u",
			  pool->sched->name,
			  pool->conf.table_size ?: LVS_TABLE_SIZE_DEFAULT,
			  pool->count, LVS_TABLE_SIZE_MAX);
}

/*
 * Whoever changes a large pool again and again makes copies faster than grace
 * periods free them, so he waits for one when there are too many.
 */
static void wait_for_memory(struct lvs_net *lnet)
{
	if (lnet->ctl->retired <= LVS_POOL_RETIRED_MAX)
		return;
	synchronize_rcu();
	lnet->ctl->retired = 0;
}

/**
 * lvs_pool_derive() - make a pool that differs from another one
 * @lnet: namespace
 * @old: pool in use, or NULL for none
 * @change: the differences; @change->drop, if set, is in @old
 * @why: filled when refused
 *
 * It takes no references: until it is published, those of its servers stay
 * with @old, and that of @change->add with the caller.
 *
 * Context: process, may sleep; config lock.
 * Return: a pool that nobody sees yet, or ERR_PTR: -ENOMEM; -ENOSPC for more
 * than LVS_POOL_DESTS_MAX servers; -EINVAL if the scheduler refuses them.
 */
struct lvs_pool *lvs_pool_derive(struct lvs_net *lnet,
				 const struct lvs_pool *old,
				 const struct lvs_pool_change *change,
				 struct lvs_why *why)
{
	u32 count = (old ? old->count : 0) + !!change->add - !!change->drop;
	struct lvs_pool *pool;
	int err;

	lvs_config_assert_locked(lnet);
	if (count > LVS_POOL_DESTS_MAX)
		return ERR_PTR(lvs_refuse(why, -ENOSPC, LVS_AT_TOP(DEST),
					  "service has %d servers already",
					  LVS_POOL_DESTS_MAX));
	wait_for_memory(lnet);
	pool = lvs_pool_new(change->sched, change->flags & SCHED_FLAGS, count);
	if (!pool)
		return ERR_PTR(refuse_memory(why));
	pool->tunables = lnet->tunables;
	pool->conf = change->conf;
	pool->borrows = true;
	fill_slots(pool, old, change);
	lvs_ramp_apply(pool);
	err = lvs_pool_compile(pool, old);
	if (err) {
		refuse_compile(why, err, pool);
		lvs_pool_free(pool);
		return ERR_PTR(err);
	}
	return pool;
}

/**
 * lvs_pool_stamp() - give a pool a stamp that no other has
 * @lnet: namespace
 * @pool: not published yet
 *
 * Context: process; config lock.
 */
void lvs_pool_stamp(struct lvs_net *lnet, struct lvs_pool *pool)
{
	lvs_config_assert_locked(lnet);
	pool->stamp = ++lnet->ctl->stamp ?: ++lnet->ctl->stamp;
}

/* memory of what a scheduler made of a pool, as a number of slots */
static u32 table_slots(const struct lvs_pool *pool)
{
	if (!pool->data || !pool->sched->bytes)
		return 0;
	return pool->sched->bytes(pool) / sizeof(pool->slots[0]);
}

/**
 * lvs_pool_publish() - let packets see a new pool
 * @lnet: namespace
 * @svc: service, whose old pool goes one grace period later
 * @pool: complete, derived from the old one; takes over the references of its
 *	servers
 * @leaver: server that it left out, or NULL; its reference goes with the old
 *	pool, so that whoever still sees that pool may use the server
 *
 * Context: process; config lock.
 */
void lvs_pool_publish(struct lvs_net *lnet, struct lvs_svc *svc,
		      struct lvs_pool *pool, struct lvs_dest *leaver)
{
	struct lvs_pool *old = lvs_config_pool(lnet, svc);

	lvs_pool_stamp(lnet, pool);
	pool->borrows = false;
	rcu_assign_pointer(svc->pool, pool);
	old->borrows = true;
	old->leaver = leaver;
	lnet->ctl->retired += old->count + table_slots(old);
	if (pool->ramps)
		lvs_ramp_kick(lnet);
	lvs_pool_retire(old);
}
