// SPDX-License-Identifier: GPL-2.0
/*
 * Tells the sender of a TCP segment that its connection is gone. Floor 2.
 *
 * The reset is what a closed port would answer (RFC 9293, 3.10.7.1): it takes
 * its sequence number from the segment's acknowledgement if there is one, and
 * otherwise acknowledges all that the segment brought.
 */
#include "pkt/reset.h"

#include "base/net.h"
#include "pkt/pkt.h"

#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/netfilter_ipv4.h>
#include <linux/netfilter_ipv6.h>
#include <linux/skbuff.h>
#include <linux/tcp.h>
#include <net/dst.h>
#include <net/ip.h>
#include <net/ip6_checksum.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/tcp.h>

#define RESET_TTL 64

static unsigned int header_bytes(const struct lvs_pkt *pkt)
{
	return lvs_pkt_family(pkt) == AF_INET6 ? sizeof(struct ipv6hdr) :
						 sizeof(struct iphdr);
}

static void put_ipv4(const struct lvs_pkt *pkt, struct sk_buff *skb)
{
	struct iphdr *ip = skb_put(skb, sizeof(*ip));

	*ip = (struct iphdr) {
		.version = 4,
		.ihl = sizeof(*ip) / 4,
		.frag_off = htons(IP_DF),
		.ttl = RESET_TTL,
		.protocol = IPPROTO_TCP,
		.saddr = pkt->tuple.dst.ip,
		.daddr = pkt->tuple.src.ip,
	};
	skb->protocol = htons(ETH_P_IP);
}

static void put_ipv6(const struct lvs_pkt *pkt, struct sk_buff *skb)
{
	struct ipv6hdr *ip = skb_put(skb, sizeof(*ip));

	ip6_flow_hdr(ip, 0, 0);
	ip->payload_len = htons(sizeof(struct tcphdr));
	ip->nexthdr = IPPROTO_TCP;
	ip->hop_limit = RESET_TTL;
	ip->saddr = pkt->tuple.dst.in6;
	ip->daddr = pkt->tuple.src.in6;
	skb->protocol = htons(ETH_P_IPV6);
}

/* octets of sequence space that the segment takes */
static u32 segment_length(const struct lvs_pkt *pkt, const struct tcphdr *tcp)
{
	return pkt->skb->len - pkt->l4_offset - tcp->doff * 4 + tcp->syn +
	       tcp->fin;
}

static void put_tcp(const struct lvs_pkt *pkt, const struct tcphdr *in,
		    struct sk_buff *skb)
{
	struct tcphdr *tcp;

	skb_set_transport_header(skb, skb->len);
	tcp = skb_put_zero(skb, sizeof(*tcp));
	tcp->source = in->dest;
	tcp->dest = in->source;
	tcp->doff = sizeof(*tcp) / 4;
	tcp->rst = 1;
	if (in->ack) {
		tcp->seq = in->ack_seq;
	} else {
		tcp->ack = 1;
		tcp->ack_seq = htonl(ntohl(in->seq) +
				     segment_length(pkt, in));
	}
}

static void put_checksum(const struct lvs_pkt *pkt, struct sk_buff *skb)
{
	struct tcphdr *tcp = tcp_hdr(skb);
	__wsum sum = csum_partial(tcp, sizeof(*tcp), 0);

	if (lvs_pkt_family(pkt) == AF_INET6)
		tcp->check = csum_ipv6_magic(&ipv6_hdr(skb)->saddr,
					     &ipv6_hdr(skb)->daddr,
					     sizeof(*tcp), IPPROTO_TCP, sum);
	else
		tcp->check = csum_tcpudp_magic(ip_hdr(skb)->saddr,
					       ip_hdr(skb)->daddr,
					       sizeof(*tcp), IPPROTO_TCP, sum);
}

static void send_reset(struct lvs_pkt *pkt, struct sk_buff *skb)
{
	struct net *net = pkt->lnet->net;
	bool v6 = lvs_pkt_family(pkt) == AF_INET6;

	skb_dst_set_noref(skb, skb_dst(pkt->skb));
	skb->ipvs_property = 1;
	if (v6 ? ip6_route_me_harder(net, NULL, skb) :
		 ip_route_me_harder(net, NULL, skb, RTN_LOCAL)) {
		kfree_skb(skb);
		return;
	}
	if (v6)
		ip6_local_out(net, NULL, skb);
	else
		ip_local_out(net, NULL, skb);
}

/**
 * lvs_reply_reset() - reset the connection that a segment belongs to
 * @pkt: parsed, of TCP, as it came; a reset is never answered
 *
 * Context: softirq, RCU.
 */
void lvs_reply_reset(struct lvs_pkt *pkt)
{
	const struct tcphdr *in;
	struct tcphdr copy;
	struct sk_buff *skb;

	in = skb_header_pointer(pkt->skb, pkt->l4_offset, sizeof(copy), &copy);
	if (!in || in->rst)
		return;
	skb = alloc_skb(LL_MAX_HEADER + header_bytes(pkt) + sizeof(copy),
			GFP_ATOMIC);
	if (!skb)
		return;
	skb_reserve(skb, LL_MAX_HEADER);
	skb_reset_network_header(skb);
	if (lvs_pkt_family(pkt) == AF_INET6)
		put_ipv6(pkt, skb);
	else
		put_ipv4(pkt, skb);
	put_tcp(pkt, in, skb);
	put_checksum(pkt, skb);
	send_reset(pkt, skb);
}
