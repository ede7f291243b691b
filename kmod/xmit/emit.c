// SPDX-License-Identifier: GPL-2.0
/*
 * The one exit to the stack. Floor 5.
 */
#include "xmit/emit.h"

#include "base/net.h"
#include "pkt/pkt.h"

#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/dst.h>
#include <net/netfilter/nf_conntrack.h>

/**
 * lvs_emit_mark() - mark a packet as handled
 * @pkt: packet; our hooks pass it from now on, and no nf_conn follows it
 *	unless it is LVS_PKT_F_TRACKED
 *
 * Context: softirq.
 */
void lvs_emit_mark(const struct lvs_pkt *pkt)
{
	struct sk_buff *skb = pkt->skb;

	skb->ipvs_property = 1;
	if (unlikely(pkt->flags & LVS_PKT_F_TRACKED))
		return;
	nf_reset_ct(skb);
	nf_ct_set(skb, NULL, IP_CT_UNTRACKED);
}

/**
 * lvs_emit_settle() - end conntrack's view of a packet that gets wrapped
 * @pkt: about to vanish inside another one, which is a flow of its own
 *
 * The flow is confirmed here, since the packet meets no further hook as itself.
 *
 * Context: bottom halves off, RCU.
 * Return: false after the reason was counted: the packet is to be dropped.
 */
bool lvs_emit_settle(struct lvs_pkt *pkt)
{
	const struct nf_ct_hook *hook = rcu_dereference(nf_ct_hook);
	struct sk_buff *skb = pkt->skb;
	enum ip_conntrack_info info;
	struct nf_conn *ct;

	if (likely(!(pkt->flags & LVS_PKT_F_TRACKED)))
		return true;
	ct = nf_ct_get(skb, &info);
	if (ct && hook && !nf_ct_is_confirmed(ct) &&
	    hook->confirm(skb) != NF_ACCEPT) {
		lvs_emit_drop(pkt, LVS_REASON_CONNTRACK);
		return false;
	}
	nf_reset_ct(skb);
	return true;
}

/**
 * lvs_emit() - send a packet on by its route, through LOCAL_OUT
 * @pkt: rewritten, routed, decided about: it may be fragmented from here on
 *
 * Context: bottom halves off.
 * Return: NF_STOLEN, always.
 */
unsigned int lvs_emit(struct lvs_pkt *pkt)
{
	struct sk_buff *skb = pkt->skb;

	lvs_emit_mark(pkt);
	skb_forward_csum(skb);
	skb_clear_tstamp(skb);
	skb->ignore_df = 1;
	if (pkt->hook != NF_INET_LOCAL_OUT)
		skb_orphan(skb);
	NF_HOOK(lvs_pkt_family(pkt), NF_INET_LOCAL_OUT, pkt->lnet->net, NULL,
		skb, NULL, skb_dst(skb)->dev, dst_output);
	return NF_STOLEN;
}

/**
 * lvs_emit_drop() - count and remember why a packet is dropped
 * @pkt: packet
 * @reason: why
 *
 * Context: softirq.
 * Return: NF_DROP, always.
 */
unsigned int lvs_emit_drop(struct lvs_pkt *pkt, enum lvs_reason reason)
{
	lvs_reason_count(pkt->lnet, reason);
	pkt->reason = reason;
	return NF_DROP;
}
