/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The short way out: by a known route to a neighbour, past the hooks. Floor 5.
 */
#ifndef LVS_XMIT_DIRECT_H
#define LVS_XMIT_DIRECT_H

#include "pkt/pkt.h"

#include <linux/skbuff.h>
#include <linux/types.h>
#include <net/gso.h>

struct dst_entry;

/*
 * Can a packet leave as it is, so that it need not be cut, nor its sender told?
 * A GSO packet is judged by its segments.
 */
static inline bool lvs_direct_fits(const struct lvs_pkt *pkt, u32 mtu)
{
	const struct sk_buff *skb = pkt->skb;

	return likely(skb->len <= mtu) ||
	       (skb_is_gso(skb) && skb_gso_validate_network_len(skb, mtu));
}

bool lvs_direct_is_open(const struct dst_entry *dst);
unsigned int lvs_direct(struct lvs_pkt *pkt, struct dst_entry *dst,
			u16 family);

#endif
