/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Connections that were announced but not seen yet. Floor 3.
 */
#ifndef LVS_OBJ_EXPECT_H
#define LVS_OBJ_EXPECT_H

#include "obj/conn.h"

struct lvs_net;
struct lvs_proto_ops;

int lvs_expect_add(struct lvs_net *lnet, struct lvs_conn *control,
		   const struct lvs_conn_key *key,
		   const struct lvs_proto_ops *proto);
void lvs_expect_forget(struct lvs_net *lnet, struct lvs_conn *control,
		       const struct lvs_conn_key *key);
struct lvs_conn *lvs_expect_find(struct lvs_net *lnet,
				 const struct lvs_tuple *flow,
				 enum lvs_conn_node_idx *which);

#endif
