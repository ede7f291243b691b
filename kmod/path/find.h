/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The connection that a flow belongs to. Floor 7.
 */
#ifndef LVS_PATH_FIND_H
#define LVS_PATH_FIND_H

#include "obj/conn.h"

struct lvs_net;
struct lvs_pkt;
struct lvs_proto_ops;
struct lvs_tuple;

void lvs_path_note(const struct lvs_pkt *pkt, const struct lvs_conn *conn);
bool lvs_path_was_missed(const struct lvs_pkt *pkt);
struct lvs_conn *lvs_path_find(struct lvs_net *lnet,
			       const struct lvs_tuple *flow,
			       const struct lvs_proto_ops *proto,
			       enum lvs_conn_node_idx *which);

#endif
