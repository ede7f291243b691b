// SPDX-License-Identifier: GPL-2.0
/*
 * A walk over the connections of a namespace. Floor 3.
 */
#include "obj/conn_walk.h"

#include "base/limits.h"
#include "base/net.h"
#include "obj/conn_bin.h"
#include "obj/conn_table.h"

#include <linux/sched.h>

/**
 * lvs_conn_walk_enter() - begin a walk over all connections
 * @lnet: namespace
 * @walk: filled; nothing has to be given back
 *
 * Context: process.
 */
void lvs_conn_walk_enter(struct lvs_net *lnet, struct lvs_conn_walk *walk)
{
	lvs_node_walk_enter(&lnet->conns->nodes, &walk->nodes);
}

/**
 * lvs_conn_walk_start() - begin or go on with a slice of a walk
 * @walk: entered
 *
 * Context: process; no sleep until lvs_conn_walk_stop().
 */
void lvs_conn_walk_start(struct lvs_conn_walk *walk)
	__acquires(RCU)
{
	lvs_node_walk_start(&walk->nodes);
}

/**
 * lvs_conn_walk_next() - next connection of a walk
 * @walk: started
 *
 * Context: between start and stop.
 * Return: a connection, expired ones included, each once (but for a resize in
 * between); NULL at the end.
 */
struct lvs_conn *lvs_conn_walk_next(struct lvs_conn_walk *walk)
{
	struct lvs_node *node;

	while ((node = lvs_node_walk_next(&walk->nodes))) {
		if (lvs_conn_node_index(node) == LVS_CONN_REQUEST)
			return lvs_conn_of_node(node);
	}
	return NULL;
}

/**
 * lvs_conn_walk_stop() - end a slice of a walk
 * @walk: started
 *
 * Context: process; may sleep from here on.
 */
void lvs_conn_walk_stop(struct lvs_conn_walk *walk)
	__releases(RCU)
{
	lvs_node_walk_stop(&walk->nodes);
}

/*
 * Ends up to LVS_GC_SLICE_ENTRIES; false at the end of the table. To ask
 * need_resched() would not do: where a reader can be preempted, that is over
 * when it is asked, and the reader goes on to the end of the table.
 */
static bool end_slice(struct lvs_net *lnet, struct lvs_conn_walk *walk,
		      struct lvs_conn_bin *bin)
{
	u32 budget = LVS_GC_SLICE_ENTRIES;
	struct lvs_conn *conn = NULL;

	lvs_conn_walk_start(walk);
	while (budget-- && (conn = lvs_conn_walk_next(walk)))
		lvs_conn_discard(lnet, conn, bin);
	lvs_conn_walk_stop(walk);
	return conn;
}

/**
 * lvs_conn_end_all() - end all connections
 * @lnet: namespace; no packet, worker or listing looks any more
 *
 * Context: process, may sleep.
 */
void lvs_conn_end_all(struct lvs_net *lnet)
{
	struct lvs_conn_bin bin = {};
	struct lvs_conn_walk walk;

	while (lvs_conn_table_count(lnet)) {
		lvs_conn_walk_enter(lnet, &walk);
		while (end_slice(lnet, &walk, &bin)) {
			if (bin.count >= LVS_GC_BIN_ENTRIES)
				lvs_conn_bin_empty(&bin);
			cond_resched();
		}
	}
	lvs_conn_bin_empty(&bin);
}
