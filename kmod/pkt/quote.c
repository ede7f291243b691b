// SPDX-License-Identifier: GPL-2.0
/*
 * The packet that an ICMP error quotes. Floor 2.
 */
#include "pkt/quote.h"

#include "pkt/ext6.h"

#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/skbuff.h>
#include <net/ip.h>
#include <net/ipv6.h>

/* what precedes the quote, both families */
#define ICMP_HEADER_BYTES 8

static bool has_flow(u8 proto)
{
	return proto == IPPROTO_TCP || proto == IPPROTO_UDP ||
	       proto == IPPROTO_SCTP || proto == IPPROTO_ESP ||
	       proto == IPPROTO_AH;
}

static bool is_error4(const struct lvs_pkt *pkt)
{
	const struct icmphdr *icmp;
	struct icmphdr copy;

	icmp = skb_header_pointer(pkt->skb, pkt->l4_offset, sizeof(copy),
				  &copy);
	if (!icmp)
		return false;
	return icmp->type == ICMP_DEST_UNREACH ||
	       icmp->type == ICMP_SOURCE_QUENCH ||
	       icmp->type == ICMP_TIME_EXCEEDED ||
	       icmp->type == ICMP_PARAMETERPROB;
}

static bool is_error6(const struct lvs_pkt *pkt)
{
	const struct icmp6hdr *icmp;
	struct icmp6hdr copy;

	icmp = skb_header_pointer(pkt->skb, pkt->l4_offset, sizeof(copy),
				  &copy);
	return icmp && !(icmp->icmp6_type & ICMPV6_INFOMSG_MASK);
}

static bool is_error(const struct lvs_pkt *pkt)
{
	return lvs_pkt_family(pkt) == AF_INET6 ? is_error6(pkt) :
						 is_error4(pkt);
}

static bool parse_header4(const struct lvs_pkt *pkt, struct lvs_quote *quote)
{
	const struct iphdr *ip;
	struct iphdr copy;

	ip = skb_header_pointer(pkt->skb, quote->l3_offset, sizeof(copy),
				&copy);
	if (!ip || ip->version != 4 || ip->ihl < 5 ||
	    (ip->frag_off & htons(IP_OFFSET)))
		return false;
	quote->flow.src = lvs_addr4(ip->saddr);
	quote->flow.dst = lvs_addr4(ip->daddr);
	quote->flow.proto = ip->protocol;
	quote->l4_offset = quote->l3_offset + ip->ihl * 4;
	return true;
}

static bool parse_header6(const struct lvs_pkt *pkt, struct lvs_quote *quote)
{
	const struct ipv6hdr *ip;
	struct ipv6hdr copy;
	__be16 frag;
	int start;
	u8 proto;

	ip = skb_header_pointer(pkt->skb, quote->l3_offset, sizeof(copy),
				&copy);
	if (!ip || ip->version != 6)
		return false;
	quote->flow.src = lvs_addr6(&ip->saddr);
	quote->flow.dst = lvs_addr6(&ip->daddr);
	start = lvs_ext6_skip(pkt->skb, quote->l3_offset, ip, &proto, &frag);
	if (start < 0 || (frag & htons(~0x7)))
		return false;
	quote->flow.proto = proto;
	quote->l4_offset = start;
	return true;
}

/**
 * lvs_quote_header() - read a packet that lies inside another one
 * @pkt: the other one
 * @family: AF_INET or AF_INET6, of the packet inside
 * @offset: bytes from skb->data to where it begins
 * @quote: filled, without ports
 *
 * Context: softirq or process; reads only.
 * Return: false if its header is cut short or wrong, or it is a later part of
 * a datagram.
 */
bool lvs_quote_header(const struct lvs_pkt *pkt, u16 family,
		      unsigned int offset, struct lvs_quote *quote)
{
	quote->l3_offset = offset;
	return family == AF_INET6 ? parse_header6(pkt, quote) :
				    parse_header4(pkt, quote);
}

/**
 * lvs_quote_ports() - read the ports of a packet that lies inside another one
 * @pkt: the other one
 * @quote: read as far as its header; its ports are filled
 *
 * Ports stand first in all that has them; eight bytes are always quoted. What
 * has a flow without ports keeps them zero.
 *
 * Context: softirq or process; reads only.
 * Return: false if it can be of no flow.
 */
bool lvs_quote_ports(const struct lvs_pkt *pkt, struct lvs_quote *quote)
{
	const __be16 *ports;
	__be16 copy[2];

	if (!has_flow(quote->flow.proto))
		return false;
	ports = skb_header_pointer(pkt->skb, quote->l4_offset, sizeof(copy),
				   copy);
	if (!ports)
		return false;
	if (lvs_tuple_has_ports(&quote->flow)) {
		quote->flow.sport = ports[0];
		quote->flow.dport = ports[1];
	}
	return true;
}

/**
 * lvs_quote_error() - read the header of the packet that an ICMP error is about
 * @pkt: parsed; of ICMP or ICMPv6
 * @quote: filled, without ports
 *
 * Context: softirq or process; reads only.
 * Return: false if it is no error, or its quote is of no use.
 */
bool lvs_quote_error(const struct lvs_pkt *pkt, struct lvs_quote *quote)
{
	return is_error(pkt) &&
	       lvs_quote_header(pkt, lvs_pkt_family(pkt),
				pkt->l4_offset + ICMP_HEADER_BYTES, quote);
}

/**
 * lvs_quote_parse() - read the packet that an ICMP error is about
 * @pkt: parsed; of ICMP or ICMPv6
 * @quote: filled
 *
 * As little as the ports of the quoted packet is enough.
 *
 * Context: softirq or process; reads only.
 * Return: false if it is no error, or quotes nothing that has a flow.
 */
bool lvs_quote_parse(const struct lvs_pkt *pkt, struct lvs_quote *quote)
{
	return lvs_quote_error(pkt, quote) && lvs_quote_ports(pkt, quote);
}

/**
 * lvs_quote_reverse() - the flow of packets that answer the quoted one
 * @quote: parsed
 *
 * Context: any.
 * Return: the flow with both ends swapped.
 */
struct lvs_tuple lvs_quote_reverse(const struct lvs_quote *quote)
{
	return lvs_tuple_reverse(&quote->flow);
}
