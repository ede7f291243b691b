// SPDX-License-Identifier: GPL-2.0
/*
 * ICMP errors about translated flows, translated in turn. Floor 5.
 *
 * An error quotes the packet that it is about. Whoever gets it must find the
 * addresses there that it had sent: the quote is translated the other way round
 * than the packet was, and so is the error's own header.
 */
#include "xmit/icmp_nat.h"

#include "obj/conn.h"
#include "obj/dest.h"
#include "pkt/pkt.h"
#include "pkt/quote.h"
#include "pkt/reply.h"
#include "pkt/rewrite.h"
#include "xmit/emit.h"
#include "xmit/local.h"
#include "xmit/mtu.h"
#include "xmit/route.h"

#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/checksum.h>
#include <net/ip6_checksum.h>

/**
 * struct change - what takes the place of what
 * @outer: end of the error's own header that changes
 * @inner: end of the quoted packet that changes
 * @words: new address of both
 * @port: new port of the quoted packet
 */
struct change {
	enum lvs_end outer;
	enum lvs_end inner;
	const __be32 *words;
	__be16 port;
};

static void change_quote(struct lvs_pkt *pkt, const struct lvs_quote *quote,
			 const struct change *change)
{
	void *l3 = pkt->skb->data + quote->l3_offset;
	__be16 *ports = (void *)(pkt->skb->data + quote->l4_offset);

	if (lvs_tuple_has_ports(&quote->flow))
		ports[change->inner] = change->port;
	if (lvs_pkt_family(pkt) == AF_INET6) {
		struct ipv6hdr *ip = l3;

		memcpy(change->inner == LVS_END_SRC ? &ip->saddr : &ip->daddr,
		       change->words, sizeof(ip->saddr));
	} else {
		struct iphdr *ip = l3;
		__be32 *field = change->inner == LVS_END_SRC ? &ip->saddr :
							       &ip->daddr;

		csum_replace4(&ip->check, *field, change->words[0]);
		*field = change->words[0];
	}
}

static void change_header4(struct lvs_pkt *pkt, const struct change *change)
{
	struct icmphdr *icmp = (void *)(pkt->skb->data + pkt->l4_offset);
	struct iphdr *ip = ip_hdr(pkt->skb);
	__be32 *field = change->outer == LVS_END_SRC ? &ip->saddr : &ip->daddr;
	unsigned int bytes = pkt->skb->len - pkt->l4_offset;

	csum_replace4(&ip->check, *field, change->words[0]);
	*field = change->words[0];
	icmp->checksum = 0;
	icmp->checksum = csum_fold(skb_checksum(pkt->skb, pkt->l4_offset,
						bytes, 0));
}

static void change_header6(struct lvs_pkt *pkt, const struct change *change)
{
	struct icmp6hdr *icmp = (void *)(pkt->skb->data + pkt->l4_offset);
	struct ipv6hdr *ip = ipv6_hdr(pkt->skb);
	unsigned int bytes = pkt->skb->len - pkt->l4_offset;

	memcpy(change->outer == LVS_END_SRC ? &ip->saddr : &ip->daddr,
	       change->words, sizeof(ip->saddr));
	icmp->icmp6_cksum = 0;
	icmp->icmp6_cksum = csum_ipv6_magic(&ip->saddr, &ip->daddr, bytes,
					    IPPROTO_ICMPV6,
					    skb_checksum(pkt->skb,
							 pkt->l4_offset,
							 bytes, 0));
}

/* false if the headers cannot be made writable */
static bool translate(struct lvs_pkt *pkt, const struct lvs_quote *quote,
		      const struct change *change)
{
	unsigned int bytes = quote->l4_offset + 2 * sizeof(__be16);

	if (skb_ensure_writable(pkt->skb, bytes))
		return false;
	change_quote(pkt, quote, change);
	if (lvs_pkt_family(pkt) == AF_INET6)
		change_header6(pkt, change);
	else
		change_header4(pkt, change);
	pkt->skb->ip_summed = CHECKSUM_UNNECESSARY;
	return true;
}

/**
 * lvs_icmp_to_server() - send an error about a reply on to the server
 * @pkt: the error; addressed to the virtual service
 * @quote: what it quotes: a packet from the virtual service to the client
 * @conn: connection of the quoted packet, of a method that sees replies
 * @dest: its server
 *
 * Context: bottom halves off.
 * Return: an NF verdict.
 */
unsigned int lvs_icmp_to_server(struct lvs_pkt *pkt,
				const struct lvs_quote *quote,
				struct lvs_conn *conn, struct lvs_dest *dest)
{
	const struct change change = {
		.outer = LVS_END_DST,
		.inner = LVS_END_SRC,
		.words = lvs_conn_words(conn, LVS_CONN_SERVER),
		.port = conn->port[LVS_CONN_SERVER],
	};
	struct lvs_route route;
	unsigned int verdict = NF_DROP;

	if (!lvs_route_find(pkt, dest, &route))
		return lvs_emit_drop(pkt, LVS_REASON_NO_ROUTE);
	if (!route.local && !lvs_may_go(pkt, route.mtu))
		goto put_route;
	if (!translate(pkt, quote, &change)) {
		lvs_emit_drop(pkt, LVS_REASON_HEADROOM);
		goto put_route;
	}
	if (route.local) {
		verdict = lvs_local_take(pkt, &route);
		goto put_route;
	}
	if (pkt->hook != NF_INET_LOCAL_OUT)
		lvs_ttl_decrease(pkt);
	lvs_route_use(pkt, &route);
	return lvs_emit(pkt);

put_route:
	lvs_route_put(&route);
	return verdict;
}

/**
 * lvs_icmp_to_client() - let an error about a request go on to the client
 * @pkt: the error; from the server or a router before it
 * @quote: what it quotes: a packet from the client to the server
 * @conn: its connection
 *
 * Context: bottom halves off.
 * Return: an NF verdict.
 */
unsigned int lvs_icmp_to_client(struct lvs_pkt *pkt,
				const struct lvs_quote *quote,
				struct lvs_conn *conn)
{
	const struct change change = {
		.outer = LVS_END_SRC,
		.inner = LVS_END_DST,
		.words = lvs_conn_words(conn, LVS_CONN_VIRTUAL),
		.port = conn->port[LVS_CONN_VIRTUAL],
	};

	if (!translate(pkt, quote, &change))
		return lvs_emit_drop(pkt, LVS_REASON_HEADROOM);
	if (pkt->hook != NF_INET_LOCAL_IN && lvs_route_reply(pkt))
		return lvs_emit_drop(pkt, LVS_REASON_NO_ROUTE);
	lvs_emit_mark(pkt);
	return NF_ACCEPT;
}
