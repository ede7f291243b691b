/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Connections that are over although they are still in the table. Floor 7.
 */
#ifndef LVS_PATH_YIELD_H
#define LVS_PATH_YIELD_H

#include <linux/types.h>

struct lvs_conn;
struct lvs_pkt;
struct lvs_proto_ops;

bool lvs_path_must_yield(const struct lvs_pkt *pkt,
			 const struct lvs_conn *conn,
			 const struct lvs_proto_ops *proto);
unsigned int lvs_path_refuse(struct lvs_pkt *pkt, struct lvs_conn *conn,
			     const struct lvs_proto_ops *proto);
unsigned int lvs_path_refuse_server(struct lvs_pkt *pkt);

#endif
