// SPDX-License-Identifier: GPL-2.0
/*
 * Where we meet packets. Floor 7.
 *
 * Each hook is handed what its namespace holds as its private data.
 */
#include "path/hooks.h"

#include "base/net.h"
#include "base/reason.h"
#include "base/tunables.h"
#include "obj/sieve.h"
#include "path/fast.h"
#include "path/icmp.h"
#include "path/in.h"
#include "path/proven.h"
#include "pkt/parse.h"
#include "xmit/emit.h"

#include <linux/errno.h>
#include <linux/if_arp.h>
#include <linux/netfilter.h>
#include <linux/netfilter_ipv4.h>
#include <linux/netfilter_ipv6.h>
#include <linux/skbuff.h>
#include <net/inet_sock.h>
#include <net/ip.h>
#include <net/xfrm.h>

typedef unsigned int (*path_fn)(struct lvs_pkt *pkt);

/* a program that makes its own fragments wants them to stay as they are */
static bool wants_fragments(const struct sk_buff *skb)
{
	const struct sock *sk = skb_to_full_sk(skb);

	return unlikely(sk && sk->sk_family == AF_INET &&
			inet_test_bit(NODEFRAG, sk));
}

/* false if the packet is none of ours at first sight */
static bool is_candidate(const struct sk_buff *skb, unsigned int hook)
{
	if (skb->ipvs_property || !skb_dst(skb))
		return false;
	if (hook == NF_INET_LOCAL_OUT)
		return !wants_fragments(skb);
	return skb->pkt_type == PACKET_HOST;
}

/*
 * Parts of one datagram that are met at different hooks never belong together:
 * what is forwarded here may come again from here.
 */
static u32 defrag_user(const struct lvs_pkt *pkt)
{
	switch (pkt->hook) {
	case NF_INET_LOCAL_IN:
		return IP_DEFRAG_VS_IN;
	case NF_INET_LOCAL_OUT:
		return IP_DEFRAG_VS_OUT;
	default:
		return IP_DEFRAG_VS_FWD;
	}
}

/*
 * True if the datagram is whole now; else the skb was taken. It is cut again
 * when it leaves, into parts that are no larger than those that came.
 */
static bool reassemble4(struct lvs_pkt *pkt, struct net *net)
{
	bool whole;

	local_bh_disable();
	whole = !ip_defrag(net, pkt->skb, defrag_user(pkt));
	local_bh_enable();
	if (whole)
		pkt->skb->ignore_df = 1;
	pkt->flags = 0;
	return whole;
}

static unsigned int dispatch(struct lvs_pkt *pkt, enum lvs_parse parsed,
			     path_fn path)
{
	switch (parsed) {
	case LVS_PARSE_OK:
		return path(pkt);
	case LVS_PARSE_ICMP:
		return lvs_path_icmp(pkt);
	case LVS_PARSE_CUT:
		return lvs_path_cut(pkt);
	default:
		return NF_ACCEPT;
	}
}

/*
 * What came out of a tunnel that ends here is known by the device that it came
 * by. A mark on the outer packet would not do: some kernels wipe all marks off
 * what they unwrap.
 */
static bool is_ignored(const struct lvs_pkt *pkt)
{
	if (pkt->hook != NF_INET_LOCAL_IN ||
	    likely(!READ_ONCE(pkt->lnet->tunables->ignore_tunneled)))
		return false;
	switch (pkt->skb->dev->type) {
	case ARPHRD_TUNNEL:
	case ARPHRD_TUNNEL6:
	case ARPHRD_SIT:
	case ARPHRD_IPGRE:
	case ARPHRD_IP6GRE:
		return true;
	default:
		return false;
	}
}

/* a packet that is dropped goes here, so that drop monitors learn why */
static unsigned int settle(const struct lvs_pkt *pkt, unsigned int verdict)
{
	if (likely(verdict != NF_DROP))
		return verdict;
	return NF_DROP_REASON(pkt->skb, lvs_reason_of_kernel(pkt->reason),
			      EPERM);
}

/*
 * This and meet_first() are never inlined: the frames that they set up are not
 * to be paid for by packets that fall through before.
 */
static noinline unsigned int meet(struct lvs_net *lnet, struct sk_buff *skb,
				  const struct nf_hook_state *state,
				  path_fn path)
{
	enum lvs_parse parsed;
	unsigned int verdict;
	struct lvs_pkt pkt;

	if (!is_candidate(skb, state->hook))
		return NF_ACCEPT;
	lvs_pkt_open(&pkt, skb, lnet, state->hook);
	if (is_ignored(&pkt))
		return NF_ACCEPT;
	parsed = lvs_pkt_parse(&pkt, state->pf);
	if (parsed == LVS_PARSE_FRAGMENT && state->pf == NFPROTO_IPV4) {
		if (!reassemble4(&pkt, state->net))
			return NF_STOLEN;
		parsed = lvs_pkt_parse(&pkt, state->pf);
	}
	local_bh_disable();
	verdict = settle(&pkt, dispatch(&pkt, parsed, path));
	local_bh_enable();
	return verdict;
}

static unsigned int hook_in(void *priv, struct sk_buff *skb,
			    const struct nf_hook_state *state)
{
	if (!lvs_sieve_passes(priv, skb, state->pf))
		return NF_ACCEPT;
	return meet(priv, skb, state, lvs_path_in);
}

static unsigned int hook_forward(void *priv, struct sk_buff *skb,
				 const struct nf_hook_state *state)
{
	if (!lvs_sieve_passes(priv, skb, state->pf))
		return NF_ACCEPT;
	return meet(priv, skb, state, lvs_path_reply);
}

static noinline unsigned int meet_first(struct lvs_net *lnet,
					struct sk_buff *skb,
					const struct nf_hook_state *state)
{
	struct lvs_pkt pkt;

	if (!READ_ONCE(lnet->tunables->fastpath) ||
	    !lvs_fast_suits(skb, state->pf))
		return NF_ACCEPT;
	lvs_pkt_open(&pkt, skb, lnet, state->hook);
	if (lvs_pkt_parse(&pkt, state->pf) != LVS_PARSE_OK)
		return NF_ACCEPT;
	return settle(&pkt, lvs_path_fast(&pkt));
}

/*
 * After the raw tables, so that their rules see every packet, and before
 * connection tracking.
 */
static unsigned int hook_first(void *priv, struct sk_buff *skb,
			       const struct nf_hook_state *state)
{
	if (!lvs_sieve_passes(priv, skb, state->pf))
		return NF_ACCEPT;
	return meet_first(priv, skb, state);
}

/*
 * A packet that we have handled leaves. Those that came by IPsec prove nothing
 * of such as come without.
 */
static unsigned int hook_last(void *priv, struct sk_buff *skb,
			      const struct nf_hook_state *state)
{
	struct lvs_net *lnet = priv;
	struct lvs_pkt pkt;

	if (likely(!skb->ipvs_property) || secpath_exists(skb))
		return NF_ACCEPT;
	if (!READ_ONCE(lnet->tunables->fastpath))
		return NF_ACCEPT;
	lvs_pkt_open(&pkt, skb, lnet, state->hook);
	local_bh_disable();
	if (!lvs_proven_request(skb) &&
	    lvs_pkt_parse(&pkt, state->pf) == LVS_PARSE_OK)
		lvs_proven_reply(&pkt);
	local_bh_enable();
	return NF_ACCEPT;
}

#define HOOKS(family, after_raw, before_snat, after_dnat, forward, last) { \
	[LVS_HOOK_FIRST] = {					\
		.hook = hook_first,				\
		.pf = family,					\
		.hooknum = NF_INET_PRE_ROUTING,			\
		.priority = after_raw,				\
	},							\
	[LVS_HOOK_IN] = {					\
		.hook = hook_in,				\
		.pf = family,					\
		.hooknum = NF_INET_LOCAL_IN,			\
		.priority = before_snat,			\
	},							\
	[LVS_HOOK_OUT] = {					\
		.hook = hook_in,				\
		.pf = family,					\
		.hooknum = NF_INET_LOCAL_OUT,			\
		.priority = after_dnat,				\
	},							\
	[LVS_HOOK_FORWARD] = {					\
		.hook = hook_forward,				\
		.pf = family,					\
		.hooknum = NF_INET_FORWARD,			\
		.priority = forward,				\
	},							\
	[LVS_HOOK_LAST] = {					\
		.hook = hook_last,				\
		.pf = family,					\
		.hooknum = NF_INET_POST_ROUTING,		\
		.priority = last,				\
	},							\
}

/* after the filter and mangle tables have had their say */
#define FORWARD_PRIORITY 100

const struct nf_hook_ops lvs_hooks4[LVS_HOOK_COUNT] =
	HOOKS(NFPROTO_IPV4, NF_IP_PRI_RAW + 1, NF_IP_PRI_NAT_SRC - 1,
	      NF_IP_PRI_NAT_DST + 1, FORWARD_PRIORITY, NF_IP_PRI_LAST);

const struct nf_hook_ops lvs_hooks6[LVS_HOOK_COUNT] =
	HOOKS(NFPROTO_IPV6, NF_IP6_PRI_RAW + 1, NF_IP6_PRI_NAT_SRC - 1,
	      NF_IP6_PRI_NAT_DST + 1, FORWARD_PRIORITY, NF_IP6_PRI_LAST);
