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

/*
 * Packets of both ends pass on several CPUs at once. Each changes the state
 * that it finds, never one that it remembers: else the segment before a FIN
 * could undo what the FIN did.
 */
static u8 move(struct lvs_pkt *pkt, struct lvs_conn *conn,
	       const struct lvs_proto_ops *proto, enum lvs_dir dir)
{
	u8 state, next;

	do {
		state = lvs_conn_state(conn);
		next = proto->next(state, dir, pkt);
	} while (next != state &&
		 !lvs_conn_move(conn, state, next, proto->is_active(next)));
	return next;
}

/* did another packet move it on before its expiry was that of the state */
static bool was_moved(const struct lvs_conn *conn, u8 state)
{
	return unlikely(lvs_conn_state(conn) != state) &&
	       !(lvs_conn_flags(conn) & LVS_CONN_F_DEAD);
}

/**
 * lvs_path_advance() - a packet moves its connection on
 * @pkt: parsed; the packet itself may be gone already
 * @conn: its connection, in the table
 * @proto: its protocol
 * @dir: which way it goes
 *
 * Context: softirq, RCU.
 */
void lvs_path_advance(struct lvs_pkt *pkt, struct lvs_conn *conn,
		      const struct lvs_proto_ops *proto, enum lvs_dir dir)
{
	u8 state;

	do {
		state = move(pkt, conn, proto, dir);
		lvs_conn_refresh(conn,
				 proto->timeout_jif(pkt->lnet->tunables,
						    conn->dest->timeout_jif,
						    state));
	} while (was_moved(conn, state));
	if (proto->state_count == 1 &&
	    unlikely(!(lvs_conn_flags(conn) & LVS_CONN_F_MORE)))
		lvs_conn_set_flag(conn, LVS_CONN_F_MORE);
	if (unlikely(lvs_conn_flags(conn) & LVS_CONN_F_UNASSURED) &&
	    proto->assures(state, dir))
		assure(conn);
}
