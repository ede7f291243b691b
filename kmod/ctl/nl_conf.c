// SPDX-License-Identifier: GPL-2.0
/*
 * Netlink commands that concern a namespace as a whole. Floor 8.
 */
#include "ctl/nl_conf.h"

#include "base/net.h"
#include "obj/conn_table.h"
#include "ctl/config.h"
#include "ctl/nl_decode.h"
#include "ctl/nl_reply.h"

#include <net/genetlink.h>

/* what clients may use beyond what every IPVS has */
#define FEATURES (LVS_EXT_F_FLOW_TIMEOUT | LVS_EXT_F_TABLE_SIZE |	\
		  LVS_EXT_F_HASH_SEED | LVS_EXT_F_SLOW_START |		\
		  LVS_EXT_F_DROP_REASONS | LVS_EXT_F_SOURCE_RATE)

/**
 * lvs_nl_set_config() - LVS_CMD_SET_CONFIG
 * @skb: unused
 * @info: the request
 *
 * Context: process, may sleep.
 * Return: as lvs_config_set_timeouts().
 */
int lvs_nl_set_config(struct sk_buff *skb, struct genl_info *info)
{
	struct lvs_timeouts_req req;
	struct lvs_why why = {};
	int err;

	lvs_nl_decode_timeouts(info->attrs, &req);
	err = lvs_config_set_timeouts(lvs_net_of(genl_info_net(info)), &req,
				      &why);
	return err ? lvs_nl_refuse(info, err, &why) : 0;
}

static int refuse_memory(struct genl_info *info)
{
	static const struct lvs_why no_text;

	return lvs_nl_refuse(info, -ENOMEM, &no_text);
}

static int send(struct lvs_nl_reply *reply, struct genl_info *info, int err)
{
	if (!err)
		return lvs_nl_reply_send(reply, info);
	lvs_nl_reply_free(reply);
	return refuse_memory(info);
}

static int put_timeouts(struct sk_buff *skb, const struct lvs_net *lnet)
{
	struct lvs_timeouts_req now;
	int err = 0;
	int i;

	lvs_config_get_timeouts(lnet, &now);
	for (i = 0; !err && i < LVS_TIMEOUT_COUNT; i++)
		err = nla_put_u32(skb, LVS_CMD_ATTR_TIMEOUT_TCP + i, now.s[i]);
	return err;
}

/**
 * lvs_nl_get_config() - LVS_CMD_GET_CONFIG
 * @skb: unused
 * @info: the request
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_nl_get_config(struct sk_buff *skb, struct genl_info *info)
{
	struct lvs_net *lnet = lvs_net_of(genl_info_net(info));
	struct lvs_nl_reply reply;

	if (lvs_nl_reply_new(&reply, info, LVS_CMD_SET_CONFIG))
		return refuse_memory(info);
	return send(&reply, info, put_timeouts(reply.skb, lnet));
}

static int put_info(struct sk_buff *skb, const struct lvs_net *lnet)
{
	return nla_put_u32(skb, LVS_INFO_ATTR_VERSION, LVS_IPVS_VERSION) ?:
	       nla_put_u32(skb, LVS_INFO_ATTR_CONN_TAB_SIZE,
			   lvs_conn_table_size(lnet));
}

/**
 * lvs_nl_get_info() - LVS_CMD_GET_INFO
 * @skb: unused
 * @info: the request
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_nl_get_info(struct sk_buff *skb, struct genl_info *info)
{
	struct lvs_net *lnet = lvs_net_of(genl_info_net(info));
	struct lvs_nl_reply reply;

	if (lvs_nl_reply_new(&reply, info, LVS_CMD_SET_INFO))
		return refuse_memory(info);
	return send(&reply, info, put_info(reply.skb, lnet));
}

/**
 * lvs_nl_get_ext() - LVS_CMD_GET_EXT
 * @skb: unused
 * @info: the request
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_nl_get_ext(struct sk_buff *skb, struct genl_info *info)
{
	struct lvs_nl_reply reply;

	if (lvs_nl_reply_new(&reply, info, LVS_CMD_GET_EXT))
		return refuse_memory(info);
	return send(&reply, info,
		    nla_put_u64_64bit(reply.skb, LVS_EXT_ATTR_FEATURES,
				      FEATURES, LVS_EXT_ATTR_PAD));
}
