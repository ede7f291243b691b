// SPDX-License-Identifier: GPL-2.0
/*
 * Netlink commands that concern services. Floor 8.
 */
#include "ctl/nl_svc.h"

#include "base/net.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "obj/svc.h"
#include "ctl/config.h"
#include "ctl/config_svc.h"
#include "ctl/listing.h"
#include "ctl/nl_decode.h"
#include "ctl/nl_reply.h"
#include "ctl/nl_stats.h"
#include "ctl/stats.h"

#include <linux/err.h>
#include <net/genetlink.h>
#include <net/sock.h>

typedef int (*svc_fn)(struct lvs_net *lnet, const struct lvs_svc_req *req,
		      struct lvs_why *why);

static int run(struct genl_info *info, svc_fn apply)
{
	struct lvs_svc_req req;
	struct lvs_why why = {};
	int err;

	err = lvs_nl_decode_svc(info->attrs[LVS_CMD_ATTR_SERVICE], &req, &why);
	if (!err)
		err = apply(lvs_net_of(genl_info_net(info)), &req, &why);
	return err ? lvs_nl_refuse(info, err, &why) : 0;
}

/**
 * lvs_nl_new_svc() - LVS_CMD_NEW_SERVICE
 * @skb: unused
 * @info: the request
 *
 * Context: process, may sleep.
 * Return: as lvs_config_add_svc().
 */
int lvs_nl_new_svc(struct sk_buff *skb, struct genl_info *info)
{
	return run(info, lvs_config_add_svc);
}

/**
 * lvs_nl_set_svc() - LVS_CMD_SET_SERVICE
 * @skb: unused
 * @info: the request
 *
 * Context: process, may sleep.
 * Return: as lvs_config_edit_svc().
 */
int lvs_nl_set_svc(struct sk_buff *skb, struct genl_info *info)
{
	return run(info, lvs_config_edit_svc);
}

/**
 * lvs_nl_del_svc() - LVS_CMD_DEL_SERVICE
 * @skb: unused
 * @info: the request
 *
 * Context: process, may sleep.
 * Return: as lvs_config_del_svc().
 */
int lvs_nl_del_svc(struct sk_buff *skb, struct genl_info *info)
{
	return run(info, lvs_config_del_svc);
}

/**
 * lvs_nl_zero() - LVS_CMD_ZERO: of one service, or of the whole namespace
 * @skb: unused
 * @info: the request
 *
 * Context: process, may sleep.
 * Return: as lvs_config_zero_svc().
 */
int lvs_nl_zero(struct sk_buff *skb, struct genl_info *info)
{
	if (info->attrs[LVS_CMD_ATTR_SERVICE])
		return run(info, lvs_config_zero_svc);
	lvs_config_zero(lvs_net_of(genl_info_net(info)));
	return 0;
}

/**
 * lvs_nl_flush() - LVS_CMD_FLUSH
 * @skb: unused
 * @info: the request
 *
 * Context: process, may sleep.
 * Return: 0.
 */
int lvs_nl_flush(struct sk_buff *skb, struct genl_info *info)
{
	lvs_config_flush(lvs_net_of(genl_info_net(info)));
	return 0;
}

static int put_key(struct sk_buff *skb, const struct lvs_svc_key *key)
{
	if (nla_put_u16(skb, LVS_SVC_ATTR_AF, key->addr.family))
		return -EMSGSIZE;
	if (key->fwmark)
		return nla_put_u32(skb, LVS_SVC_ATTR_FWMARK, key->fwmark);
	return nla_put_u16(skb, LVS_SVC_ATTR_PROTOCOL, key->proto) ?:
	       nla_put(skb, LVS_SVC_ATTR_ADDR, sizeof(key->addr.words),
		       key->addr.words) ?:
	       nla_put_be16(skb, LVS_SVC_ATTR_PORT, key->port);
}

static int put_engine(struct sk_buff *skb, const struct lvs_engine_ops *engine)
{
	if (!engine)
		return 0;
	return nla_put_string(skb, LVS_SVC_ATTR_PE_NAME, engine->name);
}

static int put_conf(struct sk_buff *skb, const struct lvs_svc *svc)
{
	const struct lvs_sched_ops *sched = rcu_dereference(svc->pool)->sched;
	struct lvs_flags flags = {
		.flags = READ_ONCE(svc->flags),
		.mask = ~0U,
	};

	return nla_put_string(skb, LVS_SVC_ATTR_SCHED_NAME,
			      sched ? sched->name : "none") ?:
	       put_engine(skb, READ_ONCE(svc->engine)) ?:
	       nla_put(skb, LVS_SVC_ATTR_FLAGS, sizeof(flags), &flags) ?:
	       nla_put_u32(skb, LVS_SVC_ATTR_TIMEOUT,
			   READ_ONCE(svc->timeout_s)) ?:
	       nla_put_u32(skb, LVS_SVC_ATTR_NETMASK,
			   READ_ONCE(svc->netmask));
}

/* what IPVS does not know comes last, and only if it was set */
static int put_flow_timeouts(struct sk_buff *skb, const struct lvs_svc *svc)
{
	unsigned int i;
	u32 seconds;

	for (i = 0; i < LVS_TIMEOUT_COUNT; i++) {
		seconds = READ_ONCE(svc->flow_timeout_s[i]);
		if (seconds && nla_put_u32(skb, LVS_SVC_ATTR_TIMEOUT_TCP + i,
					   seconds))
			return -EMSGSIZE;
	}
	return 0;
}

/* likewise */
static int put_sched_conf(struct sk_buff *skb, const struct lvs_svc *svc)
{
	const struct lvs_sched_conf *conf = &rcu_dereference(svc->pool)->conf;

	if (conf->table_size &&
	    nla_put_u32(skb, LVS_SVC_ATTR_TABLE_SIZE, conf->table_size))
		return -EMSGSIZE;
	if (conf->hash_seed &&
	    nla_put(skb, LVS_SVC_ATTR_HASH_SEED, sizeof(conf->hash_seed),
		    &conf->hash_seed))
		return -EMSGSIZE;
	if (conf->slow_start_s &&
	    nla_put_u32(skb, LVS_SVC_ATTR_SLOW_START, conf->slow_start_s))
		return -EMSGSIZE;
	return 0;
}

/* likewise */
static int put_source_conf(struct sk_buff *skb, const struct lvs_svc *svc)
{
	u32 burst = READ_ONCE(svc->source.burst);
	u32 rate = READ_ONCE(svc->source.rate);

	if (rate && nla_put_u32(skb, LVS_SVC_ATTR_SOURCE_RATE, rate))
		return -EMSGSIZE;
	if (burst && nla_put_u32(skb, LVS_SVC_ATTR_SOURCE_BURST, burst))
		return -EMSGSIZE;
	return 0;
}

/* under RCU */
static int put_svc(struct sk_buff *skb, struct lvs_net *lnet,
		   const struct lvs_svc *svc)
{
	struct lvs_stats stats;
	struct nlattr *nest;
	int err;

	nest = nla_nest_start_noflag(skb, LVS_CMD_ATTR_SERVICE);
	if (!nest)
		return -EMSGSIZE;
	lvs_stats_svc(lnet, svc, &stats);
	err = put_key(skb, &svc->key) ?:
	      put_conf(skb, svc) ?:
	      lvs_nl_put_stats(skb, LVS_SVC_ATTR_STATS, LVS_SVC_ATTR_STATS64,
			       &stats) ?:
	      put_flow_timeouts(skb, svc) ?:
	      put_sched_conf(skb, svc) ?:
	      put_source_conf(skb, svc);
	if (err)
		return err;
	nla_nest_end(skb, nest);
	return 0;
}

/**
 * lvs_nl_get_svc() - LVS_CMD_GET_SERVICE, of one service
 * @skb: unused
 * @info: the request
 *
 * Context: process, may sleep.
 * Return: as lvs_config_find_svc(), or -ENOMEM.
 */
int lvs_nl_get_svc(struct sk_buff *skb, struct genl_info *info)
{
	struct lvs_net *lnet = lvs_net_of(genl_info_net(info));
	struct lvs_nl_reply reply;
	struct lvs_why why = {};
	struct lvs_svc_req req;
	struct lvs_svc *svc;
	int err;

	err = lvs_nl_decode_svc(info->attrs[LVS_CMD_ATTR_SERVICE], &req, &why);
	if (err)
		return lvs_nl_refuse(info, err, &why);
	err = lvs_nl_reply_new(&reply, info, LVS_CMD_NEW_SERVICE);
	if (err)
		return lvs_nl_refuse(info, err, &why);

	rcu_read_lock();
	svc = lvs_config_find_svc(lnet, &req, &why);
	err = IS_ERR(svc) ? PTR_ERR(svc) : put_svc(reply.skb, lnet, svc);
	rcu_read_unlock();
	if (err) {
		lvs_nl_reply_free(&reply);
		return lvs_nl_refuse(info, err, &why);
	}
	return lvs_nl_reply_send(&reply, info);
}

static int dump_svc(struct sk_buff *skb, struct netlink_callback *cb,
		    struct lvs_net *lnet, const struct lvs_svc *svc)
{
	void *head = lvs_nl_dump_begin(skb, cb, LVS_CMD_NEW_SERVICE);

	if (!head)
		return -EMSGSIZE;
	if (put_svc(skb, lnet, svc)) {
		genlmsg_cancel(skb, head);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, head);
	return 0;
}

/**
 * lvs_nl_dump_svcs() - LVS_CMD_GET_SERVICE, of all services
 * @skb: filled
 * @cb: place in the listing
 *
 * Whatever the request carries is not looked at.
 *
 * Context: process.
 * Return: bytes in @skb, 0 at the end.
 */
int lvs_nl_dump_svcs(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct lvs_net *lnet = lvs_net_of(sock_net(skb->sk));
	struct lvs_listing *at = (struct lvs_listing *)cb->ctx;
	struct lvs_listing next = *at;
	struct lvs_svc *svc;

	static_assert(sizeof(*at) <= sizeof(cb->ctx));
	cb->seq = lvs_config_generation(lnet);
	rcu_read_lock();
	while ((svc = lvs_listing_next(lnet, &next))) {
		if (dump_svc(skb, cb, lnet, svc))
			break;
		*at = next;
	}
	rcu_read_unlock();
	if (!svc)
		*at = next;
	return skb->len;
}
