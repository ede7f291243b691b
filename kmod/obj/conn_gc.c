// SPDX-License-Identifier: GPL-2.0
/*
 * Returns the memory of connections that have expired, in bounded slices.
 * Floor 3.
 *
 * Look-ups treat what has expired as gone, so the worker may be late: it
 * makes a pass over the table every so often, the rarer the more entries there
 * are, and none at all while there are none.
 *
 * A pass goes through the buckets as they lie in memory, and fetches entries
 * before it comes to them; most of its time would be waiting otherwise. What it
 * misses because the table is resized meanwhile, the next pass finds.
 */
#include "obj/conn_gc.h"

#include "base/limits.h"
#include "base/net.h"
#include "obj/conn_bin.h"
#include "obj/conn_table.h"

#include <linux/minmax.h>
#include <linux/prefetch.h>
#include <linux/rcupdate.h>
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
static void reap(struct lvs_net *lnet, struct lvs_conn *conn,
		 struct lvs_conn_bin *bin)
{
	if (!lvs_conn_is_expired(conn, jiffies))
		return;
	if (lvs_conn_is_gone(conn, jiffies))
		lvs_conn_discard(lnet, conn, bin);
	else
		lvs_conn_refresh(conn, LVS_CONN_HELD_S * HZ);
}

/* how many nodes were looked at, the empty bucket itself being one */
static u32 reap_bucket(struct lvs_net *lnet, u32 bucket,
		       struct lvs_conn_bin *bin)
{
	struct lvs_node *node = lvs_node_chain(&lnet->conns->nodes, bucket);
	u32 looked = 1;

	for (; node; node = rcu_dereference(node->next), looked++) {
		if (lvs_conn_node_index(node) == LVS_CONN_REQUEST)
			reap(lnet, lvs_conn_of_node(node), bin);
	}
	return looked;
}

/* looks at some LVS_GC_SLICE_ENTRIES from a bucket on; where the next begins */
static u32 reap_slice(struct lvs_net *lnet, u32 bucket,
		      struct lvs_conn_bin *bin)
{
	struct lvs_node_table *nodes = &lnet->conns->nodes;
	u32 looked = 0;

	rcu_read_lock();
	do {
		prefetch(lvs_node_chain(nodes, bucket + LVS_NODE_AHEAD));
		looked += reap_bucket(lnet, bucket++, bin);
	} while (looked < LVS_GC_SLICE_ENTRIES);
	rcu_read_unlock();
	return bucket;
}

static void reap_all(struct lvs_net *lnet)
{
	struct lvs_conn_bin bin = {};
	u32 bucket = 0;

	do {
		bucket = reap_slice(lnet, bucket, &bin);
		if (bin.count >= LVS_GC_BIN_ENTRIES)
			lvs_conn_bin_empty(&bin);
		cond_resched();
	} while (bucket < lvs_conn_table_size(lnet));
	lvs_conn_bin_empty(&bin);
}

static void run_pass(struct work_struct *work)
{
	struct lvs_gc *gc = container_of(to_delayed_work(work), struct lvs_gc,
					 work);
	u32 count;

	reap_all(gc->lnet);
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
