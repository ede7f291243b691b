// SPDX-License-Identifier: GPL-2.0
/*
 * The fast tier: packets of flows that the policy tier has seen. Floor 7.
 *
 * It stands before connection tracking and routing. A packet that begins
 * something, or needs anything but a new address and a device to leave by, is
 * left to the policy tier, which it meets later and unchanged.
 */
#include "path/fast.h"

#include "base/counters.h"
#include "base/net.h"
#include "obj/conn.h"
#include "obj/conn_table.h"
#include "obj/dest.h"
#include "obj/ops.h"
#include "path/advance.h"
#include "path/find.h"
#include "path/first.h"
#include "path/send.h"
#include "pkt/pkt.h"
#include "proto/protos.h"
#include "xmit/swift.h"

#include <linux/inetdevice.h>
#include <linux/ipv6.h>
#include <linux/netdevice.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/ip.h>
#include <net/xfrm.h>

/* does the fast tier know what to do with it: no options, no parts */
static bool is_plain4(const struct sk_buff *skb)
{
	const struct iphdr *ip = ip_hdr(skb);

	return ip->ihl == sizeof(*ip) / 4 && ip->ttl > 1 &&
	       !ip_is_fragment(ip) && !IPCB(skb)->frag_max_size &&
	       (ip->protocol == IPPROTO_TCP || ip->protocol == IPPROTO_UDP);
}

static bool is_plain6(const struct sk_buff *skb)
{
	const struct ipv6hdr *ip = ipv6_hdr(skb);

	return ip->hop_limit > 1 && !IP6CB(skb)->frag_max_size &&
	       (ip->nexthdr == IPPROTO_TCP || ip->nexthdr == IPPROTO_UDP);
}

/* who checks that senders are where they should be has each packet checked */
static bool is_strict(const struct sk_buff *skb)
{
	struct in_device *dev = __in_dev_get_rcu(skb->dev);

	return dev && IN_DEV_RPFILTER(dev) == 1;
}

/* routing domains (VRF) have routes of their own */
static bool is_in_domain(const struct net_device *dev)
{
	return netif_is_l3_slave(dev) || netif_is_l3_master(dev);
}

/**
 * lvs_fast_suits() - can a packet be one for the fast tier
 * @skb: received, its network header is checked
 * @pf: NFPROTO_*
 *
 * Context: softirq, RCU.
 * Return: false if others have claimed it, or it is out of the ordinary.
 */
bool lvs_fast_suits(const struct sk_buff *skb, u8 pf)
{
	if (skb->pkt_type != PACKET_HOST || skb->sk || skb_nfct(skb) ||
	    skb->ipvs_property || is_in_domain(skb->dev) ||
	    secpath_exists(skb) || skb_warn_if_lro(skb))
		return false;
	if (pf == NFPROTO_IPV6)
		return is_plain6(skb);
	return is_plain4(skb) && !is_strict(skb);
}

static enum lvs_dir dir_of(const struct lvs_conn *conn,
			   enum lvs_conn_node_idx which)
{
	return which == LVS_CONN_REPLY ? LVS_DIR_OUT : lvs_path_dir_in(conn);
}

/* was a packet like this one seen to pass, and is there still a server */
static bool is_proven(const struct lvs_conn *conn, enum lvs_conn_node_idx which)
{
	u32 flag = which == LVS_CONN_REPLY ? LVS_CONN_F_SWIFT_OUT :
					     LVS_CONN_F_SWIFT_IN;

	return lvs_conn_flags(conn) & flag &&
	       likely(!lvs_dest_is_dead(conn->dest));
}

static unsigned int send(struct lvs_pkt *pkt, struct lvs_conn *conn,
			 enum lvs_conn_node_idx which)
{
	struct lvs_counters_cpu __percpu *counters = conn->dest->counters;
	u64 segments = lvs_path_segments(pkt);
	u32 bytes = pkt->skb->len;
	unsigned int verdict;

	if (which == LVS_CONN_REPLY) {
		verdict = lvs_swift_reply(pkt, conn);
		if (verdict != NF_ACCEPT)
			lvs_counters_out(counters, segments, bytes);
	} else {
		verdict = lvs_swift_request(pkt, conn);
		if (verdict != NF_ACCEPT)
			lvs_counters_in(counters, segments, bytes);
	}
	return verdict;
}

static unsigned int go(struct lvs_pkt *pkt, struct lvs_conn *conn,
		       enum lvs_conn_node_idx which)
{
	unsigned int verdict;

	if (!is_proven(conn, which) || pkt->tcp_flags & LVS_TCP_SYN)
		return NF_ACCEPT;
	verdict = send(pkt, conn, which);
	if (verdict != NF_ACCEPT)
		lvs_path_advance(pkt, conn, lvs_proto_find(conn->proto),
				 dir_of(conn, which));
	return verdict;
}

/**
 * lvs_path_fast() - a packet that has just come
 * @pkt: parsed; whole, of TCP or UDP, with hops left
 *
 * Context: softirq, RCU.
 * Return: NF_ACCEPT if it goes on to the policy tier; or another verdict.
 */
unsigned int lvs_path_fast(struct lvs_pkt *pkt)
{
	enum lvs_conn_node_idx which;
	unsigned int verdict;
	struct lvs_conn *conn;

	conn = lvs_conn_find(pkt->lnet, &pkt->tuple, &which);
	verdict = conn ? go(pkt, conn, which) : lvs_path_first(pkt);
	if (verdict == NF_ACCEPT)
		lvs_path_note(pkt, conn);
	return verdict;
}
