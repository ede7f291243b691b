// SPDX-License-Identifier: GPL-2.0
/*
 * Reads an skb's headers into a struct lvs_pkt. Floor 2.
 */
#include "pkt/parse.h"

#include "pkt/ext6.h"
#include "pkt/sctp_pkt.h"

#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/sctp.h>
#include <linux/skbuff.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <net/ip.h>
#include <net/ipv6.h>

/* byte of the TCP header that holds the flags */
#define TCP_FLAGS_BYTE 13

/* ports are the first words of all these headers (RFC 768, 9293, 9260) */
static enum lvs_parse parse_cut(struct lvs_pkt *pkt)
{
	const __be16 *ports;
	__be16 copy[2];

	ports = skb_header_pointer(pkt->skb, pkt->l4_offset, sizeof(copy),
				   copy);
	if (!ports)
		return LVS_PARSE_OTHER;
	pkt->tuple.sport = ports[0];
	pkt->tuple.dport = ports[1];
	return LVS_PARSE_CUT;
}

static enum lvs_parse parse_tcp(struct lvs_pkt *pkt)
{
	const struct tcphdr *tcp;
	struct tcphdr copy;

	tcp = skb_header_pointer(pkt->skb, pkt->l4_offset, sizeof(copy),
				 &copy);
	if (!tcp)
		return parse_cut(pkt);
	pkt->tuple.sport = tcp->source;
	pkt->tuple.dport = tcp->dest;
	pkt->tcp_flags = ((const u8 *)tcp)[TCP_FLAGS_BYTE];
	return LVS_PARSE_OK;
}

static enum lvs_parse parse_udp(struct lvs_pkt *pkt)
{
	const struct udphdr *udp;
	struct udphdr copy;

	udp = skb_header_pointer(pkt->skb, pkt->l4_offset, sizeof(copy),
				 &copy);
	if (!udp)
		return parse_cut(pkt);
	pkt->tuple.sport = udp->source;
	pkt->tuple.dport = udp->dest;
	return LVS_PARSE_OK;
}

static enum lvs_parse parse_sctp(struct lvs_pkt *pkt)
{
	const struct sctphdr *sctp;
	struct sctphdr copy;

	sctp = skb_header_pointer(pkt->skb, pkt->l4_offset, sizeof(copy),
				  &copy);
	if (!sctp)
		return parse_cut(pkt);
	pkt->tuple.sport = sctp->source;
	pkt->tuple.dport = sctp->dest;
	pkt->sctp_chunk = lvs_sctp_chunk(pkt);
	return LVS_PARSE_OK;
}

/* ESP and AH: nothing but the addresses tells the flow */
static enum lvs_parse parse_portless(const struct lvs_pkt *pkt)
{
	return pkt->l4_offset <= pkt->skb->len ? LVS_PARSE_OK :
						 LVS_PARSE_OTHER;
}

static enum lvs_parse family_has_icmp(const struct lvs_pkt *pkt, u16 family)
{
	return lvs_pkt_family(pkt) == family ? LVS_PARSE_ICMP :
					       LVS_PARSE_OTHER;
}

static enum lvs_parse parse_transport(struct lvs_pkt *pkt)
{
	switch (pkt->tuple.proto) {
	case IPPROTO_TCP:
		return parse_tcp(pkt);
	case IPPROTO_UDP:
		return parse_udp(pkt);
	case IPPROTO_SCTP:
		return parse_sctp(pkt);
	case IPPROTO_ESP:
	case IPPROTO_AH:
		return parse_portless(pkt);
	case IPPROTO_ICMP:
		return family_has_icmp(pkt, AF_INET);
	case IPPROTO_ICMPV6:
		return family_has_icmp(pkt, AF_INET6);
	default:
		return LVS_PARSE_OTHER;
	}
}

/*
 * A fragment is worth putting together only if the whole can be ours. What has
 * no ports need not be: each part tells its flow.
 */
static enum lvs_parse parse_fragment(struct lvs_pkt *pkt, bool later)
{
	pkt->flags |= LVS_PKT_F_FRAGMENT;
	if (later)
		pkt->flags |= LVS_PKT_F_LATER;
	switch (pkt->tuple.proto) {
	case IPPROTO_TCP:
	case IPPROTO_UDP:
	case IPPROTO_SCTP:
	case IPPROTO_ICMP:
		return LVS_PARSE_FRAGMENT;
	case IPPROTO_ESP:
	case IPPROTO_AH:
		return parse_portless(pkt);
	default:
		return LVS_PARSE_OTHER;
	}
}

static enum lvs_parse parse_ipv4(struct lvs_pkt *pkt)
{
	const struct iphdr *ip = ip_hdr(pkt->skb);

	lvs_addr4_set(&pkt->tuple.src, ip->saddr);
	lvs_addr4_set(&pkt->tuple.dst, ip->daddr);
	pkt->tuple.proto = ip->protocol;
	pkt->l4_offset = skb_network_offset(pkt->skb) + ip->ihl * 4;
	if (ip_is_fragment(ip))
		return parse_fragment(pkt, ip->frag_off & htons(IP_OFFSET));
	return parse_transport(pkt);
}

static enum lvs_parse parse_ipv6(struct lvs_pkt *pkt)
{
	const struct ipv6hdr *ip = ipv6_hdr(pkt->skb);
	__be16 frag;
	u8 proto;
	int start;

	pkt->tuple.src = lvs_addr6(&ip->saddr);
	pkt->tuple.dst = lvs_addr6(&ip->daddr);
	start = lvs_ext6_skip(pkt->skb, skb_network_offset(pkt->skb), ip,
			      &proto, &frag);
	if (start < 0)
		return LVS_PARSE_OTHER;
	pkt->tuple.proto = proto;
	pkt->l4_offset = start;
	if (frag)
		return parse_fragment(pkt, frag & htons(~0x7));
	return parse_transport(pkt);
}

/**
 * lvs_pkt_parse() - find out which flow a packet belongs to
 * @pkt: its skb is set, the rest zero; filled as far as the headers go
 * @family: AF_INET or AF_INET6
 *
 * Context: softirq or process; reads only.
 * Return: see enum lvs_parse.
 */
enum lvs_parse lvs_pkt_parse(struct lvs_pkt *pkt, u16 family)
{
	return family == AF_INET6 ? parse_ipv6(pkt) : parse_ipv4(pkt);
}
