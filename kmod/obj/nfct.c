// SPDX-License-Identifier: GPL-2.0
/*
 * Netfilter's own connections, while net.ipv4.vs.conntrack is on. Floor 3.
 */
#include "obj/nfct.h"

#include "base/net.h"
#include "obj/conn.h"

#include <linux/kmod.h>
#include <linux/module.h>
#include <linux/netfilter.h>
#include <linux/rcupdate.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <net/net_namespace.h>
#include <net/netfilter/nf_conntrack.h>
#include <net/netfilter/nf_conntrack_core.h>
#include <net/netfilter/nf_conntrack_zones.h>

/**
 * struct lvs_nfct - functions of nf_conntrack that are in our hands
 * @find: the nf_conn of a tuple, with a reference
 * @kill: ends one
 * @track: gives a packet its nf_conn, a new one if need be
 * @get: asks for conntrack's hooks in a namespace
 * @put: takes that back
 */
struct lvs_nfct {
	typeof(&nf_conntrack_find_get) find;
	typeof(&nf_ct_delete) kill;
	typeof(&nf_conntrack_in) track;
	typeof(&nf_ct_netns_get) get;
	typeof(&nf_ct_netns_put) put;
};

static void give_back(struct lvs_nfct *nfct)
{
	if (nfct->find)
		symbol_put(nf_conntrack_find_get);
	if (nfct->kill)
		symbol_put(nf_ct_delete);
	if (nfct->track)
		symbol_put(nf_conntrack_in);
	if (nfct->get)
		symbol_put(nf_ct_netns_get);
	if (nfct->put)
		symbol_put(nf_ct_netns_put);
}

/* false if this kernel lacks any of them */
static bool fetch(struct lvs_nfct *nfct)
{
	request_module("nf_conntrack");
	nfct->find = symbol_get(nf_conntrack_find_get);
	nfct->kill = symbol_get(nf_ct_delete);
	nfct->track = symbol_get(nf_conntrack_in);
	nfct->get = symbol_get(nf_ct_netns_get);
	nfct->put = symbol_get(nf_ct_netns_put);
	return nfct->find && nfct->kill && nfct->track && nfct->get &&
	       nfct->put;
}

/**
 * lvs_nfct_enable() - let the namespace's flows keep their nf_conn
 * @lnet: namespace
 *
 * Context: process, may sleep; config lock.
 * Return: 0, also when it was on; -EOPNOTSUPP if this kernel has no conntrack
 * to offer; -ENODEV if the namespace is going; -ENOMEM; or what conntrack says
 * when it cannot register its hooks.
 */
int lvs_nfct_enable(struct lvs_net *lnet)
{
	struct lvs_nfct *nfct;
	int err = -EOPNOTSUPP;

	if (lvs_nfct_is_on(lnet))
		return 0;
	if (!check_net(lnet->net))	/* it goes: nobody would disable this */
		return -ENODEV;
	nfct = kzalloc(sizeof(*nfct), GFP_KERNEL);
	if (!nfct)
		return -ENOMEM;
	if (!fetch(nfct))
		goto err_give_back;
	err = nfct->get(lnet->net, NFPROTO_INET);
	if (err)
		goto err_give_back;
	rcu_assign_pointer(lnet->nfct, nfct);
	return 0;

err_give_back:
	give_back(nfct);
	kfree(nfct);
	return err;
}

/**
 * lvs_nfct_disable() - new flows lose their nf_conn again
 * @lnet: namespace; the nf_conn of flows that have one end by themselves
 *
 * Context: process, may sleep for a grace period; config lock, or nobody else
 * is left.
 */
void lvs_nfct_disable(struct lvs_net *lnet)
{
	struct lvs_nfct *nfct = rcu_dereference_protected(lnet->nfct, true);

	if (!nfct)
		return;
	RCU_INIT_POINTER(lnet->nfct, NULL);
	synchronize_rcu();
	nfct->put(lnet->net, NFPROTO_INET);
	give_back(nfct);
	kfree(nfct);
}

/**
 * lvs_nfct_is_on() - do new flows keep their nf_conn
 * @lnet: namespace
 *
 * Context: any.
 * Return: what was asked for last.
 */
bool lvs_nfct_is_on(const struct lvs_net *lnet)
{
	return rcu_access_pointer(lnet->nfct);
}

static void set_addr(union nf_inet_addr *to, const struct lvs_addr *from)
{
	memcpy(to, from->words, lvs_family_bytes(from->family));
}

/**
 * lvs_nfct_end() - end the nf_conn of a connection that ends
 * @lnet: namespace
 * @conn: still in the table, so that no other can have its name
 *
 * Context: softirq or process, RCU.
 */
void lvs_nfct_end(struct lvs_net *lnet, const struct lvs_conn *conn)
{
	struct lvs_addr client = lvs_conn_addr(conn, LVS_CONN_CLIENT);
	struct lvs_addr virtual = lvs_conn_addr(conn, LVS_CONN_VIRTUAL);
	const struct lvs_nfct *nfct = rcu_dereference(lnet->nfct);
	struct nf_conntrack_tuple_hash *found;
	struct nf_conntrack_tuple name = {
		.src.l3num = conn->family,
		.src.u.all = conn->port[LVS_CONN_CLIENT],
		.dst.u.all = conn->port[LVS_CONN_VIRTUAL],
		.dst.protonum = conn->proto,
	};
	struct nf_conn *ct;

	if (!nfct)
		return;
	set_addr(&name.src.u3, &client);
	set_addr(&name.dst.u3, &virtual);
	found = nfct->find(lnet->net, &nf_ct_zone_dflt, &name);
	if (!found)
		return;
	ct = nf_ct_tuplehash_to_ctrack(found);
	nfct->kill(ct, 0, 0);
	nf_conntrack_put(&ct->ct_general);
}

/**
 * lvs_nfct_renew() - exchange a packet's nf_conn for a new one
 * @lnet: namespace
 * @skb: has an nf_conn that belongs to a flow of the past; that one ends
 * @state: hook that the packet is at
 *
 * Context: bottom halves off, RCU.
 */
void lvs_nfct_renew(struct lvs_net *lnet, struct sk_buff *skb,
		    const struct nf_hook_state *state)
{
	const struct lvs_nfct *nfct = rcu_dereference(lnet->nfct);
	enum ip_conntrack_info info;

	if (!nfct)
		return;
	nfct->kill(nf_ct_get(skb, &info), 0, 0);
	nf_reset_ct(skb);
	nfct->track(skb, state);
}
