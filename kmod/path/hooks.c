// SPDX-License-Identifier: GPL-2.0
/*
 * Where we meet packets: hooks that exist while there are services of a
 * family. Floor 7.
 */
#include "path/hooks.h"

#include "base/net.h"
#include "base/tunables.h"
#include "obj/sieve.h"
#include "path/defrag6.h"
#include "path/fast.h"
#include "path/icmp.h"
#include "path/in.h"
#include "path/proven.h"
#include "path/road.h"
#include "pkt/parse.h"
#include "xmit/emit.h"

#include <linux/if_arp.h>
#include <linux/netfilter_ipv4.h>
#include <linux/netfilter_ipv6.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <net/inet_sock.h>
#include <net/ip.h>
#include <net/xfrm.h>

/**
 * struct lvs_hooks - what a namespace has registered
 * @users4: services of IPv4, and IPv4 servers of others, config lock
 * @users6: services of IPv6, and IPv6 servers of others, config lock
 */
struct lvs_hooks {
	u32 users4;
	u32 users6;
};

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

static unsigned int meet(struct sk_buff *skb,
			 const struct nf_hook_state *state, path_fn path)
{
	struct lvs_net *lnet = lvs_net_of(state->net);
	enum lvs_parse parsed;
	unsigned int verdict;
	struct lvs_pkt pkt;

	if (!lvs_sieve_passes(lnet, skb, state->pf) ||
	    !is_candidate(skb, state->hook))
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
	verdict = dispatch(&pkt, parsed, path);
	local_bh_enable();
	return verdict;
}

static unsigned int hook_in(void *priv, struct sk_buff *skb,
			    const struct nf_hook_state *state)
{
	return meet(skb, state, lvs_path_in);
}

static unsigned int hook_forward(void *priv, struct sk_buff *skb,
				 const struct nf_hook_state *state)
{
	return meet(skb, state, lvs_path_reply);
}

/*
 * After the raw tables, so that their rules see every packet, and before
 * connection tracking.
 */
static unsigned int hook_first(void *priv, struct sk_buff *skb,
			       const struct nf_hook_state *state)
{
	struct lvs_net *lnet = lvs_net_of(state->net);
	struct lvs_pkt pkt;

	if (!lvs_sieve_passes(lnet, skb, state->pf) ||
	    !READ_ONCE(lnet->tunables->fastpath) ||
	    !lvs_fast_suits(skb, state->pf))
		return NF_ACCEPT;
	lvs_pkt_open(&pkt, skb, lnet, state->hook);
	if (lvs_pkt_parse(&pkt, state->pf) != LVS_PARSE_OK)
		return NF_ACCEPT;
	return lvs_path_fast(&pkt);
}

/*
 * A packet that we have handled leaves. Those that came by IPsec prove nothing
 * of such as come without.
 */
static unsigned int hook_last(void *priv, struct sk_buff *skb,
			      const struct nf_hook_state *state)
{
	struct lvs_net *lnet;
	struct lvs_pkt pkt;

	if (likely(!skb->ipvs_property) || secpath_exists(skb))
		return NF_ACCEPT;
	lnet = lvs_net_of(state->net);
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

#define LVS_HOOKS(family, after_raw, before_snat, after_dnat, forward,	\
		  last)						\
	{							\
		.hook = hook_first,				\
		.pf = family,					\
		.hooknum = NF_INET_PRE_ROUTING,			\
		.priv = LVS_ROAD_OURS,				\
		.priority = after_raw,				\
	}, {							\
		.hook = hook_last,				\
		.pf = family,					\
		.hooknum = NF_INET_POST_ROUTING,		\
		.priority = last,				\
	}, {							\
		.hook = hook_in,				\
		.pf = family,					\
		.hooknum = NF_INET_LOCAL_IN,			\
		.priority = before_snat,			\
	}, {							\
		.hook = hook_in,				\
		.pf = family,					\
		.hooknum = NF_INET_LOCAL_OUT,			\
		.priority = after_dnat,				\
	}, {							\
		.hook = hook_forward,				\
		.pf = family,					\
		.hooknum = NF_INET_FORWARD,			\
		.priority = forward,				\
	}

/* after the filter and mangle tables have had their say */
#define FORWARD_PRIORITY 100

static const struct nf_hook_ops hooks4[] = {
	LVS_HOOKS(NFPROTO_IPV4, NF_IP_PRI_RAW + 1, NF_IP_PRI_NAT_SRC - 1,
		  NF_IP_PRI_NAT_DST + 1, FORWARD_PRIORITY, NF_IP_PRI_LAST),
};

static const struct nf_hook_ops hooks6[] = {
	LVS_HOOKS(NFPROTO_IPV6, NF_IP6_PRI_RAW + 1, NF_IP6_PRI_NAT_SRC - 1,
		  NF_IP6_PRI_NAT_DST + 1, FORWARD_PRIORITY, NF_IP6_PRI_LAST),
};

/**
 * lvs_hooks_init() - prepare a namespace to register hooks
 * @lnet: namespace
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_hooks_init(struct lvs_net *lnet)
{
	lnet->hooks = kzalloc(sizeof(*lnet->hooks), GFP_KERNEL);
	return lnet->hooks ? 0 : -ENOMEM;
}

/**
 * lvs_hooks_exit() - free what lvs_hooks_init() made
 * @lnet: namespace; all services gave their hooks back
 *
 * Context: process.
 */
void lvs_hooks_exit(struct lvs_net *lnet)
{
	kfree(lnet->hooks);
}

/**
 * lvs_hooks_get() - a service of a family comes, or a server of another family
 * than its service's: be where its packets are
 * @lnet: namespace
 * @family: AF_INET or AF_INET6
 *
 * Context: process, may sleep; config lock.
 * Return: 0, or the error of netfilter.
 */
int lvs_hooks_get(struct lvs_net *lnet, u16 family)
{
	struct lvs_hooks *hooks = lnet->hooks;
	int err;

	if (family == AF_INET6) {
		if (hooks->users6++)
			return 0;
		err = nf_register_net_hooks(lnet->net, hooks6,
					    ARRAY_SIZE(hooks6));
		if (err)
			hooks->users6--;
		else
			lvs_defrag6_get(lnet);
		return err;
	}
	if (hooks->users4++)
		return 0;
	err = nf_register_net_hooks(lnet->net, hooks4, ARRAY_SIZE(hooks4));
	if (err)
		hooks->users4--;
	return err;
}

/**
 * lvs_hooks_put() - a service of a family goes, or such a server
 * @lnet: namespace
 * @family: AF_INET or AF_INET6
 *
 * Packets that are inside a hook may be so for one grace period more.
 *
 * Context: process, may sleep; config lock.
 */
void lvs_hooks_put(struct lvs_net *lnet, u16 family)
{
	struct lvs_hooks *hooks = lnet->hooks;

	if (family == AF_INET6) {
		if (--hooks->users6)
			return;
		lvs_defrag6_put(lnet);
		nf_unregister_net_hooks(lnet->net, hooks6,
					ARRAY_SIZE(hooks6));
	} else if (!--hooks->users4) {
		nf_unregister_net_hooks(lnet->net, hooks4,
					ARRAY_SIZE(hooks4));
	}
}
