// SPDX-License-Identifier: GPL-2.0
/*
 * The match «ipvs» of iptables, which asks whether and how a packet was
 * balanced. Floor 8.
 *
 * Only packets that we have handled are looked at: requests at OUTPUT and
 * POSTROUTING, replies of masqueraded servers at POSTROUTING. By then NAT has
 * changed them, so that they have the name of the other direction, reversed:
 *
 *	as it leaves			in the table
 *	request: client -> server	reply: server -> client
 *	reply: virtual -> client	request: client -> virtual
 *
 * What NAT has not touched still has its own name, perhaps inside a tunnel.
 */
#include "ctl/xt_match.h"

#include "base/net.h"
#include "obj/conn.h"
#include "obj/conn_table.h"
#include "path/find.h"
#include "pkt/parse.h"
#include "pkt/quote.h"
#include "pkt/unwrap.h"
#include "proto/protos.h"

#include <uapi/linux/lvs.h>

#include <linux/bottom_half.h>
#include <linux/module.h>
#include <linux/netfilter.h>
#include <linux/netfilter/x_tables.h>
#include <linux/skbuff.h>
#include <uapi/linux/netfilter/xt_ipvs.h>

/**
 * struct seen - a packet's connection
 * @conn: without a reference
 * @is_reply: the packet goes to the client
 */
struct seen {
	const struct lvs_conn *conn;
	bool is_reply;
};

/* as it was named before NAT */
static bool find_translated(struct lvs_net *lnet, const struct lvs_tuple *flow,
			    const struct lvs_proto_ops *proto,
			    struct seen *seen)
{
	struct lvs_tuple back = lvs_tuple_reverse(flow);
	enum lvs_conn_node_idx which;

	seen->conn = lvs_path_find(lnet, &back, proto, &which);
	if (!seen->conn)
		return false;
	seen->is_reply = which == LVS_CONN_REQUEST;
	return true;
}

static bool find_unchanged(struct lvs_net *lnet, const struct lvs_tuple *flow,
			   const struct lvs_proto_ops *proto,
			   struct seen *seen)
{
	enum lvs_conn_node_idx which;

	seen->conn = lvs_path_find(lnet, flow, proto, &which);
	if (!seen->conn)
		return false;
	seen->is_reply = which == LVS_CONN_REPLY;
	return true;
}

static bool find_flow(struct lvs_net *lnet, const struct lvs_tuple *flow,
		      struct seen *seen)
{
	const struct lvs_proto_ops *proto = lvs_proto_find(flow->proto);

	return proto && (find_translated(lnet, flow, proto, seen) ||
			 find_unchanged(lnet, flow, proto, seen));
}

/* only requests go through tunnels */
static bool find_wrapped(const struct lvs_pkt *pkt, u16 family,
			 struct seen *seen)
{
	const struct lvs_proto_ops *proto;
	struct lvs_quote outer = {}, inner = {};
	struct lvs_unwrapped in;

	if (!lvs_quote_header(pkt, family, skb_network_offset(pkt->skb),
			      &outer) ||
	    !lvs_unwrap(pkt, &outer, &in) || !in.family ||
	    !lvs_quote_header(pkt, in.family, in.offset, &inner) ||
	    !lvs_quote_ports(pkt, &inner))
		return false;
	proto = lvs_proto_find(inner.flow.proto);
	return proto && find_unchanged(pkt->lnet, &inner.flow, proto, seen) &&
	       lvs_conn_fwd(seen->conn) == LVS_FWD_TUNNEL;
}

static bool find(const struct sk_buff *skb, const struct xt_action_param *par,
		 struct seen *seen)
{
	u16 family = xt_family(par);
	enum lvs_parse parsed;
	struct lvs_pkt pkt;

	/* parsing and unwrapping only read it */
	lvs_pkt_open(&pkt, (struct sk_buff *)skb, lvs_net_of(xt_net(par)),
		     xt_hooknum(par));
	parsed = lvs_pkt_parse(&pkt, family);
	if ((parsed == LVS_PARSE_OK || parsed == LVS_PARSE_CUT) &&
	    find_flow(pkt.lnet, &pkt.tuple, seen))
		return true;
	return find_wrapped(&pkt, family, seen);
}

static bool has_addr(const struct lvs_conn *conn, u16 family,
		     const struct xt_ipvs_mtinfo *info)
{
	const __be32 *words = lvs_conn_words(conn, LVS_CONN_VIRTUAL);
	unsigned int i;

	if (conn->family != family)
		return false;
	for (i = 0; i < lvs_family_words(family); i++) {
		if ((words[i] ^ info->vaddr.ip6[i]) & info->vmask.ip6[i])
			return false;
	}
	return true;
}

static bool is_controlled(const struct lvs_conn *conn, __be16 port)
{
	return conn->control && conn->control->port[LVS_CONN_VIRTUAL] == port;
}

/* what holds of the packet, of all that can be asked: XT_IPVS_* */
static u8 answers(const struct seen *seen, u16 family,
		  const struct xt_ipvs_mtinfo *info)
{
	const struct lvs_conn *conn = seen->conn;
	u8 yes = 0;

	if (conn->proto == info->l4proto)
		yes |= XT_IPVS_PROTO;
	if (has_addr(conn, family, info))
		yes |= XT_IPVS_VADDR;
	if (conn->port[LVS_CONN_VIRTUAL] == info->vport)
		yes |= XT_IPVS_VPORT;
	if (!seen->is_reply)	/* a rule for replies inverts this one */
		yes |= XT_IPVS_DIR;
	if (lvs_conn_fwd(conn) == info->fwd_method)
		yes |= XT_IPVS_METHOD;
	if (is_controlled(conn, info->vportctl))
		yes |= XT_IPVS_VPORTCTL;
	return yes;
}

static bool match_flow(const struct sk_buff *skb,
		       const struct xt_action_param *par)
{
	const struct xt_ipvs_mtinfo *info = par->matchinfo;
	struct seen seen;
	bool fits;
	u8 yes;

	local_bh_disable();
	fits = find(skb, par, &seen);
	if (fits) {
		yes = answers(&seen, xt_family(par), info) ^ info->invert;
		fits = !(info->bitmask & XT_IPVS_ONCE_MASK & ~yes);
	}
	local_bh_enable();
	return fits;
}

/* under RCU; what asks for more than the property wants it, too */
static bool match(const struct sk_buff *skb, struct xt_action_param *par)
{
	const struct xt_ipvs_mtinfo *info = par->matchinfo;

	if (info->bitmask == XT_IPVS_IPVS_PROPERTY)
		return skb->ipvs_property !=
		       !!(info->invert & XT_IPVS_IPVS_PROPERTY);
	return skb->ipvs_property && match_flow(skb, par);
}

/* rules hold the module */
static struct xt_match matches[] __read_mostly = {
	{
		.name = "ipvs",
		.family = NFPROTO_IPV4,
		.match = match,
		.matchsize = sizeof(struct xt_ipvs_mtinfo),
		.me = THIS_MODULE,
	}, {
		.name = "ipvs",
		.family = NFPROTO_IPV6,
		.match = match,
		.matchsize = sizeof(struct xt_ipvs_mtinfo),
		.me = THIS_MODULE,
	},
};

/*
 * A weak link: the module loads without x_tables, too, and then has no match.
 * symbol_get() does not hand out these two, which are not only for GPL modules.
 */
extern typeof(xt_register_matches) xt_register_matches __weak;
extern typeof(xt_unregister_matches) xt_unregister_matches __weak;

/**
 * lvs_xt_match_init() - let rules of iptables ask about our packets
 *
 * Context: process, may sleep; the namespaces are complete.
 * Return: 0, also where there is no x_tables; or what that says.
 */
int lvs_xt_match_init(void)
{
	if (!xt_register_matches)
		return 0;
	return xt_register_matches(matches, ARRAY_SIZE(matches));
}

/**
 * lvs_xt_match_exit() - end that; no rule does ask any more
 *
 * Context: process, may sleep.
 */
void lvs_xt_match_exit(void)
{
	if (xt_unregister_matches)
		xt_unregister_matches(matches, ARRAY_SIZE(matches));
}

MODULE_ALIAS("ipt_ipvs");
MODULE_ALIAS("ip6t_ipvs");
