// SPDX-License-Identifier: GPL-2.0
/*
 * A packet of its own, made of one that lies inside another one. Floor 2.
 *
 * Whoever answers a quoted packet needs it as if it had just come.
 */
#include "pkt/excerpt.h"

#include "base/net.h"
#include "pkt/pkt.h"
#include "pkt/quote.h"

#include <linux/if_ether.h>
#include <linux/ipv6.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>

/**
 * lvs_excerpt_new() - make a packet of one that lies inside another one
 * @pkt: the other one
 * @quote: read as far as its header
 *
 * It may be cut short. It has the device of @pkt and no route.
 *
 * Context: softirq.
 * Return: a packet that starts at its network header, or NULL when memory is
 * short.
 */
struct sk_buff *lvs_excerpt_new(const struct lvs_pkt *pkt,
				const struct lvs_quote *quote)
{
	unsigned int bytes = pkt->skb->len - quote->l3_offset;
	struct sk_buff *skb;

	skb = alloc_skb(LL_MAX_HEADER + bytes, GFP_ATOMIC);
	if (!skb)
		return NULL;
	skb_reserve(skb, LL_MAX_HEADER);
	skb_reset_network_header(skb);
	if (skb_copy_bits(pkt->skb, quote->l3_offset, skb_put(skb, bytes),
			  bytes)) {
		kfree_skb(skb);
		return NULL;
	}
	skb->dev = pkt->skb->dev;
	if (quote->flow.dst.family == AF_INET6) {
		skb->protocol = htons(ETH_P_IPV6);
		IP6CB(skb)->iif = skb->dev->ifindex;
	} else {
		skb->protocol = htons(ETH_P_IP);
	}
	return skb;
}
