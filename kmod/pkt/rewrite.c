// SPDX-License-Identifier: GPL-2.0
/*
 * Changes addresses and ports of a packet and keeps every checksum right.
 * Floor 2.
 *
 * Checksums are updated by the difference (RFC 1624), whether they are
 * complete, left to the device (then the field holds the pseudo header's sum)
 * or summed up by the device already, so that GSO packets stay whole. SCTP's
 * covers no addresses and moves by its own arithmetic; ESP and AH have neither
 * ports nor a checksum of this kind.
 */
#include "pkt/rewrite.h"

#include "pkt/sctp_pkt.h"

#include <linux/errno.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/sctp.h>
#include <linux/skbuff.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <net/checksum.h>
#include <net/ip.h>

static unsigned int transport_bytes(u8 proto)
{
	switch (proto) {
	case IPPROTO_TCP:
		return sizeof(struct tcphdr);
	case IPPROTO_UDP:
		return sizeof(struct udphdr);
	case IPPROTO_SCTP:
		return sizeof(struct sctphdr);
	default:
		return 0;
	}
}

static __sum16 *transport_check(const struct lvs_pkt *pkt)
{
	void *l4 = pkt->skb->data + pkt->l4_offset;

	if (pkt->tuple.proto == IPPROTO_TCP)
		return &((struct tcphdr *)l4)->check;
	return &((struct udphdr *)l4)->check;
}

/*
 * Is there a sum of words that covers the addresses? UDP may go without, and
 * must stay so. Asked once, before the first change: a sum may pass through
 * zero on its way.
 */
static bool has_sum(const struct lvs_pkt *pkt)
{
	if (pkt->tuple.proto == IPPROTO_UDP)
		return *transport_check(pkt) ||
		       pkt->skb->ip_summed == CHECKSUM_PARTIAL;
	return pkt->tuple.proto == IPPROTO_TCP;
}

/* a sum in the packet balances a change in a device's sum of all words */
static void forget_device_sum(struct sk_buff *skb)
{
	if (skb->ip_summed == CHECKSUM_COMPLETE)
		skb->ip_summed = CHECKSUM_NONE;
}

static void rewrite_port(struct lvs_pkt *pkt, enum lvs_end end, __be16 port,
			 bool summed)
{
	__be16 *ports = (__be16 *)(pkt->skb->data + pkt->l4_offset);
	__be16 delta[2] = {};

	delta[end] = ports[end] ^ port;
	if (pkt->tuple.proto == IPPROTO_SCTP)
		lvs_sctp_ports_moved(pkt, delta);
	if (summed)
		inet_proto_csum_replace2(transport_check(pkt), pkt->skb,
					 ports[end], port, false);
	ports[end] = port;
}

static void rewrite_addr4(struct lvs_pkt *pkt, enum lvs_end end, __be32 to,
			  bool summed)
{
	struct iphdr *ip = ip_hdr(pkt->skb);
	__be32 *field = end == LVS_END_SRC ? &ip->saddr : &ip->daddr;

	if (summed)
		inet_proto_csum_replace4(transport_check(pkt), pkt->skb, *field,
					 to, true);
	csum_replace4(&ip->check, *field, to);
	*field = to;
}

static void rewrite_addr6(struct lvs_pkt *pkt, enum lvs_end end,
			  const __be32 *to, bool summed)
{
	struct ipv6hdr *ip = ipv6_hdr(pkt->skb);
	struct in6_addr *field = end == LVS_END_SRC ? &ip->saddr : &ip->daddr;

	if (summed)
		inet_proto_csum_replace16(transport_check(pkt), pkt->skb,
					  field->s6_addr32, to, true);
	memcpy(field, to, sizeof(*field));
}

/*
 * Address and port at once, which is what nearly all packets need: the sum is
 * in the packet, and no device's sum has to follow it.
 */
static void rewrite_plain4(struct lvs_pkt *pkt, enum lvs_end end, __be32 to,
			   __be16 port)
{
	__be16 *ports = (__be16 *)(pkt->skb->data + pkt->l4_offset);
	struct iphdr *ip = ip_hdr(pkt->skb);
	__be32 *field = end == LVS_END_SRC ? &ip->saddr : &ip->daddr;
	__wsum moved = csum_sub((__force __wsum)to, (__force __wsum)*field);

	csum_replace_by_diff(&ip->check, moved);
	moved = csum_add(moved, csum_sub((__force __wsum)port,
					 (__force __wsum)ports[end]));
	csum_replace_by_diff(transport_check(pkt), moved);
	*field = to;
	ports[end] = port;
}

static bool is_plain4(const struct lvs_pkt *pkt, bool summed)
{
	return summed && lvs_pkt_family(pkt) == AF_INET &&
	       pkt->skb->ip_summed != CHECKSUM_PARTIAL &&
	       pkt->skb->ip_summed != CHECKSUM_COMPLETE;
}

/* a computed UDP checksum of zero is sent as all ones (RFC 768) */
static void avoid_zero_udp(struct lvs_pkt *pkt, bool summed)
{
	__sum16 *check = transport_check(pkt);

	if (pkt->tuple.proto == IPPROTO_UDP && summed && !*check)
		*check = CSUM_MANGLED_0;
}

static void rewrite_parts(struct lvs_pkt *pkt, enum lvs_end end,
			  const __be32 *words, __be16 port, bool summed)
{
	if (!summed)
		forget_device_sum(pkt->skb);
	if (lvs_tuple_has_ports(&pkt->tuple))
		rewrite_port(pkt, end, port, summed);
	if (lvs_pkt_family(pkt) == AF_INET6)
		rewrite_addr6(pkt, end, words, summed);
	else
		rewrite_addr4(pkt, end, words[0], summed);
}

/**
 * lvs_rewrite_end() - give a packet another sender or receiver
 * @pkt: parsed; its tuple keeps the old addresses
 * @end: which
 * @words: address, as many words as the packet's family has
 * @port: port; not used where packets have none
 *
 * Context: softirq; may copy the headers.
 * Return: 0, or -ENOMEM when the headers could not be made writable; the
 * packet is as it was then.
 */
int lvs_rewrite_end(struct lvs_pkt *pkt, enum lvs_end end,
		    const __be32 *words, __be16 port)
{
	unsigned int bytes = pkt->l4_offset +
			     transport_bytes(pkt->tuple.proto);
	bool summed;

	if (skb_ensure_writable(pkt->skb, bytes))
		return -ENOMEM;
	summed = has_sum(pkt);
	if (likely(is_plain4(pkt, summed)))
		rewrite_plain4(pkt, end, words[0], port);
	else
		rewrite_parts(pkt, end, words, port, summed);
	avoid_zero_udp(pkt, summed);
	return 0;
}

/**
 * lvs_ttl() - hops that a packet may still take
 * @pkt: packet
 *
 * Context: any.
 * Return: time to live or hop limit.
 */
u8 lvs_ttl(const struct lvs_pkt *pkt)
{
	if (lvs_pkt_family(pkt) == AF_INET6)
		return ipv6_hdr(pkt->skb)->hop_limit;
	return ip_hdr(pkt->skb)->ttl;
}

/**
 * lvs_ttl_decrease() - take one hop off
 * @pkt: its network header is writable
 *
 * Context: softirq.
 */
void lvs_ttl_decrease(struct lvs_pkt *pkt)
{
	if (lvs_pkt_family(pkt) == AF_INET6)
		ipv6_hdr(pkt->skb)->hop_limit--;
	else
		ip_decrease_ttl(ip_hdr(pkt->skb));
}
