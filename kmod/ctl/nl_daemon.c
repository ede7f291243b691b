// SPDX-License-Identifier: GPL-2.0
/*
 * Netlink commands that concern replication daemons. Floor 8.
 */
#include "ctl/nl_daemon.h"

#include "base/net.h"
#include "ctl/config_daemon.h"
#include "ctl/nl_decode.h"

#include <net/genetlink.h>

typedef int (*daemon_fn)(struct lvs_net *lnet,
			 const struct lvs_daemon_req *req,
			 struct lvs_why *why);

static int run(struct genl_info *info, daemon_fn apply)
{
	struct lvs_daemon_req req;
	struct lvs_why why = {};
	int err;

	err = lvs_nl_decode_daemon(info->attrs[LVS_CMD_ATTR_DAEMON], &req,
				   &why);
	if (!err)
		err = apply(lvs_net_of(genl_info_net(info)), &req, &why);
	return err ? lvs_nl_refuse(info, err, &why) : 0;
}

/**
 * lvs_nl_new_daemon() - LVS_CMD_NEW_DAEMON
 * @skb: unused
 * @info: the request
 *
 * Context: process.
 * Return: as lvs_config_start_daemon().
 */
int lvs_nl_new_daemon(struct sk_buff *skb, struct genl_info *info)
{
	return run(info, lvs_config_start_daemon);
}

/**
 * lvs_nl_del_daemon() - LVS_CMD_DEL_DAEMON
 * @skb: unused
 * @info: the request
 *
 * Context: process.
 * Return: as lvs_config_stop_daemon().
 */
int lvs_nl_del_daemon(struct sk_buff *skb, struct genl_info *info)
{
	return run(info, lvs_config_stop_daemon);
}

/**
 * lvs_nl_dump_daemons() - LVS_CMD_GET_DAEMON
 * @skb: stays empty
 * @cb: the listing
 *
 * Context: process.
 * Return: 0.
 */
int lvs_nl_dump_daemons(struct sk_buff *skb, struct netlink_callback *cb)
{
	return 0;
}
