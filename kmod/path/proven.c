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
 */
#include "path/proven.h"

#include "obj/conn.h"
#include "obj/conn_table.h"
#include "obj/dest.h"
#include "pkt/pkt.h"
#include "xmit/direct.h"
#include "xmit/swift.h"

#include <linux/in.h>
#include <linux/netfilter.h>
#include <linux/percpu.h>
#include <linux/skbuff.h>
#include <net/ip6_fib.h>

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
		  LVS_CONN_F_ONE_PACKET | LVS_CONN_F_OUT_SEQ | \
		  LVS_CONN_F_IN_SEQ)

/**
 * lvs_proven_suits() - can the fast tier serve a flow at all
 * @conn: its connection; what is marked is met later
 *
 * Context: softirq, RCU.
 * Return: false if each of its packets is to be read or followed.
 */
bool lvs_proven_suits(const struct lvs_conn *conn)
{
	u32 flags = lvs_conn_flags(conn);

	if (flags & PECULIAR || conn->fwmark ||
	    !lvs_swift_knows(flags & LVS_CONN_F_FWD_MASK))
		return false;
	return conn->proto == IPPROTO_TCP || conn->proto == IPPROTO_UDP;
}

/**
 * lvs_proven_begin() - a request is about to be sent
 * @pkt: from the client; what this machine's own programs send is not meant
 * @conn: its connection
 *
 * Context: bottom halves off until lvs_proven_end().
 */
void lvs_proven_begin(const struct lvs_pkt *pkt, struct lvs_conn *conn)
{
	if (pkt->hook != NF_INET_LOCAL_IN || !lvs_proven_suits(conn))
		conn = NULL;
	this_cpu_write(sending.conn, conn);
	this_cpu_write(sending.skb, pkt->skb);
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

static u32 cookie_of(const struct dst_entry *dst)
{
	if (dst->ops->family != AF_INET6)
		return 0;
	return rt6_get_cookie(container_of(dst, struct rt6_info, dst));
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

/**
 * lvs_proven_reply() - a packet is at the last hook, and may be a reply
 * @pkt: packet that we have handled, as it leaves
 *
 * Context: bottom halves off, RCU.
 */
void lvs_proven_reply(struct lvs_pkt *pkt)
{
	struct lvs_tuple back = lvs_tuple_reverse(&pkt->tuple);
	struct dst_entry *dst = skb_dst(pkt->skb);
	enum lvs_conn_node_idx which;
	struct lvs_conn *conn;

	conn = lvs_conn_find(pkt->lnet, &back, &which);
	if (!conn || which != LVS_CONN_REQUEST || !lvs_proven_suits(conn) ||
	    !(lvs_conn_flags(conn) & LVS_CONN_F_TWO_NODES) ||
	    !lvs_direct_is_open(dst))
		return;
	lvs_conn_set_way_back(conn, dst, cookie_of(dst));
	lvs_conn_set_flag(conn, LVS_CONN_F_SWIFT_OUT);
}
