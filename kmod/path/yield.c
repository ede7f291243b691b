// SPDX-License-Identifier: GPL-2.0
/*
 * Connections that are over although they are still in the table. Floor 7.
 */
#include "path/yield.h"

#include "base/net.h"
#include "base/tunables.h"
#include "pkt/pkt.h"
#include "pkt/reset.h"
#include "obj/conn.h"
#include "obj/dest.h"
#include "obj/ops.h"
#include "xmit/emit.h"

#include <linux/in.h>

/* a server that was removed, or that is told to take nothing new */
static bool is_leaving(const struct lvs_dest *dest)
{
	return lvs_dest_is_dead(dest) || !READ_ONCE(dest->conf.weight);
}

/**
 * lvs_path_must_yield() - does an entry make way for a new one
 * @pkt: request that found the entry
 * @conn: the entry
 * @proto: its protocol
 *
 * Who begins a connection has none any more under these ports. It goes to the
 * old server as long as that one may know of the old connection, which is for
 * the two of them to settle; but never to a server that is leaving, which may
 * be down, so that the client would try in vain until the entry expires.
 *
 * Datagrams begin nothing, so all of them leave a removed server.
 *
 * Context: bottom halves off, RCU.
 * Return: true if @conn is to be ended and @pkt to be scheduled.
 */
bool lvs_path_must_yield(const struct lvs_pkt *pkt,
			 const struct lvs_conn *conn,
			 const struct lvs_proto_ops *proto)
{
	const struct lvs_tunables *knobs = pkt->lnet->tunables;
	bool heard;

	if (!proto->begins)
		return unlikely(lvs_dest_is_dead(conn->dest)) &&
		       READ_ONCE(knobs->expire_nodest_conn) &&
		       proto->opens(pkt);
	if (!proto->begins(pkt))
		return false;
	if (READ_ONCE(knobs->expire_nodest_conn) && is_leaving(conn->dest))
		return true;
	heard = !(lvs_conn_flags(conn) & LVS_CONN_F_NOOUTPUT);
	return proto->reopens(lvs_conn_state(conn), heard,
			      READ_ONCE(knobs->conn_reuse_mode));
}

/**
 * lvs_path_refuse() - a request whose server was removed
 * @pkt: request
 * @conn: its connection
 * @proto: its protocol
 *
 * The client is told at once instead of sending into nothing until its own
 * time-out. The entry stays for a while, since the server does not know yet.
 * Where flows may outlive their server's removal, the client is left to send
 * again until the server is back. An SCTP packet is given to the stack, which
 * answers what it does not know by an ABORT, or, without SCTP, by an ICMP error
 * to the same effect.
 *
 * Context: bottom halves off, RCU.
 * Return: NF_DROP, or NF_ACCEPT.
 */
unsigned int lvs_path_refuse(struct lvs_pkt *pkt, struct lvs_conn *conn,
			     const struct lvs_proto_ops *proto)
{
	const struct lvs_tunables *knobs = pkt->lnet->tunables;

	if (!READ_ONCE(knobs->expire_nodest_conn))
		return lvs_emit_drop(pkt, LVS_REASON_DEST_GONE);
	if (pkt->tuple.proto == IPPROTO_TCP)
		lvs_reply_reset(pkt);
	lvs_conn_set_state(conn, proto->ended,
			   proto->is_active(proto->ended));
	lvs_conn_refresh(conn, proto->timeout_jif(knobs,
						  conn->dest->timeout_jif,
						  proto->ended));
	if (pkt->tuple.proto == IPPROTO_SCTP)
		return NF_ACCEPT;
	return lvs_emit_drop(pkt, LVS_REASON_DEST_GONE);
}

/**
 * lvs_path_refuse_server() - a reply to a client that was told it is over
 * @pkt: from a server that was removed
 *
 * It must not reach the client, who would see the server's own address once
 * the entry is gone; and the server need not try until its time-out.
 *
 * Context: bottom halves off, RCU.
 * Return: NF_DROP.
 */
unsigned int lvs_path_refuse_server(struct lvs_pkt *pkt)
{
	if (pkt->tuple.proto == IPPROTO_TCP)
		lvs_reply_reset(pkt);
	return lvs_emit_drop(pkt, LVS_REASON_DEST_GONE);
}
