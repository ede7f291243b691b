// SPDX-License-Identifier: GPL-2.0
/*
 * Makes packets, as a device would hand them over that has checked their sums.
 */
#include "packet.h"

#include <linux/etherdevice.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/mm.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <net/checksum.h>
#include <net/ip6_checksum.h>
#include <net/ip.h>

/* payload of large packets: the same page again and again */
static struct page *filler;

int gen_packet_init(void)
{
	filler = alloc_page(GFP_KERNEL | __GFP_ZERO);
	return filler ? 0 : -ENOMEM;
}

void gen_packet_exit(void)
{
	__free_page(filler);
}

/* who talks to whom in one packet */
struct ends {
	union gen_addr src, dst;
	__be16 sport, dport;
};

static struct ends ends_of(const struct gen_order *order, u32 flow)
{
	union gen_addr client = order->client;
	u32 host = flow % order->spread;
	struct ends ends;
	__be16 port;

	if (order->family == 6)
		client.in6.s6_addr32[3] =
			htonl(ntohl(client.in6.s6_addr32[3]) + host);
	else
		client.ip = htonl(ntohl(client.ip) + host);
	port = htons(order->client_port + flow / order->spread);
	ends = (struct ends) {
		.src = client,
		.dst = order->server,
		.sport = port,
		.dport = htons(order->server_port),
	};
	if (order->reply) {
		swap(ends.src, ends.dst);
		swap(ends.sport, ends.dport);
	}
	return ends;
}

static void put_ip(const struct gen_order *order, struct sk_buff *skb,
		   const struct ends *ends, unsigned int l4_bytes, u8 proto)
{
	struct ipv6hdr *ip6;
	struct iphdr *ip;

	if (order->family == 6) {
		ip6 = skb_put_zero(skb, sizeof(*ip6));
		ip6->version = 6;
		ip6->payload_len = htons(l4_bytes);
		ip6->nexthdr = proto;
		ip6->hop_limit = 64;
		ip6->saddr = ends->src.in6;
		ip6->daddr = ends->dst.in6;
		return;
	}
	ip = skb_put_zero(skb, sizeof(*ip));
	ip->version = 4;
	ip->ihl = 5;
	ip->tot_len = htons(sizeof(*ip) + l4_bytes);
	ip->frag_off = htons(IP_DF);
	ip->ttl = 64;
	ip->protocol = proto;
	ip->saddr = ends->src.ip;
	ip->daddr = ends->dst.ip;
	ip_send_check(ip);
}

static __sum16 sum_of(const struct gen_order *order, const struct ends *ends,
		      unsigned int l4_bytes, u8 proto, __wsum part)
{
	if (order->family == 6)
		return csum_ipv6_magic(&ends->src.in6, &ends->dst.in6,
				       l4_bytes, proto, part);
	return csum_tcpudp_magic(ends->src.ip, ends->dst.ip, l4_bytes, proto,
				 part);
}

static void put_udp(const struct gen_order *order, struct sk_buff *skb,
		    const struct ends *ends)
{
	unsigned int bytes = sizeof(struct udphdr) + order->bytes;
	struct udphdr *udp = skb_put_zero(skb, bytes);

	udp->source = ends->sport;
	udp->dest = ends->dport;
	udp->len = htons(bytes);
	udp->check = sum_of(order, ends, bytes, IPPROTO_UDP,
			    csum_partial(udp, bytes, 0));
}

static struct tcphdr *put_tcp(struct sk_buff *skb, const struct ends *ends,
			      unsigned int linear, u8 flags)
{
	struct tcphdr *tcp = skb_put_zero(skb, sizeof(*tcp) + linear);

	tcp->source = ends->sport;
	tcp->dest = ends->dport;
	tcp->seq = htonl(1);
	tcp->doff = sizeof(*tcp) / 4;
	((u8 *)tcp)[13] = flags;
	tcp->window = htons(1000);
	return tcp;
}

/* as a device hands over what it has put together */
static void add_payload(const struct gen_order *order, struct sk_buff *skb)
{
	unsigned int left = order->bytes, i;

	for (i = 0; left && i < MAX_SKB_FRAGS; i++) {
		unsigned int size = min_t(unsigned int, left, PAGE_SIZE);

		get_page(filler);
		skb_add_rx_frag(skb, i, filler, 0, size, size);
		left -= size;
	}
	skb_shinfo(skb)->gso_size = order->segment;
	skb_shinfo(skb)->gso_segs = DIV_ROUND_UP(order->bytes, order->segment);
	skb_shinfo(skb)->gso_type = order->family == 6 ? SKB_GSO_TCPV6 :
							 SKB_GSO_TCPV4;
}

static void fill_tcp(const struct gen_order *order, struct sk_buff *skb,
		     const struct ends *ends, u8 flags)
{
	unsigned int linear = order->segment ? 0 : order->bytes;
	unsigned int bytes = sizeof(struct tcphdr) + order->bytes;
	struct tcphdr *tcp;

	tcp = put_tcp(skb, ends, linear, flags);
	if (!order->segment) {
		tcp->check = sum_of(order, ends, bytes, IPPROTO_TCP,
				    csum_partial(tcp, bytes, 0));
		return;
	}
	tcp->check = ~sum_of(order, ends, bytes, IPPROTO_TCP, 0);
	skb->csum_start = (u8 *)tcp - skb->head;
	skb->csum_offset = offsetof(struct tcphdr, check);
	skb->ip_summed = CHECKSUM_PARTIAL;
	add_payload(order, skb);
}

/**
 * gen_packet() - make a packet
 * @order: what is wanted
 * @dev: device that it seems to come by
 * @flow: number of its flow
 * @tcp_flags: byte 13 of the TCP header; 0 makes UDP
 *
 * Return: the packet, or NULL when memory is short.
 */
struct sk_buff *gen_packet(const struct gen_order *order,
			   struct net_device *dev, u32 flow, u8 tcp_flags)
{
	u8 proto = tcp_flags ? IPPROTO_TCP : IPPROTO_UDP;
	unsigned int l4_bytes = (tcp_flags ? sizeof(struct tcphdr) :
					     sizeof(struct udphdr)) +
				order->bytes;
	struct ends ends = ends_of(order, flow);
	struct sk_buff *skb;

	skb = netdev_alloc_skb(dev, ETH_HLEN + sizeof(struct ipv6hdr) +
			       sizeof(struct tcphdr) +
			       (order->segment ? 0 : order->bytes));
	if (!skb)
		return NULL;
	skb_reset_mac_header(skb);
	eth_zero_addr(skb_put(skb, ETH_HLEN));
	__skb_pull(skb, ETH_HLEN);
	skb_reset_network_header(skb);
	skb->protocol = order->family == 6 ? htons(ETH_P_IPV6) :
					     htons(ETH_P_IP);
	skb->pkt_type = PACKET_HOST;
	skb->ip_summed = CHECKSUM_UNNECESSARY;
	put_ip(order, skb, &ends, l4_bytes, proto);
	if (tcp_flags)
		fill_tcp(order, skb, &ends, tcp_flags);
	else
		put_udp(order, skb, &ends);
	return skb;
}
