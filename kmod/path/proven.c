// SPDX-License-Identifier: GPL-2.0
/*
 * Flows whose packets were seen to pass every rule on their way. Floor 7.
 *
 * A packet that comes to the last hook before its device has met all rules of
 * this machine. From then on packets like it, of its flow and direction, may go
 * by the fast tier, which meets none. A rule that refuses them at any hook
 * keeps them from coming here, and so keeps refusing.
 *
 * A request comes here while it is being sent, on the same CPU, so the sender
 * leaves word whose it is: inside a tunnel its flow could not be read. A packet
 * that was held up on its way, in a queue for a program say, is not known here,
 * and its flow is not taken for proven. A reply shows its flow.
 *
 * Where nobody else has a hook on the rest of the way, see path/road, there is
 * nothing to wait for: the flow is proven before its packet goes on, and our
 * last hook need not be there.
 */
#include "path/proven.h"

#include "base/net.h"
#include "base/tunables.h"
#include "obj/conn.h"
#include "obj/conn_table.h"
#include "obj/dest.h"
#include "path/road.h"
#include "pkt/pkt.h"
#include "xmit/direct.h"
#include "xmit/route.h"
#include "xmit/swift.h"

#include <linux/in.h>
#include <linux/netfilter.h>
#include <linux/percpu.h>
#include <linux/skbuff.h>
#include <linux/workqueue.h>
#include <net/ip6_fib.h>
#include <net/xfrm.h>

/*
 * Who sends what on a CPU; without @conn it is none that can be proven. Written
 * with bottom halves off.
 */
struct sending {
	const struct sk_buff *skb;
	struct lvs_conn *conn;
};

static DEFINE_PER_CPU(struct sending, sending);

/* flows of which each packet is to be read or followed */
#define PECULIAR (LVS_CONN_F_APP | LVS_CONN_F_NFCT | LVS_CONN_F_UNASSURED | \
		  LVS_CONN_F_EXPECT | LVS_CONN_F_TEMPLATE | \
		  LVS_CONN_F_OUT_SEQ | LVS_CONN_F_IN_SEQ)

/* can a packet of this flow go the short way; what is marked is met later */
static bool is_plain(const struct lvs_conn *conn)
{
	u32 flags = lvs_conn_flags(conn);

	if (flags & PECULIAR || conn->fwmark ||
	    !lvs_swift_knows(flags & LVS_CONN_F_FWD_MASK))
		return false;
	return conn->proto == IPPROTO_TCP || conn->proto == IPPROTO_UDP;
}

/* can the fast tier serve it: is there something to be found */
static bool suits(const struct lvs_conn *conn)
{
	return is_plain(conn) &&
	       !(lvs_conn_flags(conn) & LVS_CONN_F_ONE_PACKET);
}

static u32 cookie_of(const struct dst_entry *dst)
{
	if (dst->ops->family != AF_INET6)
		return 0;
	return rt6_get_cookie(container_of(dst, struct rt6_info, dst));
}

/* can the packets of its flow go by the fast tier, if this one passes */
static bool may_prove(const struct lvs_pkt *pkt, const struct lvs_conn *conn)
{
	return READ_ONCE(pkt->lnet->tunables->fastpath) &&
	       !secpath_exists(pkt->skb) && suits(conn);
}

/* let our last hook be there for the packets that come after this one */
static void want_last(struct lvs_net *lnet)
{
	if (likely(READ_ONCE(lnet->wants_last)))
		return;
	WRITE_ONCE(lnet->wants_last, true);
	queue_work(system_dfl_wq, lnet->last_post);
}

/* find and remember the route that the packet is going to leave by */
static bool set_way(struct lvs_pkt *pkt, struct lvs_dest *dest)
{
	struct lvs_route route;
	bool set;

	if (!lvs_route_find(pkt, dest, &route))
		return false;
	set = !route.local && lvs_direct_is_open(route.dst) &&
	      lvs_dest_set_way(dest, route.dst, cookie_of(route.dst));
	lvs_route_put(&route);
	return set;
}

/**
 * lvs_proven_openly() - nobody would see a request on its way: it is proven
 * @pkt: from the client, about to be sent; lvs_road_is_open_out()
 * @conn: its connection
 *
 * Context: bottom halves off, RCU.
 * Return: true if it can go the short way, by lvs_swift_request().
 */
bool lvs_proven_openly(struct lvs_pkt *pkt, struct lvs_conn *conn)
{
	if (!is_plain(conn) ||
	    (!lvs_dest_way(conn->dest) && !set_way(pkt, conn->dest)))
		return false;
	lvs_conn_set_flag(conn, LVS_CONN_F_SWIFT_IN);
	return true;
}

/**
 * lvs_proven_begin() - a request is about to be sent
 * @pkt: from the client; what this machine's own programs send is not meant
 * @conn: its connection
 *
 * Context: bottom halves off until lvs_proven_end().
 */
void lvs_proven_begin(struct lvs_pkt *pkt, struct lvs_conn *conn)
{
	this_cpu_write(sending.skb, pkt->skb);
	this_cpu_write(sending.conn, NULL);
	if (pkt->hook != NF_INET_LOCAL_IN || !may_prove(pkt, conn))
		return;
	if (lvs_road_is_open_out(pkt->lnet, conn->dest->conf.addr.family)) {
		lvs_proven_openly(pkt, conn);
	} else {
		this_cpu_write(sending.conn, conn);
		want_last(pkt->lnet);
	}
}

/**
 * lvs_proven_end() - a request has been sent
 *
 * Context: bottom halves off since lvs_proven_begin().
 */
void lvs_proven_end(void)
{
	this_cpu_write(sending.skb, NULL);
}

/**
 * lvs_proven_request() - a packet is at the last hook: is it being sent
 * @skb: packet that we have handled
 *
 * Context: bottom halves off, RCU.
 * Return: true if it is the request that is being sent on this CPU.
 */
bool lvs_proven_request(const struct sk_buff *skb)
{
	struct dst_entry *dst = skb_dst(skb);
	struct lvs_conn *conn;

	if (this_cpu_read(sending.skb) != skb)
		return false;
	conn = this_cpu_read(sending.conn);
	if (conn && lvs_direct_is_open(dst) &&
	    lvs_dest_set_way(conn->dest, dst, cookie_of(dst)))
		lvs_conn_set_flag(conn, LVS_CONN_F_SWIFT_IN);
	return true;
}

static void prove_reply(const struct lvs_pkt *pkt, struct lvs_conn *conn)
{
	struct dst_entry *dst = skb_dst(pkt->skb);

	if (!lvs_direct_is_open(dst))
		return;
	lvs_conn_set_way_back(conn, dst, cookie_of(dst));
	lvs_conn_set_flag(conn, LVS_CONN_F_SWIFT_OUT);
}

/**
 * lvs_proven_onward() - a reply is about to be forwarded
 * @pkt: translated, and routed as it will leave
 * @conn: its connection
 *
 * Context: bottom halves off, RCU.
 */
void lvs_proven_onward(const struct lvs_pkt *pkt, struct lvs_conn *conn)
{
	if (pkt->hook != NF_INET_FORWARD || !may_prove(pkt, conn))
		return;
	if (lvs_road_is_open_on(pkt->lnet, lvs_pkt_family(pkt)))
		prove_reply(pkt, conn);
	else
		want_last(pkt->lnet);
}

/**
 * lvs_proven_reply() - a packet is at the last hook, and may be a reply
 * @pkt: packet that we have handled, as it leaves
 *
 * Context: bottom halves off, RCU.
 */
void lvs_proven_reply(struct lvs_pkt *pkt)
{
	struct lvs_tuple back = lvs_tuple_reverse(&pkt->tuple);
	enum lvs_conn_node_idx which;
	struct lvs_conn *conn;

	conn = lvs_conn_find(pkt->lnet, &back, &which);
	if (conn && which == LVS_CONN_REQUEST && suits(conn) &&
	    lvs_conn_flags(conn) & LVS_CONN_F_TWO_NODES)
		prove_reply(pkt, conn);
}
