// SPDX-License-Identifier: GPL-2.0
/*
 * A service's servers as an immutable vector, together with what the
 * scheduler compiled from it. Floor 3.
 */
#include "obj/pool.h"

#include "base/gfp.h"
#include "obj/dest.h"
#include "obj/ops.h"

#include <linux/mm.h>
#include <linux/slab.h>

/**
 * lvs_pool_new() - allocate a pool with empty slots
 * @sched: who picks from it, or NULL
 * @flags: LVS_SVC_F_SCHED* for @sched
 * @count: slots; the caller fills each and gives it a reference to its server
 *
 * Context: process, may sleep.
 * Return: the pool, or NULL when memory is short.
 */
struct lvs_pool *lvs_pool_new(const struct lvs_sched_ops *sched, u32 flags,
			      u32 count)
{
	struct lvs_pool *pool;

	pool = kvzalloc(struct_size(pool, slots, count), LVS_GFP_TABLE);
	if (!pool)
		return NULL;
	pool->sched = sched;
	pool->flags = flags;
	pool->count = count;
	return pool;
}

/**
 * lvs_pool_compile() - let the scheduler prepare a filled pool
 * @pool: filled, not published
 * @old: the pool that it will replace, or NULL
 *
 * Context: process, may sleep; @old must stay.
 * Return: 0, -ENOMEM, or -EINVAL when the scheduler cannot serve the pool.
 */
int lvs_pool_compile(struct lvs_pool *pool, const struct lvs_pool *old)
{
	if (!pool->sched || !pool->sched->build)
		return 0;
	if (old && old->sched != pool->sched)
		old = NULL;
	return pool->sched->build(pool, old, &pool->data);
}

static void put_dests(struct lvs_pool *pool)
{
	u32 i;

	if (pool->leaver)
		lvs_dest_put(pool->leaver);
	if (pool->borrows)
		return;
	for (i = 0; i < pool->count; i++) {
		if (pool->slots[i].dest)
			lvs_dest_put(pool->slots[i].dest);
	}
}

/**
 * lvs_pool_free() - free a pool that no packet can see
 * @pool: the pool, or NULL; gives back the references that it holds
 *
 * Context: any but hard interrupts.
 */
void lvs_pool_free(struct lvs_pool *pool)
{
	if (!pool)
		return;
	if (pool->sched && pool->sched->free)
		pool->sched->free(pool->data);
	else
		kvfree(pool->data);
	put_dests(pool);
	kvfree(pool);
}

static void free_pool_rcu(struct rcu_head *rcu)
{
	lvs_pool_free(container_of(rcu, struct lvs_pool, rcu));
}

/**
 * lvs_pool_retire() - free a pool that has just been replaced
 * @pool: the pool, or NULL; freed one grace period later
 *
 * Context: any but hard interrupts.
 */
void lvs_pool_retire(struct lvs_pool *pool)
{
	if (pool)
		call_rcu(&pool->rcu, free_pool_rcu);
}
