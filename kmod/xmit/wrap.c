// SPDX-License-Identifier: GPL-2.0
/*
 * A packet that goes inside another one: the outer IP header. Floor 5.
 *
 * Either family inside and outside (RFC 2003, RFC 2473, RFC 4213). The outer
 * header takes hops and the traffic class from the inner one (RFC 6040), and
 * for IPv4 in IPv4 its «do not fragment».
 */
#include "xmit/wrap.h"

#include "base/net.h"
#include "base/tunables.h"
#include "pkt/pkt.h"
#include "pkt/rewrite.h"
#include "xmit/direct.h"
#include "xmit/emit.h"
#include "xmit/mtu.h"
#include "xmit/route.h"

#include <linux/in.h>
#include <linux/minmax.h>
#include <linux/netdevice.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/dsfield.h>
#include <net/inet_ecn.h>
#include <net/ip.h>
#include <net/ip6_route.h>
#include <net/ip_tunnels.h>
#include <net/ipv6.h>
#include <uapi/linux/lvs.h>

static unsigned int ip_bytes(u16 family)
{
	return family == AF_INET6 ? sizeof(struct ipv6hdr) :
				    sizeof(struct iphdr);
}

/**
 * lvs_wrap_bytes() - by how much wrapping makes a packet longer, at most
 * @family: of the outer header
 * @encap: how it is wrapped
 * @tun: parameters of that
 *
 * Context: any.
 * Return: bytes.
 */
unsigned int lvs_wrap_bytes(u16 family, const struct lvs_encap_ops *encap,
			    struct lvs_tun tun)
{
	return ip_bytes(family) + encap->bytes(tun);
}

/**
 * lvs_wrap_gso_type() - how GSO calls an IP packet inside an outer header
 * @wrap: with @to
 *
 * Context: any.
 * Return: SKB_GSO_IPXIP4 or SKB_GSO_IPXIP6.
 */
int lvs_wrap_gso_type(const struct lvs_wrap *wrap)
{
	return wrap->to->family == AF_INET6 ? SKB_GSO_IPXIP6 : SKB_GSO_IPXIP4;
}

/*
 * Devices find the inner packet by its marks. A packet that is some other
 * tunnel's keeps the marks of what is inside of that one.
 */
static void mark_inner(struct sk_buff *skb, bool was_tunnel)
{
	if (!was_tunnel)
		skb_set_inner_mac_header(skb, skb_network_offset(skb));
}

/*
 * The checksums of tunnels are sums of words, and so they take an open one
 * inside to be. An open CRC32c of SCTP is completed before; with GSO that is
 * left to the segmentation.
 */
static int complete_crc(struct lvs_wrap *wrap)
{
	struct sk_buff *skb = wrap->pkt->skb;

	if (!(wrap->tun.flags & (LVS_TUN_F_CSUM | LVS_TUN_F_REMCSUM)) ||
	    skb->ip_summed != CHECKSUM_PARTIAL || !skb_csum_is_sctp(skb) ||
	    skb_is_gso(skb))
		return 0;
	return skb_csum_hwoffload_help(skb, 0);
}

/**
 * lvs_wrap_prepare() - make room in front of a packet, and tell offloads
 * @wrap: with @pkt, @encap, @tun and @to
 * @route: to the server
 *
 * Context: softirq; may copy the headers.
 * Return: 0, or -ENOMEM; the packet can still be dropped or answered.
 */
int lvs_wrap_prepare(struct lvs_wrap *wrap, const struct lvs_route *route)
{
	struct sk_buff *skb = wrap->pkt->skb;
	bool was_tunnel = skb->encapsulation;
	unsigned int room = LL_RESERVED_SPACE(route->dst->dev) +
			    lvs_wrap_bytes(wrap->to->family, wrap->encap,
					   wrap->tun);

	if (skb_ensure_writable(skb, wrap->pkt->l4_offset) ||
	    skb_cow_head(skb, room))
		return -ENOMEM;
	if (complete_crc(wrap))
		return -ENOMEM;
	if (iptunnel_handle_offloads(skb, wrap->encap->gso_types(wrap)))
		return -ENOMEM;
	mark_inner(skb, was_tunnel);
	return 0;
}

/*
 * Whether routers on the way may cut the outer IPv4 packet, which is what they
 * may do to the inner one. IPv6 may be cut by nobody, but its senders need not
 * go below IPV6_MIN_MTU (RFC 4213, 3.2.2).
 */
static __be16 dont_fragment(const struct lvs_pkt *pkt)
{
	if (!READ_ONCE(pkt->lnet->tunables->pmtu_disc))
		return 0;
	if (lvs_pkt_family(pkt) != AF_INET6)
		return ip_hdr(pkt->skb)->frag_off & htons(IP_DF);
	return lvs_mtu_exceeded(pkt, IPV6_MIN_MTU) ? htons(IP_DF) : 0;
}

static void read_inner(struct lvs_wrap *wrap)
{
	struct lvs_pkt *pkt = wrap->pkt;
	u8 tos;

	if (lvs_pkt_family(pkt) == AF_INET6) {
		wrap->inner = IPPROTO_IPV6;
		tos = ipv6_get_dsfield(ipv6_hdr(pkt->skb));
	} else {
		wrap->inner = IPPROTO_IPIP;
		tos = ipv4_get_dsfield(ip_hdr(pkt->skb));
	}
	wrap->df = dont_fragment(pkt);
	wrap->ttl = lvs_ttl(pkt);
	wrap->tos = INET_ECN_encapsulate(tos, tos);
}

/* segments of a GSO packet get numbers of their own, one after the other */
static void number_ipv4(struct net *net, struct sk_buff *skb)
{
	u16 segments = skb_shinfo(skb)->gso_segs;

	ip_select_ident_segs(net, skb, NULL, max_t(u16, segments, 1));
}

static void push_ipv4(const struct lvs_wrap *wrap)
{
	struct sk_buff *skb = wrap->pkt->skb;
	struct iphdr *ip = skb_push(skb, sizeof(*ip));

	skb_reset_network_header(skb);
	*ip = (struct iphdr) {
		.version = 4,
		.ihl = sizeof(*ip) / 4,
		.tos = wrap->tos,
		.frag_off = wrap->df,
		.ttl = wrap->ttl,
		.protocol = wrap->proto,
		.saddr = wrap->from->ip,
		.daddr = wrap->to->ip,
	};
	skb->protocol = htons(ETH_P_IP);
	memset(IPCB(skb), 0, sizeof(*IPCB(skb)));
	number_ipv4(wrap->pkt->lnet->net, skb);
}

static void push_ipv6(const struct lvs_wrap *wrap)
{
	struct sk_buff *skb = wrap->pkt->skb;
	unsigned int payload = skb->len;
	struct ipv6hdr *ip = skb_push(skb, sizeof(*ip));

	skb_reset_network_header(skb);
	ip6_flow_hdr(ip, wrap->tos, 0);
	ip->payload_len = htons(payload);
	ip->nexthdr = wrap->proto;
	ip->hop_limit = wrap->ttl;
	ip->saddr = wrap->from->in6;
	ip->daddr = wrap->to->in6;
	skb->protocol = htons(ETH_P_IPV6);
	memset(IP6CB(skb), 0, sizeof(*IP6CB(skb)));
}

/*
 * Wrap it: from here on it is the outer packet. Where nobody may cut that any
 * more it needs no number of its own (RFC 6864), which is dear to choose; else
 * the caller has set ignore_df.
 */
static void wrap_up(struct lvs_wrap *wrap, struct lvs_route *route)
{
	struct lvs_pkt *pkt = wrap->pkt;
	struct sk_buff *skb = pkt->skb;

	if (pkt->hook != NF_INET_LOCAL_OUT)
		lvs_ttl_decrease(pkt);
	read_inner(wrap);
	lvs_route_use(pkt, route);
	lvs_emit_mark(pkt);
	skb_clear_tstamp(skb);
	if (pkt->hook != NF_INET_LOCAL_OUT)
		skb_orphan(skb);
	wrap->encap->push(wrap);
	if (wrap->to->family == AF_INET6)
		push_ipv6(wrap);
	else
		push_ipv4(wrap);
}

/**
 * lvs_wrap_send() - wrap a packet and send it to the server
 * @wrap: prepared
 * @route: to the server; the packet takes the reference over
 *
 * Context: bottom halves off.
 * Return: NF_STOLEN, always.
 */
unsigned int lvs_wrap_send(struct lvs_wrap *wrap, struct lvs_route *route)
{
	struct net *net = wrap->pkt->lnet->net;
	struct sk_buff *skb = wrap->pkt->skb;

	skb->ignore_df = 1;
	wrap_up(wrap, route);
	if (wrap->to->family == AF_INET6)
		ip6_local_out(net, NULL, skb);
	else
		ip_local_out(net, NULL, skb);
	return NF_STOLEN;
}

/**
 * lvs_wrap_send_direct() - wrap a packet and send it to the server by the short
 * way
 * @wrap: prepared
 * @route: to the server, lvs_direct_is_open(); the packet takes the reference
 *	over
 *
 * Context: bottom halves off, RCU.
 * Return: NF_STOLEN, or NF_DROP after the reason was counted.
 */
unsigned int lvs_wrap_send_direct(struct lvs_wrap *wrap,
				  struct lvs_route *route)
{
	struct sk_buff *skb = wrap->pkt->skb;

	wrap_up(wrap, route);
	if (wrap->to->family == AF_INET) {
		ip_hdr(skb)->tot_len = htons(skb->len);
		ip_send_check(ip_hdr(skb));
	}
	return lvs_direct(wrap->pkt, route->dst, wrap->to->family);
}
