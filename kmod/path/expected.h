/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The first packet of a connection that was announced. Floor 7.
 */
#ifndef LVS_PATH_EXPECTED_H
#define LVS_PATH_EXPECTED_H

#include "obj/conn.h"

struct lvs_pkt;
struct lvs_proto_ops;

struct lvs_conn *lvs_expected(struct lvs_pkt *pkt,
			      const struct lvs_proto_ops *proto,
			      enum lvs_conn_node_idx *which);

#endif
