// SPDX-License-Identifier: GPL-2.0
/*
 * May a packet go on: hops and size. Floor 5.
 */
#include "xmit/mtu.h"

#include "pkt/pkt.h"
#include "pkt/reply.h"
#include "pkt/rewrite.h"
#include "xmit/emit.h"

#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/gso.h>
#include <net/ip.h>

/* largest part that a reassembled datagram came in, 0 if it came whole */
static u32 largest_part(const struct lvs_pkt *pkt)
{
	if (lvs_pkt_family(pkt) == AF_INET6)
		return IP6CB(pkt->skb)->frag_max_size;
	return IPCB(pkt->skb)->frag_max_size;
}

/*
 * The stack lets its own datagrams be cut, in either family, unless the program
 * has asked for the contrary; it judged their size by the way to the virtual
 * address, which may be as wide as the loopback device.
 */
static bool may_fragment(const struct lvs_pkt *pkt)
{
	if (pkt->hook == NF_INET_LOCAL_OUT && pkt->skb->ignore_df)
		return true;
	return lvs_pkt_family(pkt) != AF_INET6 &&
	       !(ip_hdr(pkt->skb)->frag_off & htons(IP_DF));
}

/**
 * lvs_mtu_exceeded() - is a packet too big and must not be cut
 * @pkt: packet; a GSO packet is judged by its segments, a reassembled one by
 *	its parts
 * @mtu: bytes that pass
 *
 * Context: any.
 * Return: true if its sender has to send less at a time.
 */
bool lvs_mtu_exceeded(const struct lvs_pkt *pkt, u32 mtu)
{
	const struct sk_buff *skb = pkt->skb;
	u32 part;

	if (likely(skb->len <= mtu) || may_fragment(pkt))
		return false;
	if (skb_is_gso(skb))
		return !skb_gso_validate_network_len(skb, mtu);
	part = largest_part(pkt);
	return !part || part > mtu;
}

/**
 * lvs_may_go() - check a packet's hops and size before it is sent on
 * @pkt: as it came; answered if it may not go
 * @mtu: bytes that pass
 *
 * Context: softirq.
 * Return: false after the reason was counted: the packet is to be dropped.
 */
bool lvs_may_go(struct lvs_pkt *pkt, u32 mtu)
{
	if (pkt->hook != NF_INET_LOCAL_OUT && unlikely(lvs_ttl(pkt) <= 1)) {
		lvs_reply_ttl(pkt);
		lvs_emit_drop(pkt, LVS_REASON_TTL);
		return false;
	}
	if (unlikely(lvs_mtu_exceeded(pkt, mtu))) {
		lvs_reply_too_big(pkt, mtu);
		lvs_emit_drop(pkt, LVS_REASON_TOO_BIG);
		return false;
	}
	return true;
}
