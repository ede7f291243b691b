/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The connections of a namespace, found by either direction. Floor 3.
 */
#ifndef LVS_OBJ_CONN_TABLE_H
#define LVS_OBJ_CONN_TABLE_H

#include "obj/conn.h"
#include "obj/node_table.h"

#include <linux/atomic.h>

struct lvs_conn_bin;
struct lvs_net;

/**
 * struct lvs_conn_table - connections of a namespace
 * @expects: entries that were announced but not seen yet; rarely changes, and
 *	stands beside what every look-up reads
 * @nodes: one node a direction; grows and shrinks by load
 * @count: entries, not nodes
 * @is_one_way: there was an entry whose replies are not looked up; only set
 */
struct lvs_conn_table {
	atomic_t expects;
	struct lvs_node_table nodes;
	atomic_t count;
	bool is_one_way;
};

int lvs_conn_table_init(struct lvs_net *lnet);
void lvs_conn_table_exit(struct lvs_net *lnet);
u32 lvs_conn_table_count(const struct lvs_net *lnet);
bool lvs_conn_table_is_one_way(const struct lvs_net *lnet);
u32 lvs_conn_table_expects(const struct lvs_net *lnet);
u32 lvs_conn_table_size(const struct lvs_net *lnet);
struct lvs_conn *lvs_conn_find(struct lvs_net *lnet,
			       const struct lvs_tuple *flow,
			       enum lvs_conn_node_idx *which);
struct lvs_conn *lvs_conn_find_keyed(struct lvs_net *lnet,
				     const struct lvs_tuple *flow,
				     const struct lvs_engine_key *key);
void lvs_conn_fetch_reply(const struct lvs_net *lnet,
			  const struct lvs_conn_key *key);
int lvs_conn_insert(struct lvs_net *lnet, struct lvs_conn *conn);
void lvs_conn_unlink(struct lvs_net *lnet, struct lvs_conn *conn);
void lvs_conn_discard(struct lvs_net *lnet, struct lvs_conn *conn,
		      struct lvs_conn_bin *bin);
bool lvs_conn_set_control(struct lvs_conn *conn, struct lvs_conn *control);

#endif
