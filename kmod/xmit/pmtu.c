// SPDX-License-Identifier: GPL-2.0
/*
 * What a router says about the size of our packets. Floor 5.
 */
#include "xmit/pmtu.h"

#include "base/net.h"
#include "pkt/pkt.h"
#include "pkt/quote.h"

#include <linux/skbuff.h>
#include <linux/uidgid.h>
#include <net/ip6_route.h>
#include <net/route.h>

/**
 * lvs_pmtu_learn() - remember the size of packets that pass
 * @pkt: an ICMP error
 * @quote: the packet of ours that it quotes
 * @mtu: bytes
 *
 * Cached routes to that receiver notice when they are looked at next. The
 * kernel judges whether such a size can be.
 *
 * Context: softirq.
 * Return: false when memory is short.
 */
bool lvs_pmtu_learn(struct lvs_pkt *pkt, const struct lvs_quote *quote,
		    u32 mtu)
{
	struct net *net = pkt->lnet->net;
	struct sk_buff *skb = pkt->skb;

	if (!pskb_may_pull(skb, quote->l4_offset))
		return false;
	/* the kernel reads the quoted header at the start of the data */
	__skb_pull(skb, quote->l3_offset);
	if (lvs_pkt_family(pkt) == AF_INET6)
		ip6_update_pmtu(skb, net, htonl(mtu), 0, 0,
				make_kuid(net->user_ns, 0));
	else
		ipv4_update_pmtu(skb, net, mtu, 0, quote->flow.proto);
	__skb_push(skb, quote->l3_offset);
	return true;
}
