// SPDX-License-Identifier: GPL-2.0
/*
 * Some connections from anywhere in the table, at a bounded cost. Floor 3.
 */
#include "obj/conn_sample.h"

#include "base/limits.h"
#include "base/net.h"
#include "obj/conn_table.h"

#include <linux/prefetch.h>
#include <linux/random.h>
#include <linux/rcupdate.h>

/* connections of one bucket, as many as there is room for */
static u32 take_bucket(struct lvs_node_table *nodes, u32 bucket,
		       struct lvs_conn **found, u32 room)
{
	const struct lvs_node *node;
	u32 count = 0;

	for (node = lvs_node_chain(nodes, bucket); node && count < room;
	     node = rcu_dereference(node->next)) {
		if (lvs_conn_node_index(node) == LVS_CONN_REQUEST)
			found[count++] = lvs_conn_of_node(node);
	}
	return count;
}

/**
 * lvs_conn_sample() - some connections from anywhere in the table
 * @lnet: namespace
 * @found: filled; without references, expired ones included
 * @max: room in @found
 *
 * Looks at LVS_SAMPLE_BUCKETS buckets at most. While the table is resized,
 * connections that have moved on already are not found.
 *
 * Context: softirq, RCU.
 * Return: how many were found.
 */
u32 lvs_conn_sample(struct lvs_net *lnet, struct lvs_conn **found, u32 max)
{
	struct lvs_node_table *nodes = &lnet->conns->nodes;
	u32 bucket = get_random_u32();
	u32 count = 0;
	u32 looked;

	for (looked = 0; looked < LVS_SAMPLE_BUCKETS && count < max; looked++) {
		prefetch(lvs_node_chain(nodes, bucket + LVS_NODE_AHEAD));
		count += take_bucket(nodes, bucket++, found + count,
				     max - count);
	}
	return count;
}
