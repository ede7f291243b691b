/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a packet does to its connection: state and expiry. Floor 7.
 */
#ifndef LVS_PATH_ADVANCE_H
#define LVS_PATH_ADVANCE_H

#include "obj/conn.h"
#include "obj/ops.h"

struct lvs_pkt;

/* which way a client's packet goes */
static inline enum lvs_dir lvs_path_dir_in(const struct lvs_conn *conn)
{
	return lvs_conn_flags(conn) & LVS_CONN_F_NOOUTPUT ? LVS_DIR_IN_ONLY :
							    LVS_DIR_IN;
}

void lvs_path_advance(struct lvs_pkt *pkt, struct lvs_conn *conn,
		      const struct lvs_proto_ops *proto, enum lvs_dir dir);

#endif
