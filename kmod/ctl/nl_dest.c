// SPDX-License-Identifier: GPL-2.0
/*
 * Netlink commands that concern servers. Floor 8.
 */
#include "ctl/nl_dest.h"

#include "base/net.h"
#include "obj/dest.h"
#include "obj/pool.h"
#include "obj/svc.h"
#include "obj/svc_table.h"
#include "ctl/check.h"
#include "ctl/config_dest.h"
#include "ctl/nl_decode.h"
#include "ctl/nl_reply.h"
#include "ctl/nl_stats.h"
#include "ctl/stats.h"

#include <net/genetlink.h>
#include <net/sock.h>

typedef int (*dest_fn)(struct lvs_net *lnet, const struct lvs_svc_req *sreq,
		       const struct lvs_dest_req *req, struct lvs_why *why);

static int run(struct genl_info *info, dest_fn apply)
{
	struct lvs_dest_req req;
	struct lvs_svc_req sreq;
	struct lvs_why why = {};
	int err;

	lvs_nl_decode_dest(info->attrs[LVS_CMD_ATTR_DEST], &req);
	err = lvs_nl_decode_svc(info->attrs[LVS_CMD_ATTR_SERVICE], &sreq,
				&why);
	if (!err)
		err = apply(lvs_net_of(genl_info_net(info)), &sreq, &req,
			    &why);
	return err ? lvs_nl_refuse(info, err, &why) : 0;
}

/**
 * lvs_nl_new_dest() - LVS_CMD_NEW_DEST
 * @skb: unused
 * @info: the request
 *
 * Context: process, may sleep.
 * Return: as lvs_config_add_dest().
 */
int lvs_nl_new_dest(struct sk_buff *skb, struct genl_info *info)
{
	return run(info, lvs_config_add_dest);
}

/**
 * lvs_nl_set_dest() - LVS_CMD_SET_DEST
 * @skb: unused
 * @info: the request
 *
 * Context: process, may sleep.
 * Return: as lvs_config_edit_dest().
 */
int lvs_nl_set_dest(struct sk_buff *skb, struct genl_info *info)
{
	return run(info, lvs_config_edit_dest);
}

/**
 * lvs_nl_del_dest() - LVS_CMD_DEL_DEST
 * @skb: unused
 * @info: the request
 *
 * Context: process, may sleep.
 * Return: as lvs_config_del_dest().
 */
int lvs_nl_del_dest(struct sk_buff *skb, struct genl_info *info)
{
	return run(info, lvs_config_del_dest);
}

static int put_conf(struct sk_buff *skb, const struct lvs_dest_conf *conf)
{
	struct lvs_tun tun = READ_ONCE(conf->tun);

	return nla_put(skb, LVS_DEST_ATTR_ADDR, sizeof(conf->addr.words),
		       conf->addr.words) ?:
	       nla_put_be16(skb, LVS_DEST_ATTR_PORT, conf->port) ?:
	       nla_put_u32(skb, LVS_DEST_ATTR_FWD_METHOD,
			   READ_ONCE(conf->fwd)) ?:
	       nla_put_u32(skb, LVS_DEST_ATTR_WEIGHT,
			   READ_ONCE(conf->weight)) ?:
	       nla_put_u8(skb, LVS_DEST_ATTR_TUN_TYPE, tun.type) ?:
	       nla_put_be16(skb, LVS_DEST_ATTR_TUN_PORT, tun.port) ?:
	       nla_put_u16(skb, LVS_DEST_ATTR_TUN_FLAGS, tun.flags) ?:
	       nla_put_u32(skb, LVS_DEST_ATTR_U_THRESH,
			   READ_ONCE(conf->upper)) ?:
	       nla_put_u32(skb, LVS_DEST_ATTR_L_THRESH,
			   READ_ONCE(conf->lower));
}

static int put_load(struct sk_buff *skb, const struct lvs_load *load)
{
	return nla_put_u32(skb, LVS_DEST_ATTR_ACTIVE_CONNS,
			   lvs_load_active(load)) ?:
	       nla_put_u32(skb, LVS_DEST_ATTR_INACT_CONNS,
			   lvs_load_inactive(load)) ?:
	       nla_put_u32(skb, LVS_DEST_ATTR_PERSIST_CONNS,
			   max(atomic_read(&load->persist), 0));
}

static int put_dest(struct sk_buff *skb, const struct lvs_dest *dest)
{
	struct lvs_stats stats;
	struct nlattr *nest;
	int err;

	nest = nla_nest_start_noflag(skb, LVS_CMD_ATTR_DEST);
	if (!nest)
		return -EMSGSIZE;
	lvs_stats_dest(dest, &stats);
	err = put_conf(skb, &dest->conf) ?:
	      put_load(skb, &dest->load) ?:
	      nla_put_u16(skb, LVS_DEST_ATTR_ADDR_FAMILY,
			  dest->conf.addr.family) ?:
	      lvs_nl_put_stats(skb, LVS_DEST_ATTR_STATS,
			       LVS_DEST_ATTR_STATS64, &stats);
	if (err)
		return err;
	nla_nest_end(skb, nest);
	return 0;
}

static int dump_dest(struct sk_buff *skb, struct netlink_callback *cb,
		     const struct lvs_dest *dest)
{
	void *head = lvs_nl_dump_begin(skb, cb, LVS_CMD_NEW_DEST);

	if (!head)
		return -EMSGSIZE;
	if (put_dest(skb, dest)) {
		genlmsg_cancel(skb, head);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, head);
	return 0;
}

/**
 * struct dests_at - place in a listing of servers
 * @key: the service
 * @left: servers still to come, counted from the oldest, so that those which
 *	are added meanwhile do not show others twice
 * @state: DESTS_*
 */
struct dests_at {
	struct lvs_svc_key key;
	u32 left;
	u8 state;
};

enum dests_state {
	DESTS_NONE,		/* no such service, or all were shown */
	DESTS_BEGIN,
	DESTS_GO_ON,
};

/**
 * lvs_nl_start_dests() - LVS_CMD_GET_DEST begins: which service is it of
 * @cb: the listing
 *
 * A request that names no service or a wrong one gets an empty listing, which
 * is what clients count on that race with a deletion.
 *
 * Context: process.
 * Return: 0.
 */
int lvs_nl_start_dests(struct netlink_callback *cb)
{
	struct dests_at *at = (struct dests_at *)cb->ctx;
	struct lvs_svc_req req;
	struct nlattr *nest;
	struct lvs_why why;

	static_assert(sizeof(*at) <= sizeof(cb->ctx));
	nest = nlmsg_find_attr(cb->nlh, GENL_HDRLEN, LVS_CMD_ATTR_SERVICE);
	if (!lvs_nl_decode_svc(nest, &req, &why) &&
	    !lvs_check_svc_key(&req, &at->key, &why))
		at->state = DESTS_BEGIN;
	else
		at->state = DESTS_NONE;
	return 0;
}

static void dump_pool(struct sk_buff *skb, struct netlink_callback *cb,
		      const struct lvs_pool *pool)
{
	struct dests_at *at = (struct dests_at *)cb->ctx;

	if (at->state == DESTS_BEGIN || at->left > pool->count)
		at->left = pool->count;
	at->state = DESTS_GO_ON;
	cb->seq = pool->stamp;
	while (at->left) {
		u32 i = pool->count - at->left;

		if (dump_dest(skb, cb, pool->slots[i].dest))
			break;
		at->left--;
	}
}

/**
 * lvs_nl_dump_dests() - LVS_CMD_GET_DEST
 * @skb: filled
 * @cb: place in the listing, begun by lvs_nl_start_dests()
 *
 * Context: process.
 * Return: bytes in @skb, 0 at the end.
 */
int lvs_nl_dump_dests(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct lvs_net *lnet = lvs_net_of(sock_net(skb->sk));
	struct dests_at *at = (struct dests_at *)cb->ctx;
	struct lvs_svc *svc;

	if (at->state == DESTS_NONE)
		return 0;
	rcu_read_lock();
	svc = lvs_svc_find(lnet, &at->key);
	if (svc)
		dump_pool(skb, cb, rcu_dereference(svc->pool));
	rcu_read_unlock();
	return skb->len;
}
