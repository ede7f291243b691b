// SPDX-License-Identifier: GPL-2.0
/*
 * The short way out: by a known route to a neighbour, past the hooks. Floor 5.
 *
 * What the stack does between LOCAL_OUT and the device is done for packets that
 * need nothing else: no rule, no fragmentation, no transformation. The
 * neighbour is looked up for each packet, so that its changes are followed.
 */
#include "xmit/direct.h"

#include "pkt/pkt.h"
#include "xmit/emit.h"

#include <linux/netdevice.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/arp.h>
#include <net/dst.h>
#include <net/ip6_route.h>
#include <net/ndisc.h>
#include <net/neighbour.h>
#include <net/route.h>

/**
 * lvs_direct_is_open() - does a route lead straight to a neighbour
 * @dst: route of a packet that the stack has sent on, or would
 *
 * Context: any.
 * Return: false if packets need more than a neighbour: IPsec, a light-weight
 * tunnel, another routing domain, or this machine.
 */
bool lvs_direct_is_open(const struct dst_entry *dst)
{
	const struct net_device *dev = dst->dev;

	return !dst_xfrm(dst) && !dst->lwtstate &&
	       !(dev->flags & IFF_LOOPBACK) &&
	       !netif_is_l3_master(dev) && !netif_is_l3_slave(dev);
}

static struct neighbour *neigh6(const struct sk_buff *skb,
				struct dst_entry *dst)
{
	const struct rt6_info *rt = container_of(dst, struct rt6_info, dst);
	const struct in6_addr *to = rt6_nexthop(rt, &ipv6_hdr(skb)->daddr);
	struct neighbour *neigh;

	neigh = __ipv6_neigh_lookup_noref(dst->dev, to);
	if (unlikely(!neigh))
		neigh = __neigh_create(&nd_tbl, to, dst->dev, false);
	return neigh;
}

/* @other: set if an IPv4 packet goes to a neighbour of IPv6 */
static struct neighbour *neigh_of(struct sk_buff *skb, struct dst_entry *dst,
				  u16 family, bool *other)
{
	*other = false;
	if (family == AF_INET6)
		return neigh6(skb, dst);
	return ip_neigh_for_gw(container_of(dst, struct rtable, dst), skb,
			       other);
}

/**
 * lvs_direct() - hand a packet to the device of its route
 * @pkt: rewritten; it fits
 * @dst: its route, lvs_direct_is_open(); the skb holds it or RCU does
 * @family: of the packet as it leaves
 *
 * Context: bottom halves off, RCU.
 * Return: NF_STOLEN, or NF_DROP after the reason was counted.
 */
unsigned int lvs_direct(struct lvs_pkt *pkt, struct dst_entry *dst, u16 family)
{
	struct net_device *dev = dst->dev;
	struct sk_buff *skb = pkt->skb;
	struct neighbour *neigh;
	bool other;

	if (unlikely(skb_cow_head(skb, LL_RESERVED_SPACE(dev))))
		return lvs_emit_drop(pkt, LVS_REASON_HEADROOM);
	neigh = neigh_of(skb, dst, family, &other);
	if (IS_ERR(neigh))
		return lvs_emit_drop(pkt, LVS_REASON_NO_ROUTE);
	lvs_emit_mark(pkt);
	skb_forward_csum(skb);
	skb_clear_tstamp(skb);
	skb->dev = dev;
	skb->protocol = family == AF_INET6 ? htons(ETH_P_IPV6) :
					     htons(ETH_P_IP);
	neigh_output(neigh, skb, other);
	return NF_STOLEN;
}
