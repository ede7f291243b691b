// SPDX-License-Identifier: GPL-2.0
/*
 * Tunneling: the packet goes unchanged inside another one to the server.
 * Floor 5.
 *
 * IP in IP (RFC 2003), with either family inside and outside (RFC 2473,
 * RFC 4213). The outer header takes hops and the traffic class from the inner
 * one (RFC 6040), and for IPv4 in IPv4 its «do not fragment».
 */
#include "xmit/tunnel.h"

#include "base/net.h"
#include "base/tunables.h"
#include "obj/conn.h"
#include "obj/dest.h"
#include "obj/ops.h"
#include "pkt/pkt.h"
#include "pkt/reply.h"
#include "pkt/rewrite.h"
#include "xmit/emit.h"
#include "xmit/local.h"
#include "xmit/mtu.h"
#include "xmit/route.h"

#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/dsfield.h>
#include <net/inet_ecn.h>
#include <net/ip.h>
#include <net/ip6_route.h>
#include <net/ip_tunnels.h>
#include <net/ipv6.h>
#include <uapi/linux/lvs.h>

/**
 * struct outer - what the outer header takes from the inner one
 * @proto: IPPROTO_IPIP or IPPROTO_IPV6
 * @tos: traffic class
 * @ttl: hops
 * @df: do not fragment, IPv4
 */
struct outer {
	u8 proto;
	u8 tos;
	u8 ttl;
	__be16 df;
};

static struct outer read_inner(const struct lvs_pkt *pkt)
{
	bool discover = READ_ONCE(pkt->lnet->tunables->pmtu_disc);
	struct outer outer = { .ttl = lvs_ttl(pkt) };
	u8 tos;

	if (lvs_pkt_family(pkt) == AF_INET6) {
		outer.proto = IPPROTO_IPV6;
		tos = ipv6_get_dsfield(ipv6_hdr(pkt->skb));
	} else {
		outer.proto = IPPROTO_IPIP;
		tos = ipv4_get_dsfield(ip_hdr(pkt->skb));
		if (discover)
			outer.df = ip_hdr(pkt->skb)->frag_off & htons(IP_DF);
	}
	outer.tos = INET_ECN_encapsulate(tos, tos);
	return outer;
}

static unsigned int outer_bytes(u16 family)
{
	return family == AF_INET6 ? sizeof(struct ipv6hdr) :
				    sizeof(struct iphdr);
}

static int gso_type(u16 family)
{
	return family == AF_INET6 ? SKB_GSO_IPXIP6 : SKB_GSO_IPXIP4;
}

static void push_ipv4(struct lvs_pkt *pkt, const struct lvs_dest *dest,
		      const struct lvs_route *route, const struct outer *outer)
{
	struct sk_buff *skb = pkt->skb;
	struct iphdr *ip = skb_push(skb, sizeof(*ip));

	skb_reset_network_header(skb);
	*ip = (struct iphdr) {
		.version = 4,
		.ihl = sizeof(*ip) / 4,
		.tos = outer->tos,
		.frag_off = outer->df,
		.ttl = outer->ttl,
		.protocol = outer->proto,
		.saddr = route->source.ip,
		.daddr = dest->conf.addr.ip,
	};
	skb->protocol = htons(ETH_P_IP);
	memset(IPCB(skb), 0, sizeof(*IPCB(skb)));
	ip_select_ident(pkt->lnet->net, skb, NULL);
}

static void push_ipv6(struct lvs_pkt *pkt, const struct lvs_dest *dest,
		      const struct lvs_route *route, const struct outer *outer)
{
	struct sk_buff *skb = pkt->skb;
	unsigned int payload = skb->len;
	struct ipv6hdr *ip = skb_push(skb, sizeof(*ip));

	skb_reset_network_header(skb);
	ip6_flow_hdr(ip, outer->tos, 0);
	ip->payload_len = htons(payload);
	ip->nexthdr = outer->proto;
	ip->hop_limit = outer->ttl;
	ip->saddr = route->source.in6;
	ip->daddr = dest->conf.addr.in6;
	skb->protocol = htons(ETH_P_IPV6);
	memset(IP6CB(skb), 0, sizeof(*IP6CB(skb)));
}

/* room for the outer header, and offloads told about it */
static int prepare(struct lvs_pkt *pkt, const struct lvs_route *route,
		   u16 family)
{
	unsigned int room = LL_RESERVED_SPACE(route->dst->dev) +
			    outer_bytes(family);
	struct sk_buff *skb = pkt->skb;

	if (skb_ensure_writable(skb, pkt->l4_offset) || skb_cow_head(skb, room))
		return -ENOMEM;
	return iptunnel_handle_offloads(skb, gso_type(family));
}

static unsigned int wrap_and_send(struct lvs_pkt *pkt, struct lvs_dest *dest,
				  struct lvs_route *route)
{
	u16 family = dest->conf.addr.family;
	struct sk_buff *skb = pkt->skb;
	struct outer outer;

	if (pkt->hook != NF_INET_LOCAL_OUT)
		lvs_ttl_decrease(pkt);
	outer = read_inner(pkt);
	skb_set_inner_ipproto(skb, outer.proto);
	skb->transport_header = skb->network_header;
	lvs_route_use(pkt, route);
	lvs_emit_mark(pkt);
	skb_clear_tstamp(skb);
	if (pkt->hook != NF_INET_LOCAL_OUT)
		skb_orphan(skb);
	skb->ignore_df = 1;
	if (family == AF_INET6) {
		push_ipv6(pkt, dest, route, &outer);
		ip6_local_out(pkt->lnet->net, NULL, skb);
	} else {
		push_ipv4(pkt, dest, route, &outer);
		ip_local_out(pkt->lnet->net, NULL, skb);
	}
	return NF_STOLEN;
}

/* bytes that pass inside; 0 if the path is too narrow for any tunnel */
static u32 inner_mtu(const struct lvs_pkt *pkt, const struct lvs_route *route,
		     u16 family)
{
	u32 least = lvs_pkt_family(pkt) == AF_INET6 ? IPV6_MIN_MTU :
						      IPV4_MIN_MTU;
	u32 mtu = route->mtu - outer_bytes(family);

	return mtu >= least && mtu < route->mtu ? mtu : 0;
}

static bool may_enter(struct lvs_pkt *pkt, const struct lvs_route *route,
		      u16 family)
{
	u32 mtu = inner_mtu(pkt, route, family);

	if (!lvs_remote_may_take(pkt)) {
		lvs_emit_drop(pkt, LVS_REASON_ROUTE_LOOP);
		return false;
	}
	if (!mtu) {
		lvs_emit_drop(pkt, LVS_REASON_TOO_BIG);
		return false;
	}
	if (!READ_ONCE(pkt->lnet->tunables->pmtu_disc) && family == AF_INET)
		mtu = U32_MAX;	/* the outer packet is cut instead */
	return lvs_may_go(pkt, mtu);
}

static unsigned int send_tunnel(struct lvs_pkt *pkt, struct lvs_conn *conn,
				struct lvs_dest *dest)
{
	u16 family = dest->conf.addr.family;
	unsigned int verdict = NF_DROP;
	struct lvs_route route;

	if (READ_ONCE(dest->conf.tun).type != LVS_TUN_IPIP)
		return lvs_emit_drop(pkt, LVS_REASON_METHOD);
	if (!lvs_route_find(pkt, dest, &route)) {
		lvs_reply_no_route(pkt);
		return lvs_emit_drop(pkt, LVS_REASON_NO_ROUTE);
	}
	if (route.local) {
		verdict = lvs_local_take(pkt, &route);
		goto put_route;
	}
	if (!may_enter(pkt, &route, family))
		goto put_route;
	if (!lvs_emit_settle(pkt))
		goto put_route;
	if (prepare(pkt, &route, family)) {
		lvs_emit_drop(pkt, LVS_REASON_HEADROOM);
		goto put_route;
	}
	return wrap_and_send(pkt, dest, &route);

put_route:
	lvs_route_put(&route);
	return verdict;
}

const struct lvs_method_ops lvs_method_tunnel = {
	.name = "Tunnel",
	.send = send_tunnel,
};
