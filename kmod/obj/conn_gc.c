// SPDX-License-Identifier: GPL-2.0
/*
 * Returns the memory of connections that have expired, in bounded slices.
 * Floor 3.
 *
 * Look-ups treat what has expired as gone, so the worker may be late: it
 * makes a pass over the table every so often, the rarer the more entries there
 * are, and none at all while there are none.
 */
#include "obj/conn_gc.h"

#include "base/limits.h"
#include "base/net.h"
#include "obj/conn_table.h"
#include "obj/conn_walk.h"

#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

/**
 * struct lvs_gc - expiry worker of a namespace
 * @lnet: the namespace
 * @is_armed: @work is queued or runs; cmpxchg
 * @work: makes one pass and arms itself again while there are entries
 */
struct lvs_gc {
	struct lvs_net *lnet;
	bool is_armed;
	struct delayed_work work;
};

static unsigned long pass_pause(u32 count)
{
	u32 ms = count / (LVS_GC_ENTRIES_PER_S / 1000);

	return msecs_to_jiffies(clamp_t(u32, ms, LVS_GC_PASS_MIN_MS,
					LVS_GC_PASS_MAX_MS));
}

/* what has expired goes, but for what still controls others */
static void reap(struct lvs_net *lnet, struct lvs_conn *conn)
{
	if (!lvs_conn_is_expired(conn, jiffies))
		return;
	if (lvs_conn_is_gone(conn, jiffies))
		lvs_conn_unlink(lnet, conn);
	else
		lvs_conn_refresh(conn, LVS_CONN_HELD_S * HZ);
}

/* looks at up to LVS_GC_SLICE_ENTRIES; false at the end of the table */
static bool reap_slice(struct lvs_net *lnet, struct lvs_conn_walk *walk)
{
	u32 budget = LVS_GC_SLICE_ENTRIES;
	struct lvs_conn *conn = NULL;

	lvs_conn_walk_start(walk);
	while (budget-- && (conn = lvs_conn_walk_next(walk)))
		reap(lnet, conn);
	lvs_conn_walk_stop(walk);
	return conn;
}

static void run_pass(struct work_struct *work)
{
	struct lvs_gc *gc = container_of(to_delayed_work(work), struct lvs_gc,
					 work);
	struct lvs_conn_walk walk;
	u32 count;

	lvs_conn_walk_enter(gc->lnet, &walk);
	while (reap_slice(gc->lnet, &walk))
		cond_resched();

	count = lvs_conn_table_count(gc->lnet);
	if (!count) {
		/* pairs with lvs_gc_kick(), which looks after it has counted */
		smp_store_mb(gc->is_armed, false);
		count = lvs_conn_table_count(gc->lnet);
		if (!count || cmpxchg(&gc->is_armed, false, true))
			return;
	}
	queue_delayed_work(system_dfl_wq, &gc->work, pass_pause(count));
}

/**
 * lvs_gc_init() - give a namespace its expiry worker, at rest
 * @lnet: namespace
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_gc_init(struct lvs_net *lnet)
{
	struct lvs_gc *gc;

	gc = kzalloc(sizeof(*gc), GFP_KERNEL);
	if (!gc)
		return -ENOMEM;
	gc->lnet = lnet;
	INIT_DELAYED_WORK(&gc->work, run_pass);
	lnet->gc = gc;
	return 0;
}

/**
 * lvs_gc_exit() - stop and free a namespace's expiry worker
 * @lnet: namespace; no packet kicks it any more
 *
 * Context: process, may sleep.
 */
void lvs_gc_exit(struct lvs_net *lnet)
{
	cancel_delayed_work_sync(&lnet->gc->work);
	kfree(lnet->gc);
}

/**
 * lvs_gc_kick() - there are entries: see to it that the worker runs
 * @lnet: namespace
 *
 * Context: any, after an entry came into the table; nearly free when the worker
 * is armed.
 */
void lvs_gc_kick(struct lvs_net *lnet)
{
	struct lvs_gc *gc = lnet->gc;

	/* the entry is counted before; pairs with run_pass() */
	smp_mb();
	if (!READ_ONCE(gc->is_armed) && !cmpxchg(&gc->is_armed, false, true))
		queue_delayed_work(system_dfl_wq, &gc->work,
				   msecs_to_jiffies(LVS_GC_PASS_MIN_MS));
}
