// SPDX-License-Identifier: GPL-2.0
/*
 * What a packet does to its connection: state and expiry. Floor 7.
 */
#include "path/advance.h"

#include "base/net.h"
#include "obj/dest.h"
#include "pkt/pkt.h"

/* a flow that works makes its template's choice a lasting one */
static void assure(struct lvs_conn *conn)
{
	lvs_conn_clear_flag(conn, LVS_CONN_F_UNASSURED);
	lvs_conn_set_state(conn->control, LVS_TMPL_ASSURED, false);
}

/**
 * lvs_path_enter() - a connection enters a state, or stays in it
 * @lnet: namespace
 * @conn: in the table
 * @proto: its protocol
 * @dir: which way the packet went that it owes this to
 * @next: the state
 *
 * Context: softirq, RCU.
 */
void lvs_path_enter(struct lvs_net *lnet, struct lvs_conn *conn,
		    const struct lvs_proto_ops *proto, enum lvs_dir dir,
		    u8 next)
{
	if (next != lvs_conn_state(conn))
		lvs_conn_set_state(conn, next, proto->is_active(next));
	if (proto->state_count == 1 &&
	    unlikely(!(lvs_conn_flags(conn) & LVS_CONN_F_MORE)))
		lvs_conn_set_flag(conn, LVS_CONN_F_MORE);
	lvs_conn_refresh(conn, proto->timeout_jif(lnet->tunables,
						  conn->dest->timeout_jif,
						  next));
	if (unlikely(lvs_conn_flags(conn) & LVS_CONN_F_UNASSURED) &&
	    proto->assures(next, dir))
		assure(conn);
}

/**
 * lvs_path_advance() - a packet moves its connection on
 * @pkt: parsed
 * @conn: its connection, in the table
 * @proto: its protocol
 * @dir: which way it goes
 *
 * Context: softirq, RCU.
 */
void lvs_path_advance(struct lvs_pkt *pkt, struct lvs_conn *conn,
		      const struct lvs_proto_ops *proto, enum lvs_dir dir)
{
	u8 next = proto->next(lvs_conn_state(conn), dir, pkt);

	lvs_path_enter(pkt->lnet, conn, proto, dir, next);
}
