// SPDX-License-Identifier: GPL-2.0
/*
 * Does anybody stand between here and the device that a packet leaves by.
 * Floor 7.
 *
 * The first packet of a flow goes a long way so that the rules of this machine
 * see it: it is routed, comes to LOCAL_IN, is sent through LOCAL_OUT and
 * POST_ROUTING. Where no hook but ours is registered at the first of these
 * there are no rules on the way in, and all that is left to ask is the route:
 * whether the packet is for this machine. The same goes for the way out. Hooks
 * that stand before ours have seen the packet, and those of path/bystander look
 * at none that came by a device.
 *
 * Others come and go at any time, and are looked for each time. A packet that
 * is under way while the first of them comes may pass it, as it may be past it.
 */
#include "path/road.h"

#include "base/net.h"
#include "path/bystander.h"
#include "pkt/pkt.h"

#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/dst.h>
#include <net/inet_dscp.h>
#include <net/ip6_fib.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>
#include <net/route.h>

static const struct nf_hook_entries *
entries_at(const struct lvs_net *lnet, u16 family, unsigned int hook)
{
	const struct netns_nf *nf = &lnet->net->nf;

	if (family == AF_INET6)
		return rcu_dereference(nf->hooks_ipv6[hook]);
	return rcu_dereference(nf->hooks_ipv4[hook]);
}

/* how many hooks there are that are not ours, and have a say */
static unsigned int others_at(const struct lvs_net *lnet, u16 family,
			      unsigned int hook)
{
	const struct nf_hook_entries *entries = entries_at(lnet, family, hook);
	unsigned int others = 0, i;

	for (i = 0; entries && i < entries->num_hook_entries; i++)
		others += entries->hooks[i].priv != lnet &&
			  !lvs_bystander_is(&entries->hooks[i]);
	return others;
}

static bool is_ours_last_at(const struct lvs_net *lnet, u16 family,
			    unsigned int hook)
{
	const struct nf_hook_entries *entries = entries_at(lnet, family, hook);

	return entries &&
	       entries->hooks[entries->num_hook_entries - 1].priv == lnet;
}

/*
 * IPv6 reassembly stands in LOCAL_OUT as well, where what is whole passes it.
 * We had it registered, so it is known to be among those that are there.
 */
static unsigned int harmless(const struct lvs_net *lnet, u16 family)
{
	return family == AF_INET6 && READ_ONCE(lnet->defrag6);
}

/**
 * lvs_road_is_open_out() - are there no rules for a packet that we send
 * @lnet: namespace
 * @family: of the packet as it leaves
 *
 * Context: RCU.
 * Return: true if nobody but us would see it at any later hook.
 */
bool lvs_road_is_open_out(const struct lvs_net *lnet, u16 family)
{
	return others_at(lnet, family, NF_INET_LOCAL_OUT) ==
	       harmless(lnet, family) &&
	       !others_at(lnet, family, NF_INET_POST_ROUTING);
}

/**
 * lvs_road_is_open_on() - are there no rules for a packet that is forwarded
 * @lnet: namespace
 * @family: of the packet
 *
 * Context: in our hook at FORWARD, RCU.
 * Return: true if nobody but us would see it at any later hook.
 */
bool lvs_road_is_open_on(const struct lvs_net *lnet, u16 family)
{
	return is_ours_last_at(lnet, family, NF_INET_FORWARD) &&
	       !others_at(lnet, family, NF_INET_POST_ROUTING);
}

/**
 * lvs_road_is_open_in() - are there no rules for a packet that has just come
 * @lnet: namespace
 * @family: of the packet
 *
 * Context: in our hook at PRE_ROUTING, RCU.
 * Return: true if nobody but us would see it until it has come to this machine.
 */
bool lvs_road_is_open_in(const struct lvs_net *lnet, u16 family)
{
	return is_ours_last_at(lnet, family, NF_INET_PRE_ROUTING) &&
	       !others_at(lnet, family, NF_INET_LOCAL_IN);
}

static bool leads_here4(struct sk_buff *skb)
{
	const struct iphdr *ip = ip_hdr(skb);

	return !ip_route_input_noref(skb, ip->daddr, ip->saddr,
				     inet_dsfield_to_dscp(ip->tos),
				     skb->dev) &&
	       skb_rtable(skb)->rt_type == RTN_LOCAL;
}

/* rules of routing may look at what is not asked for here */
static bool leads_here6(struct sk_buff *skb)
{
	const struct ipv6hdr *ip = ipv6_hdr(skb);
	struct net *net = dev_net(skb->dev);
	struct flowi6 fl6 = {
		.flowi6_iif = skb->dev->ifindex,
		.flowi6_mark = skb->mark,
		.flowi6_proto = ip->nexthdr,
		.flowlabel = ip6_flowinfo(ip),
		.saddr = ip->saddr,
		.daddr = ip->daddr,
	};
	struct dst_entry *dst;

	if (fib6_has_custom_rules(net))
		return false;
	dst = ip6_route_input_lookup(net, skb->dev, &fl6, skb,
				     RT6_LOOKUP_F_HAS_SADDR |
				     RT6_LOOKUP_F_DST_NOREF);
	if (dst->error ||
	    !(container_of(dst, struct rt6_info, dst)->rt6i_flags & RTF_LOCAL))
		return false;
	skb_dst_set_noref(skb, dst);
	return true;
}

/**
 * lvs_road_leads_here() - is a packet that has just come for this machine
 * @pkt: packet, not routed yet; it may be so afterwards, as it would have been
 *
 * Context: softirq, RCU.
 * Return: true if it would come to LOCAL_IN.
 */
bool lvs_road_leads_here(const struct lvs_pkt *pkt)
{
	if (skb_dst(pkt->skb))
		return false;
	if (lvs_pkt_family(pkt) == AF_INET6)
		return leads_here6(pkt->skb);
	return leads_here4(pkt->skb);
}
