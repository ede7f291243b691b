// SPDX-License-Identifier: GPL-2.0
/*
 * A packet's way through us, in the policy tier. Floor 7.
 */
#include "path/in.h"

#include "app/apps.h"
#include "base/counters.h"
#include "base/net.h"
#include "obj/conn_table.h"
#include "obj/dest.h"
#include "obj/ops.h"
#include "obj/svc_table.h"
#include "path/advance.h"
#include "path/answer.h"
#include "path/begin.h"
#include "path/ct.h"
#include "path/expected.h"
#include "path/find.h"
#include "path/proven.h"
#include "path/send.h"
#include "path/stray.h"
#include "path/yield.h"
#include "pkt/pkt.h"
#include "proto/protos.h"
#include "xmit/emit.h"
#include "xmit/nat.h"

#include <linux/err.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>

static unsigned int request(struct lvs_pkt *pkt, struct lvs_conn *conn,
			    const struct lvs_proto_ops *proto)
{
	if (unlikely(lvs_dest_is_dead(conn->dest)))
		return lvs_path_refuse(pkt, conn, proto);
	lvs_path_advance(pkt, conn, proto, lvs_path_dir_in(conn));
	return lvs_path_send(pkt, conn);
}

static void note_reply(struct lvs_pkt *pkt, struct lvs_conn *conn,
		       const struct lvs_proto_ops *proto)
{
	lvs_counters_out(conn->dest->counters, lvs_path_segments(pkt),
			 pkt->skb->len);
	lvs_path_advance(pkt, conn, proto, LVS_DIR_OUT);
}

/* whoever sends datagrams is told nothing: they just go to another server */
static bool was_told_of_end(const struct lvs_conn *conn,
			    const struct lvs_proto_ops *proto)
{
	return proto->begins && lvs_conn_state(conn) == proto->ended;
}

static unsigned int reply(struct lvs_pkt *pkt, struct lvs_conn *conn,
			  const struct lvs_proto_ops *proto)
{
	unsigned int verdict;

	if (unlikely(lvs_dest_is_dead(conn->dest)) &&
	    was_told_of_end(conn, proto))
		return lvs_path_refuse_server(pkt);
	if (unlikely(lvs_conn_flags(conn) & LVS_CONN_F_APP) &&
	    lvs_app_segment(pkt, conn, proto, LVS_DIR_OUT))
		return lvs_emit_drop(pkt, LVS_REASON_HEADROOM);
	note_reply(pkt, conn, proto);
	lvs_ct_reply(pkt, conn);
	verdict = lvs_nat_reply(pkt, conn);
	if (verdict == NF_ACCEPT)
		lvs_proven_onward(pkt, conn);
	return verdict;
}

/*
 * A server that has the virtual address itself may have us as its router, or be
 * this machine. Its replies need nothing, but they tell how its half of the
 * connection fares. True if it was one.
 */
static bool see_reply(struct lvs_pkt *pkt, const struct lvs_proto_ops *proto)
{
	struct lvs_tuple back = lvs_tuple_reverse(&pkt->tuple);
	enum lvs_conn_node_idx which;
	struct lvs_conn *conn;

	if (likely(!lvs_conn_table_is_one_way(pkt->lnet)))
		return false;
	conn = lvs_path_find(pkt->lnet, &back, proto, &which);
	if (!conn || which != LVS_CONN_REQUEST ||
	    lvs_conn_flags(conn) & LVS_CONN_F_TWO_NODES)
		return false;
	lvs_conn_clear_flag(conn, LVS_CONN_F_NOOUTPUT);
	note_reply(pkt, conn, proto);
	return true;
}

/* of no flow, and no service's: a server may have sent it */
static unsigned int stray(struct lvs_pkt *pkt,
			  const struct lvs_proto_ops *proto)
{
	struct lvs_conn_room room;
	struct lvs_conn *conn;

	conn = lvs_stray_conn(pkt, proto, &room);
	if (conn)
		return reply(pkt, conn, proto);
	return lvs_stray_refuse(pkt);
}

static unsigned int begin(struct lvs_pkt *pkt,
			  const struct lvs_proto_ops *proto)
{
	struct lvs_svc *svc;

	lvs_path_answer(pkt);
	if (pkt->hook == NF_INET_LOCAL_OUT && see_reply(pkt, proto))
		return NF_ACCEPT;
	svc = lvs_svc_find_flow(pkt->lnet, &pkt->tuple, pkt->skb->mark);
	if (svc)
		return lvs_path_begin(pkt, svc, proto);
	return lvs_stray_matters(pkt->lnet) ? stray(pkt, proto) : NF_ACCEPT;
}

/**
 * lvs_path_in() - a packet that was delivered to or made on this machine
 * @pkt: parsed
 *
 * Context: bottom halves off, RCU.
 * Return: an NF verdict.
 */
unsigned int lvs_path_in(struct lvs_pkt *pkt)
{
	const struct lvs_proto_ops *proto = lvs_proto_find(pkt->tuple.proto);
	enum lvs_conn_node_idx which;
	struct lvs_conn *conn;

	if (!proto)
		return NF_ACCEPT;
	if (lvs_path_was_missed(pkt))
		conn = NULL;
	else
		conn = lvs_path_find(pkt->lnet, &pkt->tuple, proto, &which);
	if (conn && which == LVS_CONN_REQUEST &&
	    unlikely(lvs_path_must_yield(pkt, conn, proto))) {
		lvs_conn_unlink(pkt->lnet, conn);
		conn = NULL;
	}
	if (!conn)
		conn = lvs_expected(pkt, proto, &which);
	if (IS_ERR(conn))
		return lvs_emit_drop(pkt, LVS_REASON_NO_MEMORY);
	if (!conn)
		return begin(pkt, proto);
	if (which == LVS_CONN_REPLY)
		return reply(pkt, conn, proto);
	return request(pkt, conn, proto);
}

/**
 * lvs_path_reply() - a packet that is forwarded through this machine
 * @pkt: parsed; a reply of a server, or none of ours
 *
 * Context: bottom halves off, RCU.
 * Return: an NF verdict.
 */
unsigned int lvs_path_reply(struct lvs_pkt *pkt)
{
	const struct lvs_proto_ops *proto = lvs_proto_find(pkt->tuple.proto);
	enum lvs_conn_node_idx which;
	struct lvs_conn *conn;
	bool known;

	if (!proto)
		return NF_ACCEPT;
	conn = lvs_path_find(pkt->lnet, &pkt->tuple, proto, &which);
	if (!conn)
		conn = lvs_expected(pkt, proto, &which);
	if (IS_ERR(conn))
		return lvs_emit_drop(pkt, LVS_REASON_NO_MEMORY);
	if (conn && which == LVS_CONN_REPLY)
		return reply(pkt, conn, proto);
	known = conn || see_reply(pkt, proto);
	lvs_path_answer(pkt);
	if (likely(known || !lvs_stray_matters(pkt->lnet)))
		return NF_ACCEPT;
	return stray(pkt, proto);
}

/**
 * lvs_path_cut() - a packet whose transport header ends too soon
 * @pkt: its flow is known, nothing else
 *
 * A reply would show the client an address that is not the service's: it
 * cannot be translated. Everything else is left to its receiver's judgement.
 *
 * Context: bottom halves off, RCU.
 * Return: an NF verdict.
 */
unsigned int lvs_path_cut(struct lvs_pkt *pkt)
{
	enum lvs_conn_node_idx which;

	if (!lvs_conn_find(pkt->lnet, &pkt->tuple, &which) ||
	    which != LVS_CONN_REPLY)
		return NF_ACCEPT;
	return lvs_emit_drop(pkt, LVS_REASON_MALFORMED);
}
