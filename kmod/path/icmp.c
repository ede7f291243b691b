// SPDX-License-Identifier: GPL-2.0
/*
 * ICMP errors that are about our flows. Floor 7.
 *
 * An error belongs to the flow of the packets that answer the quoted one: it
 * goes where those go.
 */
#include "path/icmp.h"

#include "base/counters.h"
#include "base/net.h"
#include "base/tunables.h"
#include "obj/dest.h"
#include "obj/ops.h"
#include "obj/svc.h"
#include "obj/svc_table.h"
#include "path/ct.h"
#include "path/find.h"
#include "path/pick.h"
#include "path/stray.h"
#include "path/tunnel_error.h"
#include "pkt/pkt.h"
#include "pkt/quote.h"
#include "proto/protos.h"
#include "xmit/emit.h"
#include "xmit/icmp_nat.h"
#include "xmit/methods.h"

#include <linux/netfilter.h>
#include <linux/skbuff.h>

/* translating would make a broken checksum look right */
static bool checksum_is_wrong(struct lvs_pkt *pkt)
{
	return nf_checksum(pkt->skb, pkt->hook, pkt->l4_offset,
			   pkt->tuple.proto, lvs_pkt_family(pkt));
}

static unsigned int to_server(struct lvs_pkt *pkt,
			      const struct lvs_quote *quote,
			      struct lvs_conn *conn)
{
	const struct lvs_method_ops *method;

	if (lvs_dest_is_dead(conn->dest))
		return lvs_emit_drop(pkt, LVS_REASON_DEST_GONE);
	method = lvs_method_find(lvs_conn_fwd(conn));
	if (!method)
		return lvs_emit_drop(pkt, LVS_REASON_METHOD);
	lvs_counters_in(conn->dest->counters, 1, pkt->skb->len);
	if (method->sees_replies)
		return lvs_icmp_to_server(pkt, quote, conn, conn->dest);
	return method->send(pkt, conn, conn->dest);
}

/*
 * A flow that we have not seen: a scheduler that always gives the same client
 * the same server finds the one which the error concerns.
 */
static struct lvs_conn *begin(const struct lvs_pkt *pkt,
			      const struct lvs_tuple *flow,
			      const struct lvs_proto_ops *proto,
			      struct lvs_conn_room *room)
{
	struct lvs_pkt quoted = *pkt;
	enum lvs_reason why;
	struct lvs_svc *svc;

	if (!READ_ONCE(pkt->lnet->tunables->schedule_icmp) || proto->leads)
		return NULL;
	svc = lvs_svc_find_flow(pkt->lnet, flow, pkt->skb->mark);
	if (!svc || checksum_is_wrong(&quoted))
		return NULL;
	quoted.tuple = *flow;
	quoted.sctp_chunk = LVS_SCTP_NO_CHUNK;
	if (lvs_svc_is_once(svc, flow->proto))
		return lvs_pick_once(&quoted, svc, room, &why);
	return lvs_pick(&quoted, svc, proto, &why);
}

/* NULL if the quoted packet is of no flow that has or gets a connection */
static struct lvs_conn *find_conn(struct lvs_pkt *pkt, struct lvs_quote *quote,
				  struct lvs_conn_room *room,
				  enum lvs_conn_node_idx *which)
{
	const struct lvs_proto_ops *proto = lvs_proto_find(quote->flow.proto);
	struct lvs_tuple flow;
	struct lvs_conn *conn;

	if (!proto || !lvs_quote_ports(pkt, quote))
		return NULL;
	flow = lvs_quote_reverse(quote);
	conn = lvs_path_find(pkt->lnet, &flow, proto, which);
	if (!conn && lvs_stray_matters(pkt->lnet)) {
		*which = LVS_CONN_REPLY;
		conn = lvs_stray_quoted(pkt, &flow, room);
	}
	if (conn)
		return conn;
	*which = LVS_CONN_REQUEST;
	return begin(pkt, &flow, proto, room);
}

/**
 * lvs_path_icmp() - an ICMP packet, delivered, forwarded or made here
 * @pkt: parsed; of ICMP or ICMPv6
 *
 * Context: bottom halves off, RCU.
 * Return: an NF verdict.
 */
unsigned int lvs_path_icmp(struct lvs_pkt *pkt)
{
	enum lvs_conn_node_idx which;
	struct lvs_quote quote = {};
	struct lvs_conn_room room;
	struct lvs_conn *conn;

	if (!lvs_quote_error(pkt, &quote))
		return NF_ACCEPT;
	conn = find_conn(pkt, &quote, &room, &which);
	if (!conn)
		return pkt->hook == NF_INET_LOCAL_IN ?
		       lvs_path_tunnel_error(pkt, &quote) : NF_ACCEPT;
	if (checksum_is_wrong(pkt))
		return lvs_emit_drop(pkt, LVS_REASON_MALFORMED);
	lvs_ct_error(pkt, conn);
	if (which == LVS_CONN_REQUEST)
		return to_server(pkt, &quote, conn);
	lvs_counters_out(conn->dest->counters, 1, pkt->skb->len);
	return lvs_icmp_to_client(pkt, &quote, conn);
}
