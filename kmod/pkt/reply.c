// SPDX-License-Identifier: GPL-2.0
/*
 * Answers to a packet that goes no further. Floor 2.
 */
#include "pkt/reply.h"

#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/netdevice.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/icmp.h>
#include <net/ip.h>
#include <net/ipv6.h>

/* an skb that starts on this machine has no device to be answered through */
static void lend_device(struct lvs_pkt *pkt)
{
	if (!pkt->skb->dev && skb_dst(pkt->skb))
		pkt->skb->dev = skb_dst(pkt->skb)->dev;
}

static void send_icmp(struct lvs_pkt *pkt, int type, int code, u32 info)
{
	lend_device(pkt);
	if (lvs_pkt_family(pkt) == AF_INET6)
		icmpv6_send(pkt->skb, type, code, info);
	else
		icmp_send(pkt->skb, type, code, htonl(info));
}

/**
 * lvs_reply_unreachable() - tell the client that nobody serves the port
 * @pkt: as it came
 *
 * Context: softirq.
 */
void lvs_reply_unreachable(struct lvs_pkt *pkt)
{
	if (lvs_pkt_family(pkt) == AF_INET6)
		send_icmp(pkt, ICMPV6_DEST_UNREACH, ICMPV6_PORT_UNREACH, 0);
	else
		send_icmp(pkt, ICMP_DEST_UNREACH, ICMP_PORT_UNREACH, 0);
}

/**
 * lvs_reply_no_route() - tell the client that the server cannot be reached
 * @pkt: as it came
 *
 * Context: softirq.
 */
void lvs_reply_no_route(struct lvs_pkt *pkt)
{
	if (lvs_pkt_family(pkt) == AF_INET6)
		send_icmp(pkt, ICMPV6_DEST_UNREACH, ICMPV6_ADDR_UNREACH, 0);
	else
		send_icmp(pkt, ICMP_DEST_UNREACH, ICMP_HOST_UNREACH, 0);
}

/**
 * lvs_reply_ttl() - tell the sender that the packet ran out of hops
 * @pkt: as it came
 *
 * Context: softirq.
 */
void lvs_reply_ttl(struct lvs_pkt *pkt)
{
	if (lvs_pkt_family(pkt) == AF_INET6)
		send_icmp(pkt, ICMPV6_TIME_EXCEED, ICMPV6_EXC_HOPLIMIT, 0);
	else
		send_icmp(pkt, ICMP_TIME_EXCEEDED, ICMP_EXC_TTL, 0);
}

/**
 * lvs_reply_too_big() - tell the sender how big packets may be
 * @pkt: as it came
 * @mtu: bytes of a network-layer packet that pass
 *
 * Context: softirq.
 */
void lvs_reply_too_big(struct lvs_pkt *pkt, u32 mtu)
{
	if (lvs_pkt_family(pkt) == AF_INET6)
		send_icmp(pkt, ICMPV6_PKT_TOOBIG, 0, mtu);
	else
		send_icmp(pkt, ICMP_DEST_UNREACH, ICMP_FRAG_NEEDED, mtu);
}
