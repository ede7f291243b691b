// SPDX-License-Identifier: GPL-2.0
/*
 * How long the chains of a hash table are. Floor 3.
 *
 * A table that is resized meanwhile is seen partly before and partly after
 * that; chains that have moved on are taken for empty.
 */
#include "obj/chains.h"

#include "base/net.h"
#include "obj/conn_table.h"
#include "obj/svc_table.h"

#include <linux/minmax.h>
#include <linux/rcupdate.h>
#include <linux/rhashtable.h>
#include <linux/sched.h>

/* buckets that are looked at in one go */
#define SLICE 1024

static void add(struct lvs_chains *chains, u32 length)
{
	chains->of[min_t(u32, length, LVS_CHAINS_LONG)]++;
}

static u32 length_of(const struct lvs_node *node)
{
	u32 length = 0;

	for (; node; node = rcu_dereference(node->next))
		length++;
	return length;
}

static void add_slice(struct lvs_node_table *nodes, u32 begin, u32 end,
		      struct lvs_chains *chains)
{
	u32 bucket;

	rcu_read_lock();
	for (bucket = begin; bucket < end; bucket++)
		add(chains, length_of(lvs_node_chain(nodes, bucket)));
	rcu_read_unlock();
}

/**
 * lvs_chains_of_conns() - the chains of the table of connections
 * @lnet: namespace
 * @chains: filled; a connection whose replies are looked up has two links
 *
 * Context: process, may sleep; looks at all buckets.
 */
void lvs_chains_of_conns(struct lvs_net *lnet, struct lvs_chains *chains)
{
	u32 begin, size = lvs_conn_table_size(lnet);

	*chains = (struct lvs_chains){ .buckets = size };
	for (begin = 0; begin < size; begin += SLICE) {
		add_slice(&lnet->conns->nodes, begin,
			  min(begin + SLICE, size), chains);
		cond_resched();
	}
}

/**
 * lvs_chains_of_svcs() - the chains of the table of services
 * @lnet: namespace
 * @chains: filled
 *
 * Context: process, may sleep; looks at all buckets.
 */
void lvs_chains_of_svcs(struct lvs_net *lnet, struct lvs_chains *chains)
{
	const struct bucket_table *table;
	struct rhash_head *pos;
	u32 bucket, length;

	rcu_read_lock();
	table = rcu_dereference(lnet->svcs->by_key.tbl);
	*chains = (struct lvs_chains){ .buckets = table->size };
	for (bucket = 0; bucket < table->size; bucket++) {
		length = 0;
		rht_for_each_rcu(pos, table, bucket)
			length++;
		add(chains, length);
	}
	rcu_read_unlock();
}
