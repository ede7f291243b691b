// SPDX-License-Identifier: GPL-2.0
/*
 * A packet's nf_conn goes with it and knows of the translation. Floor 7.
 *
 * With net.ipv4.vs.conntrack on, a flow has an nf_conn beside its entry. Its
 * original direction is what the client sent; before it is confirmed, which is
 * at the packet's last hook, its reply direction is told what the server will
 * send. It is not told of any NAT of its own: we translate, netfilter does
 * not. So SNAT in POSTROUTING works as for any other flow:
 *
 *	client:c -> virtual:v	comes; reply direction: virtual:v -> client:c
 *	client:c -> server:s	leaves us; reply direction: server:s -> client:c
 *	we:w -> server:s	leaves POSTROUTING; reply: server:s -> we:w
 *	server:s -> we:w	comes back; SNAT is undone before routing:
 *	server:s -> client:c	finds our entry
 *	virtual:v -> client:c	leaves
 *
 * A packet that conntrack does not know, or has refused, goes on untracked: an
 * nf_conn that began after the translation would take the reply's place.
 */
#include "path/ct.h"

#include "base/net.h"
#include "obj/conn.h"
#include "obj/nfct.h"
#include "pkt/pkt.h"

#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/netfilter/nf_conntrack.h>
#include <uapi/linux/lvs.h>

static bool is_followed(const struct lvs_conn *conn)
{
	return unlikely(lvs_conn_flags(conn) & LVS_CONN_F_NFCT);
}

static bool is_translated(const struct lvs_conn *conn)
{
	return lvs_conn_fwd(conn) == LVS_FWD_MASQ &&
	       !(lvs_conn_flags(conn) & LVS_CONN_F_ONE_PACKET);
}

/* the packet's nf_conn, which stays with it; NULL if it has none */
static struct nf_conn *keep(struct lvs_pkt *pkt, enum ip_conntrack_info *info)
{
	struct nf_conn *ct = nf_ct_get(pkt->skb, info);

	if (!ct || nf_ct_is_template(ct))
		return NULL;
	pkt->flags |= LVS_PKT_F_TRACKED;
	return ct;
}

/* may its reply direction still be changed */
static bool is_new(const struct nf_conn *ct, enum ip_conntrack_info info)
{
	return !nf_ct_is_confirmed(ct) &&
	       CTINFO2DIR(info) == IP_CT_DIR_ORIGINAL;
}

/* packets that follow a flow without ports of their own keep their zeros */
static __be16 port_of(const struct lvs_pkt *pkt, const struct lvs_conn *conn,
		      enum lvs_conn_end end)
{
	return lvs_tuple_has_ports(&pkt->tuple) ? conn->port[end] : 0;
}

static void set_addr(union nf_inet_addr *addr, const struct lvs_conn *conn,
		     enum lvs_conn_end end)
{
	memcpy(addr, lvs_conn_words(conn, end), lvs_family_bytes(conn->family));
}

/* does it expect replies of this server */
static bool expects(const struct nf_conn *ct, const struct lvs_conn *conn)
{
	const struct nf_conntrack_tuple *reply =
		nf_ct_tuple(ct, IP_CT_DIR_REPLY);

	return reply->src.u.all == conn->port[LVS_CONN_SERVER] &&
	       lvs_words_equal(conn->family,
			       lvs_conn_words(conn, LVS_CONN_SERVER),
			       reply->src.u3.ip6);
}

/* a flow of the past had the same ends, and its nf_conn is no use any more */
static bool is_stale(const struct nf_conn *ct, const struct lvs_conn *conn)
{
	if (nf_ct_is_dying(ct))
		return true;
	return nf_ct_is_confirmed(ct) && is_translated(conn) &&
	       !expects(ct, conn);
}

/**
 * lvs_ct_begin() - see to it that a new flow has an nf_conn of its own
 * @pkt: its first packet, as it came
 * @conn: its connection
 *
 * Context: bottom halves off, RCU.
 */
void lvs_ct_begin(struct lvs_pkt *pkt, const struct lvs_conn *conn)
{
	struct nf_hook_state state = {
		.hook = pkt->hook,
		.pf = lvs_pkt_family(pkt),
		.in = pkt->skb->dev,
		.sk = pkt->skb->sk,
		.net = pkt->lnet->net,
	};
	enum ip_conntrack_info info;
	struct nf_conn *ct;

	if (!is_followed(conn))
		return;
	ct = nf_ct_get(pkt->skb, &info);
	if (ct && CTINFO2DIR(info) == IP_CT_DIR_ORIGINAL && is_stale(ct, conn))
		lvs_nfct_renew(pkt->lnet, pkt->skb, &state);
}

/*
 * How the replies to a packet will look, to be put right while its nf_conn is
 * new; NULL if nothing is to be done.
 */
static struct nf_conntrack_tuple *follow(struct lvs_pkt *pkt,
					 const struct lvs_conn *conn)
{
	enum ip_conntrack_info info;
	struct nf_conn *ct;

	if (!is_followed(conn))
		return NULL;
	ct = keep(pkt, &info);
	if (!ct || !is_new(ct, info) || !is_translated(conn))
		return NULL;
	return nf_ct_tuple(ct, IP_CT_DIR_REPLY);
}

/**
 * lvs_ct_request() - let the nf_conn of a client's packet follow it
 * @pkt: as it came
 * @conn: its connection
 *
 * Context: bottom halves off, RCU.
 */
void lvs_ct_request(struct lvs_pkt *pkt, const struct lvs_conn *conn)
{
	struct nf_conntrack_tuple *reply = follow(pkt, conn);

	if (!reply)
		return;
	set_addr(&reply->src.u3, conn, LVS_CONN_SERVER);
	reply->src.u.all = port_of(pkt, conn, LVS_CONN_SERVER);
}

/**
 * lvs_ct_reply() - let the nf_conn of a server's packet follow it
 * @pkt: as it came
 * @conn: its connection, whose method is NAT
 *
 * The nf_conn is a new one only if an older one was lost, or the server speaks
 * first; what answers it then goes to the virtual service.
 *
 * Context: bottom halves off, RCU.
 */
void lvs_ct_reply(struct lvs_pkt *pkt, const struct lvs_conn *conn)
{
	struct nf_conntrack_tuple *reply = follow(pkt, conn);

	if (!reply)
		return;
	set_addr(&reply->dst.u3, conn, LVS_CONN_VIRTUAL);
	reply->dst.u.all = port_of(pkt, conn, LVS_CONN_VIRTUAL);
}

/**
 * lvs_ct_error() - let the nf_conn that an ICMP error is about follow it
 * @pkt: the error
 * @conn: connection that it is about
 *
 * Context: bottom halves off, RCU.
 */
void lvs_ct_error(struct lvs_pkt *pkt, const struct lvs_conn *conn)
{
	enum ip_conntrack_info info;

	if (is_followed(conn))
		keep(pkt, &info);
}
