// SPDX-License-Identifier: GPL-2.0
/*
 * A server's packet that belongs to no flow that we know. Floor 7.
 *
 * There are three kinds. Answers of one-packet services, whose questions left
 * no trace: the server's address alone tells the virtual address and port that
 * they get, so a server and port may belong to one such service. First packets
 * of flows that a server begins, where the service's persistence engine knows
 * of such. And what a masqueraded server sends after its flow has ended, which
 * may be refused.
 *
 * A packet that answers one that had been sent to the server itself is none of
 * these. That much is known if connections are tracked, or if a connected
 * socket of this machine waits for it. Otherwise what comes to this machine is
 * taken for an answer to itself, such as checks of servers get, unless it comes
 * to the virtual address, which clients on this machine have as theirs.
 */
#include "path/stray.h"

#include "obj/conn.h"
#include "obj/conn_table.h"
#include "obj/dest.h"
#include "obj/dest_table.h"
#include "obj/ops.h"
#include "obj/svc.h"
#include "path/admit.h"
#include "path/choose.h"
#include "path/persist.h"
#include "path/pick.h"
#include "pkt/pkt.h"
#include "pkt/reply.h"
#include "xmit/emit.h"

#include <linux/in.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/netfilter/nf_conntrack.h>
#include <uapi/linux/lvs.h>

static bool is_answer_to_server(const struct lvs_pkt *pkt)
{
	enum ip_conntrack_info info;

	if (pkt->hook == NF_INET_LOCAL_IN && pkt->skb->sk)
		return true;
	return nf_ct_get(pkt->skb, &info) &&
	       CTINFO2DIR(info) == IP_CT_DIR_REPLY;
}

static bool is_nat(struct lvs_net *lnet, const struct lvs_dest *dest)
{
	return READ_ONCE(dest->conf.fwd) == LVS_FWD_MASQ;
}

/* servers of any port begin flows of their own from there too */
static bool is_nat_of_port(struct lvs_net *lnet, const struct lvs_dest *dest)
{
	return dest->conf.port && is_nat(lnet, dest);
}

static struct lvs_svc *find_svc(struct lvs_net *lnet,
				const struct lvs_dest *dest)
{
	return dest->svc.fwmark ? NULL : lvs_svc_find(lnet, &dest->svc);
}

static bool svc_lets_begin(const struct lvs_svc *svc)
{
	const struct lvs_engine_ops *engine = READ_ONCE(svc->engine);

	return engine && engine->servers_begin;
}

static bool is_of_once(struct lvs_net *lnet, const struct lvs_dest *dest)
{
	const struct lvs_svc *svc;

	if (!is_nat(lnet, dest))
		return false;
	svc = find_svc(lnet, dest);
	return svc && lvs_svc_is_once(svc, IPPROTO_UDP);
}

static bool owns_strays(struct lvs_net *lnet, const struct lvs_dest *dest)
{
	const struct lvs_svc *svc;

	if (!is_nat(lnet, dest))
		return false;
	svc = find_svc(lnet, dest);
	return svc && (lvs_svc_is_once(svc, IPPROTO_UDP) ||
		       svc_lets_begin(svc));
}

/* the server that packets of @flow come from, of those that are @wanted */
static struct lvs_dest *find_owner(const struct lvs_pkt *pkt,
				   const struct lvs_tuple *flow,
				   lvs_dest_wanted wanted)
{
	struct lvs_dest *dest;

	if (flow->proto != IPPROTO_UDP ||
	    !READ_ONCE(pkt->lnet->svcs->strays) || is_answer_to_server(pkt))
		return NULL;
	dest = lvs_dest_table_find(pkt->lnet, &flow->src, flow->sport,
				   IPPROTO_UDP, wanted);
	if (dest && pkt->hook == NF_INET_LOCAL_IN &&
	    !lvs_addr_equal(&flow->dst, &dest->svc.addr))
		return NULL;
	return dest;
}

/* the flow of the client's packets, from that of a server's packet */
static struct lvs_tuple client_flow(const struct lvs_tuple *flow,
				    const struct lvs_dest *dest)
{
	return (struct lvs_tuple) {
		.src = flow->dst,
		.dst = dest->svc.addr,
		.sport = flow->dport,
		.dport = dest->svc.port ?: flow->sport,
		.proto = flow->proto,
	};
}

/* the connection that a server's packet of this flow would have */
static struct lvs_conn *lend_conn(const struct lvs_tuple *flow,
				  struct lvs_dest *dest,
				  struct lvs_conn_room *room)
{
	struct lvs_conn_key key = {
		.flow = client_flow(flow, dest),
		.server = flow->src,
		.server_port = flow->sport,
	};

	return lvs_conn_lend(room, &key, dest,
			     LVS_FWD_MASQ | LVS_CONN_F_INACTIVE);
}

/* a call that the server made itself is remembered as those of clients are */
static struct lvs_conn *remember(struct lvs_pkt *pkt,
				 const struct lvs_tuple *flow,
				 struct lvs_svc *svc, struct lvs_dest *dest)
{
	struct lvs_persist_name name;
	struct lvs_conn *tmpl;

	if (!lvs_persist_name(pkt, svc, flow, &name))
		return NULL;
	tmpl = lvs_persist_find(pkt->lnet, svc, &name);
	if (tmpl && tmpl->dest != dest) {
		lvs_conn_unlink(pkt->lnet, tmpl);
		tmpl = NULL;
	}
	if (tmpl)
		return tmpl;
	if (unlikely(!lvs_admit(pkt->lnet)))
		return NULL;
	return lvs_persist_make(pkt->lnet, svc, &name, dest);
}

/* the flow that a server begins, as if its client had */
static struct lvs_conn *begin(struct lvs_pkt *pkt, struct lvs_svc *svc,
			      struct lvs_choice *choice,
			      const struct lvs_proto_ops *proto)
{
	struct lvs_pkt request = *pkt;
	enum lvs_reason why;

	if (unlikely(!lvs_admit(pkt->lnet)))
		return NULL;
	request.tuple = client_flow(&pkt->tuple, choice->dest);
	return lvs_pick_chosen(&request, svc, choice, proto, &why);
}

/**
 * lvs_stray_conn() - the connection that a server's packet should have had
 * @pkt: parsed; belongs to no flow
 * @proto: its protocol
 * @room: for a connection that lasts as long as the packet
 *
 * Context: bottom halves off, RCU.
 * Return: a connection, new or in @room, or NULL if the packet is no server's
 * or has none.
 */
struct lvs_conn *lvs_stray_conn(struct lvs_pkt *pkt,
				const struct lvs_proto_ops *proto,
				struct lvs_conn_room *room)
{
	struct lvs_choice choice = {};
	struct lvs_tuple flow;
	struct lvs_svc *svc;

	choice.dest = find_owner(pkt, &pkt->tuple, owns_strays);
	svc = choice.dest ? find_svc(pkt->lnet, choice.dest) : NULL;
	if (!svc)
		return NULL;
	flow = client_flow(&pkt->tuple, choice.dest);
	if (svc_lets_begin(svc) && lvs_svc_is_persistent(svc)) {
		choice.tmpl = remember(pkt, &flow, svc, choice.dest);
		if (!choice.tmpl && !lvs_svc_is_once(svc, IPPROTO_UDP))
			return NULL;
	}
	if (lvs_svc_is_once(svc, IPPROTO_UDP))
		return lend_conn(&pkt->tuple, choice.dest, room);
	return begin(pkt, svc, &choice, proto);
}

/**
 * lvs_stray_quoted() - the connection of a packet that an ICMP error quotes
 * @pkt: the error
 * @flow: of packets that answer the quoted one; no connection has it
 * @room: for a connection that lasts as long as the error
 *
 * Context: bottom halves off, RCU.
 * Return: a connection in @room if a server of a one-packet service answers,
 * else NULL.
 */
struct lvs_conn *lvs_stray_quoted(struct lvs_pkt *pkt,
				  const struct lvs_tuple *flow,
				  struct lvs_conn_room *room)
{
	struct lvs_dest *dest = find_owner(pkt, flow, is_of_once);

	return dest ? lend_conn(flow, dest, room) : NULL;
}

/* nobody answers what ends a flow, or what has no ports to be refused at */
static bool may_be_refused(const struct lvs_pkt *pkt)
{
	switch (pkt->tuple.proto) {
	case IPPROTO_TCP:
		return !(pkt->tcp_flags & LVS_TCP_RST);
	case IPPROTO_SCTP:
		return pkt->sctp_chunk != LVS_SCTP_ABORT;
	default:
		return pkt->tuple.proto == IPPROTO_UDP;
	}
}

/**
 * lvs_stray_refuse() - tell a server that nobody wants its packet
 * @pkt: parsed; belongs to no flow
 *
 * What is for this machine itself finds its socket, or an answer of the stack:
 * only what would be forwarded is looked at.
 *
 * Context: bottom halves off, RCU.
 * Return: NF_ACCEPT, or NF_DROP after a masqueraded server was told.
 */
unsigned int lvs_stray_refuse(struct lvs_pkt *pkt)
{
	const struct lvs_tuple *flow = &pkt->tuple;

	if (!READ_ONCE(pkt->lnet->tunables->nat_icmp_send) ||
	    pkt->hook != NF_INET_FORWARD || !may_be_refused(pkt) ||
	    is_answer_to_server(pkt))
		return NF_ACCEPT;
	if (!lvs_dest_table_find(pkt->lnet, &flow->src, flow->sport,
				 flow->proto, is_nat_of_port))
		return NF_ACCEPT;
	lvs_reply_unreachable(pkt);
	return lvs_emit_drop(pkt, LVS_REASON_STRAY);
}
