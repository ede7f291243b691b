/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A walk over the connections of a namespace. Floor 3.
 */
#ifndef LVS_OBJ_CONN_WALK_H
#define LVS_OBJ_CONN_WALK_H

#include "obj/node_table.h"

struct lvs_conn;
struct lvs_net;

/**
 * struct lvs_conn_walk - a walk over all entries
 * @nodes: place; survives growth of the table, which may show an entry twice
 *	or not at all
 */
struct lvs_conn_walk {
	struct lvs_node_walk nodes;
};

void lvs_conn_walk_enter(struct lvs_net *lnet, struct lvs_conn_walk *walk);
void lvs_conn_walk_start(struct lvs_conn_walk *walk);
struct lvs_conn *lvs_conn_walk_next(struct lvs_conn_walk *walk);
void lvs_conn_walk_stop(struct lvs_conn_walk *walk);
void lvs_conn_end_all(struct lvs_net *lnet);

#endif
