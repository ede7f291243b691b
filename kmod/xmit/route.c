// SPDX-License-Identifier: GPL-2.0
/*
 * The way to a server, cached per server and CPU. Floor 5.
 */
#include "xmit/route.h"

#include "base/net.h"
#include "base/tunables.h"
#include "obj/dest.h"
#include "pkt/pkt.h"

#include <linux/netfilter_ipv4.h>
#include <linux/netfilter_ipv6.h>
#include <linux/skbuff.h>
#include <net/addrconf.h>
#include <net/dst_cache.h>
#include <net/ip6_fib.h>
#include <net/ip6_route.h>
#include <net/ip_fib.h>
#include <net/l3mdev.h>
#include <net/route.h>

/*
 * The routing domain (VRF) that a packet is in: its server is looked for in the
 * same one. 0 where there are no domains.
 */
static int domain_of(const struct lvs_pkt *pkt)
{
	const struct dst_entry *dst = skb_dst(pkt->skb);

	return l3mdev_master_ifindex_rcu(dst ? dst->dev : pkt->skb->dev);
}

/*
 * The packet's mark has no say: it may be what made the virtual address a
 * local one (a rule that looks marked packets up in a table where all is
 * local), and would do the same to the server.
 */
static struct dst_entry *look_up4(const struct lvs_pkt *pkt, __be32 to,
				  struct lvs_addr *source)
{
	struct flowi4 fl4 = {
		.daddr = to,
		.flowi4_l3mdev = domain_of(pkt),
		.flowi4_flags = FLOWI_FLAG_KNOWN_NH,
	};
	struct rtable *rt = ip_route_output_key(pkt->lnet->net, &fl4);

	if (IS_ERR(rt))
		return NULL;
	*source = lvs_addr4(fl4.saddr);
	return &rt->dst;
}

static struct dst_entry *look_up6(const struct lvs_pkt *pkt,
				  const struct in6_addr *to,
				  struct lvs_addr *source)
{
	struct net *net = pkt->lnet->net;
	struct flowi6 fl6 = {
		.daddr = *to,
		.flowi6_l3mdev = domain_of(pkt),
		.flowi6_flags = FLOWI_FLAG_KNOWN_NH,
	};
	struct dst_entry *dst = ip6_route_output(net, NULL, &fl6);

	if (dst->error)
		goto err_put_dst;
	if (ipv6_dev_get_saddr(net, ip6_dst_idev(dst)->dev, &fl6.daddr, 0,
			       &fl6.saddr))
		goto err_put_dst;
	*source = lvs_addr6(&fl6.saddr);
	return dst;

err_put_dst:
	dst_release(dst);
	return NULL;
}

/*
 * The way to an address, which is the next hop whatever the packet's own
 * receiver is: direct routing sends packets for the virtual address to the
 * server.
 */
static struct dst_entry *look_up(const struct lvs_pkt *pkt,
				 const struct lvs_addr *to,
				 struct lvs_addr *source)
{
	if (to->family == AF_INET6)
		return look_up6(pkt, &to->in6, source);
	return look_up4(pkt, to->ip, source);
}

static struct dst_entry *look_up_server(const struct lvs_pkt *pkt,
					struct lvs_dest *dest,
					struct lvs_addr *source)
{
	struct dst_entry *dst = look_up(pkt, &dest->conf.addr, source);

	if (!dst)
		return NULL;
	if (source->family == AF_INET6)
		dst_cache_set_ip6(&dest->route, dst, &source->in6);
	else
		dst_cache_set_ip4(&dest->route, dst, source->ip);
	return dst;
}

static struct dst_entry *cached(struct lvs_dest *dest, struct lvs_addr *source)
{
	struct dst_entry *dst;

	if (source->family == AF_INET6) {
		dst = dst_cache_get_ip6(&dest->route, &source->in6);
	} else {
		struct rtable *rt = dst_cache_get_ip4(&dest->route,
						      &source->ip);

		dst = rt ? &rt->dst : NULL;
	}
	return dst;
}

/* the cached way, if it stays within the packet's routing domain */
static struct dst_entry *cached_here(const struct lvs_pkt *pkt,
				     struct lvs_dest *dest,
				     struct lvs_addr *source)
{
	struct dst_entry *dst = cached(dest, source);

	if (dst && unlikely(l3mdev_master_ifindex_rcu(dst->dev) !=
			    domain_of(pkt))) {
		dst_release(dst);
		return NULL;
	}
	return dst;
}

static bool is_local(const struct dst_entry *dst, u16 family)
{
	if (family == AF_INET6)
		return container_of(dst, struct rt6_info, dst)->rt6i_flags &
		       RTF_LOCAL;
	return container_of(dst, struct rtable, dst)->rt_flags & RTCF_LOCAL;
}

static bool fill_in(struct lvs_route *route, struct dst_entry *dst, u16 family)
{
	if (!dst)
		return false;
	route->dst = dst;
	route->local = is_local(dst, family);
	route->mtu = dst_mtu(dst);
	return true;
}

/**
 * lvs_route_find() - find the way to a server
 * @pkt: the packet that is to go there
 * @dest: server
 * @route: filled
 *
 * Context: bottom halves off.
 * Return: false if there is no way; else @route holds a reference.
 */
bool lvs_route_find(struct lvs_pkt *pkt, struct lvs_dest *dest,
		    struct lvs_route *route)
{
	u16 family = dest->conf.addr.family;
	struct dst_entry *dst;

	route->source = (struct lvs_addr){ .family = family };
	dst = cached_here(pkt, dest, &route->source);
	if (unlikely(!dst))
		dst = look_up_server(pkt, dest, &route->source);
	return fill_in(route, dst, family);
}

/**
 * lvs_route_onward() - find the way to where a packet was sent
 * @pkt: packet
 * @route: filled
 *
 * Context: bottom halves off.
 * Return: false if there is no way; else @route holds a reference.
 */
bool lvs_route_onward(const struct lvs_pkt *pkt, struct lvs_route *route)
{
	const struct lvs_addr *to = &pkt->tuple.dst;

	return fill_in(route, look_up(pkt, to, &route->source), to->family);
}

/**
 * lvs_route_put() - give a route back that is not used
 * @route: from lvs_route_find()
 *
 * Context: any.
 */
void lvs_route_put(struct lvs_route *route)
{
	dst_release(route->dst);
}

/**
 * lvs_route_use() - put a packet on its way
 * @pkt: packet; its old route is dropped
 * @route: from lvs_route_find(); the packet takes the reference over
 *
 * Context: softirq.
 */
void lvs_route_use(struct lvs_pkt *pkt, struct lvs_route *route)
{
	skb_dst_drop(pkt->skb);
	skb_dst_set(pkt->skb, route->dst);
}

/* can the sender's address change where a packet goes */
static bool source_matters(const struct lvs_pkt *pkt)
{
	const struct net *net = pkt->lnet->net;

	if (lvs_pkt_family(pkt) == AF_INET6)
		return fib6_has_custom_rules(net) ||
		       fib6_routes_require_src(net);
	return fib4_has_custom_rules(net);
}

/**
 * lvs_route_reply() - route a reply again, now that its sender has changed
 * @pkt: translated
 *
 * Does nothing where the route cannot differ, or net.ipv4.vs.snat_reroute is
 * off.
 *
 * Context: softirq.
 * Return: 0, or a negative errno when there is no route for it.
 */
int lvs_route_reply(struct lvs_pkt *pkt)
{
	struct net *net = pkt->lnet->net;
	struct sk_buff *skb = pkt->skb;

	if (!READ_ONCE(pkt->lnet->tunables->snat_reroute) ||
	    !source_matters(pkt))
		return 0;
	if (lvs_pkt_family(pkt) == AF_INET6)
		return ip6_route_me_harder(net, skb->sk, skb);
	return ip_route_me_harder(net, skb->sk, skb, RTN_LOCAL);
}
