// SPDX-License-Identifier: GPL-2.0
/*
 * ICMP errors about packets that we sent through a tunnel. Floor 7.
 *
 * A router before the server, or the server itself, complains to us about the
 * outer packet. Its sender, the client, knows nothing of that one and hears of
 * the inner packet instead: which size fits inside, or that the server cannot
 * be reached (RFC 2003, 4; RFC 2473, 8).
 *
 * Nobody but who has seen our packets is believed: the quote has to hold a
 * packet of a flow that we send through this tunnel. Where a router quotes too
 * little for that, the error is left to the stack.
 */
#include "path/tunnel_error.h"

#include "base/net.h"
#include "base/tunables.h"
#include "obj/conn_table.h"
#include "obj/dest.h"
#include "pkt/excerpt.h"
#include "pkt/pkt.h"
#include "pkt/quote.h"
#include "pkt/reply.h"
#include "pkt/unwrap.h"
#include "xmit/emit.h"
#include "xmit/pmtu.h"
#include "xmit/tunnel.h"

#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/ip.h>
#include <net/route.h>
#include <uapi/linux/lvs.h>

enum complaint {
	COMPLAINT_OTHER,	/* nothing that a client could do about */
	COMPLAINT_SIZE,
	COMPLAINT_UNREACHABLE,
};

static enum complaint read_error4(const struct icmphdr *icmp, u32 *mtu)
{
	switch (icmp->type) {
	case ICMP_DEST_UNREACH:
		if (icmp->code != ICMP_FRAG_NEEDED)
			return COMPLAINT_UNREACHABLE;
		*mtu = ntohs(icmp->un.frag.mtu);
		return *mtu ? COMPLAINT_SIZE : COMPLAINT_OTHER;
	case ICMP_TIME_EXCEEDED:
		return icmp->code == ICMP_EXC_TTL ? COMPLAINT_UNREACHABLE :
						    COMPLAINT_OTHER;
	default:
		return COMPLAINT_OTHER;
	}
}

static enum complaint read_error6(const struct icmp6hdr *icmp, u32 *mtu)
{
	switch (icmp->icmp6_type) {
	case ICMPV6_PKT_TOOBIG:
		*mtu = ntohl(icmp->icmp6_mtu);
		return *mtu ? COMPLAINT_SIZE : COMPLAINT_OTHER;
	case ICMPV6_DEST_UNREACH:
		return COMPLAINT_UNREACHABLE;
	case ICMPV6_TIME_EXCEED:
		return icmp->icmp6_code == ICMPV6_EXC_HOPLIMIT ?
		       COMPLAINT_UNREACHABLE : COMPLAINT_OTHER;
	case ICMPV6_PARAMPROB:
		return icmp->icmp6_code == ICMPV6_UNK_NEXTHDR ?
		       COMPLAINT_UNREACHABLE : COMPLAINT_OTHER;
	default:
		return COMPLAINT_OTHER;
	}
}

/* @mtu: set when the complaint is about size */
static enum complaint read_error(const struct lvs_pkt *pkt, u32 *mtu)
{
	const void *header;
	union {
		struct icmphdr v4;
		struct icmp6hdr v6;
	} copy;

	header = skb_header_pointer(pkt->skb, pkt->l4_offset, sizeof(copy),
				    &copy);
	if (!header)
		return COMPLAINT_OTHER;
	return lvs_pkt_family(pkt) == AF_INET6 ? read_error6(header, mtu) :
						 read_error4(header, mtu);
}

/* does a server get its packets through this tunnel */
static bool is_tunnel_to(const struct lvs_dest *dest,
			 const struct lvs_addr *addr,
			 const struct lvs_unwrapped *in)
{
	struct lvs_tun tun = READ_ONCE(dest->conf.tun);

	return lvs_addr_equal(&dest->conf.addr, addr) && tun.type == in->type &&
	       (tun.type != LVS_TUN_GUE || tun.port == in->port);
}

/* the server, if the flow of the inner packet is one that goes there */
static struct lvs_dest *find_dest(struct lvs_pkt *pkt,
				  const struct lvs_quote *outer,
				  const struct lvs_unwrapped *in,
				  struct lvs_quote *inner)
{
	enum lvs_conn_node_idx which;
	struct lvs_conn *conn;

	if (!in->family ||
	    !lvs_quote_header(pkt, in->family, in->offset, inner) ||
	    !lvs_quote_ports(pkt, inner))
		return NULL;
	conn = lvs_conn_find(pkt->lnet, &inner->flow, &which);
	if (!conn || which != LVS_CONN_REQUEST ||
	    lvs_conn_fwd(conn) != LVS_FWD_TUNNEL ||
	    lvs_dest_is_dead(conn->dest) ||
	    !is_tunnel_to(conn->dest, &outer->flow.dst, in))
		return NULL;
	return conn->dest;
}

/*
 * An answer leaves by the way to the client, from the virtual address if that
 * is ours: the sender of an IPv4 answer is taken from the packet's route.
 */
static bool give_route(struct lvs_pkt *pkt)
{
	struct flowi4 fl4 = { .daddr = pkt->tuple.dst.ip };
	struct rtable *rt;

	if (lvs_pkt_family(pkt) == AF_INET6)
		return true;
	rt = ip_route_output_key(pkt->lnet->net, &fl4);
	if (IS_ERR(rt))
		return false;
	skb_dst_set(pkt->skb, &rt->dst);
	return true;
}

static bool is_larger(const struct lvs_pkt *pkt, u32 mtu)
{
	const struct iphdr *ip = ip_hdr(pkt->skb);

	if (lvs_pkt_family(pkt) == AF_INET6)
		return ntohs(ipv6_hdr(pkt->skb)->payload_len) +
		       sizeof(struct ipv6hdr) > mtu;
	return ntohs(ip->tot_len) > mtu && (ip->frag_off & htons(IP_DF));
}

/* a packet that may be cut is cut the next time: nobody has to be told */
static void answer_size(struct lvs_pkt *pkt, struct lvs_dest *dest)
{
	u32 mtu = lvs_tunnel_mtu(pkt, dest);

	if (mtu && READ_ONCE(pkt->lnet->tunables->pmtu_disc) &&
	    is_larger(pkt, mtu))
		lvs_reply_too_big(pkt, mtu);
}

static void answer(const struct lvs_pkt *error, const struct lvs_quote *inner,
		   struct lvs_dest *dest, enum complaint complaint)
{
	struct lvs_pkt pkt = {
		.skb = lvs_excerpt_new(error, inner),
		.lnet = error->lnet,
		.tuple = inner->flow,
		.hook = error->hook,
	};

	if (!pkt.skb)
		return;
	if (give_route(&pkt)) {
		if (complaint == COMPLAINT_SIZE)
			answer_size(&pkt, dest);
		else
			lvs_reply_no_route(&pkt);
	}
	kfree_skb(pkt.skb);
}

/**
 * lvs_path_tunnel_error() - an ICMP error that is about no flow's own packet
 * @pkt: parsed; of ICMP or ICMPv6, for this machine
 * @outer: what it quotes, read as far as the header
 *
 * Context: bottom halves off, RCU.
 * Return: an NF verdict; NF_ACCEPT lets the stack have it too.
 */
unsigned int lvs_path_tunnel_error(struct lvs_pkt *pkt,
				   const struct lvs_quote *outer)
{
	struct lvs_quote inner = {};
	enum complaint complaint;
	struct lvs_unwrapped in;
	struct lvs_dest *dest;
	u32 mtu;

	complaint = read_error(pkt, &mtu);
	if (complaint == COMPLAINT_OTHER || !lvs_unwrap(pkt, outer, &in))
		return NF_ACCEPT;
	dest = find_dest(pkt, outer, &in, &inner);
	if (!dest)
		return NF_ACCEPT;
	if (nf_checksum(pkt->skb, pkt->hook, pkt->l4_offset, pkt->tuple.proto,
			lvs_pkt_family(pkt)))
		return lvs_emit_drop(pkt, LVS_REASON_MALFORMED);
	if (complaint == COMPLAINT_SIZE) {
		if (!lvs_pmtu_learn(pkt, outer, mtu))
			return NF_ACCEPT;
		/* the kernel does not know of all that it should renew */
		lvs_dest_forget_routes(dest);
	}
	answer(pkt, &inner, dest, complaint);
	return NF_ACCEPT;
}
