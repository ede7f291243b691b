// SPDX-License-Identifier: GPL-2.0
/*
 * Masquerading: the server's address takes the place of the virtual one, and
 * the other way round in replies. Floor 5.
 */
#include "xmit/nat.h"

#include "obj/conn.h"
#include "obj/dest.h"
#include "obj/ops.h"
#include "pkt/pkt.h"
#include "pkt/reply.h"
#include "pkt/rewrite.h"
#include "xmit/emit.h"
#include "xmit/local.h"
#include "xmit/mtu.h"
#include "xmit/route.h"

#include <linux/in.h>
#include <linux/netfilter.h>

/* the receiver would find its addresses not to be those that were signed */
static bool is_signed(const struct lvs_pkt *pkt)
{
	return unlikely(pkt->tuple.proto == IPPROTO_AH);
}

static bool rewrite_request(struct lvs_pkt *pkt, const struct lvs_conn *conn)
{
	return !lvs_rewrite_end(pkt, LVS_END_DST,
				lvs_conn_words(conn, LVS_CONN_SERVER),
				conn->port[LVS_CONN_SERVER]);
}

static unsigned int send_local(struct lvs_pkt *pkt, struct lvs_conn *conn,
			       struct lvs_dest *dest,
			       const struct lvs_route *route)
{
	if (!lvs_local_may_take(pkt, dest))
		return lvs_emit_drop(pkt, LVS_REASON_ROUTE_LOOP);
	if (!rewrite_request(pkt, conn))
		return lvs_emit_drop(pkt, LVS_REASON_HEADROOM);
	lvs_local_forget_socket(pkt);
	return lvs_local_take(pkt, route);
}

static unsigned int send_nat(struct lvs_pkt *pkt, struct lvs_conn *conn,
			     struct lvs_dest *dest)
{
	struct lvs_route route;
	unsigned int verdict;

	if (is_signed(pkt))
		return lvs_emit_drop(pkt, LVS_REASON_SIGNED);
	if (!lvs_route_find(pkt, dest, &route)) {
		lvs_reply_no_route(pkt);
		return lvs_emit_drop(pkt, LVS_REASON_NO_ROUTE);
	}
	if (route.local) {
		verdict = send_local(pkt, conn, dest, &route);
		goto put_route;
	}
	verdict = NF_DROP;
	if (!lvs_remote_may_take(pkt)) {
		lvs_emit_drop(pkt, LVS_REASON_ROUTE_LOOP);
		goto put_route;
	}
	if (!lvs_may_go(pkt, route.mtu))
		goto put_route;
	if (!rewrite_request(pkt, conn)) {
		lvs_emit_drop(pkt, LVS_REASON_HEADROOM);
		goto put_route;
	}
	if (pkt->hook != NF_INET_LOCAL_OUT)
		lvs_ttl_decrease(pkt);
	lvs_route_use(pkt, &route);
	return lvs_emit(pkt);

put_route:
	lvs_route_put(&route);
	return verdict;
}

/**
 * lvs_nat_reply() - give a server's packet the virtual service's address
 * @pkt: from the server
 * @conn: its connection
 *
 * Context: bottom halves off.
 * Return: NF_ACCEPT, so that the packet goes on where it was, or NF_DROP.
 */
unsigned int lvs_nat_reply(struct lvs_pkt *pkt, struct lvs_conn *conn)
{
	if (is_signed(pkt))
		return lvs_emit_drop(pkt, LVS_REASON_SIGNED);
	if (lvs_rewrite_end(pkt, LVS_END_SRC,
			    lvs_conn_words(conn, LVS_CONN_VIRTUAL),
			    conn->port[LVS_CONN_VIRTUAL]))
		return lvs_emit_drop(pkt, LVS_REASON_HEADROOM);
	if (pkt->hook != NF_INET_LOCAL_IN && lvs_route_reply(pkt))
		return lvs_emit_drop(pkt, LVS_REASON_NO_ROUTE);
	lvs_local_forget_socket(pkt);
	lvs_emit_mark(pkt);
	return NF_ACCEPT;
}

const struct lvs_method_ops lvs_method_nat = {
	.name = "Masq",
	.sees_replies = true,
	.send = send_nat,
};
