// SPDX-License-Identifier: GPL-2.0
/*
 * Netlink commands that concern replication daemons: there are none, so a
 * request is judged, and then refused. Floor 8.
 */
#include "ctl/nl_daemon.h"

#include "ctl/check.h"
#include "ctl/nl_decode.h"

#include <linux/netdevice.h>
#include <net/genetlink.h>

static int check_device(struct net *net, const struct lvs_daemon_req *req,
			struct lvs_why *why)
{
	bool found;

	rcu_read_lock();
	found = dev_get_by_name_rcu(net, req->ifname);
	rcu_read_unlock();
	if (!found)
		return lvs_refuse(why, -ENODEV, LVS_AT_DAEMON(MCAST_IFN),
				  "there is no interface \"%s\"", req->ifname);
	return 0;
}

/**
 * lvs_nl_new_daemon() - LVS_CMD_NEW_DAEMON
 * @skb: unused
 * @info: the request
 *
 * Context: process.
 * Return: -EINVAL for a wrong request; -ENODEV for an unknown interface; else
 * -EOPNOTSUPP.
 */
int lvs_nl_new_daemon(struct sk_buff *skb, struct genl_info *info)
{
	struct lvs_daemon_req req;
	struct lvs_why why = {};
	int err;

	err = lvs_nl_decode_daemon(info->attrs[LVS_CMD_ATTR_DAEMON], &req,
				   &why) ?:
	      lvs_check_daemon_new(&req, &why) ?:
	      check_device(genl_info_net(info), &req, &why) ?:
	      lvs_check_daemon_state(&req, &why) ?:
	      lvs_refuse(&why, -EOPNOTSUPP, LVS_AT_TOP(DAEMON),
			 "replication is not available in this version");
	return lvs_nl_refuse(info, err, &why);
}

/**
 * lvs_nl_del_daemon() - LVS_CMD_DEL_DAEMON
 * @skb: unused
 * @info: the request
 *
 * Context: process.
 * Return: -EINVAL for a wrong request, else -ESRCH.
 */
int lvs_nl_del_daemon(struct sk_buff *skb, struct genl_info *info)
{
	struct lvs_daemon_req req;
	struct lvs_why why = {};
	int err;

	err = lvs_nl_decode_daemon(info->attrs[LVS_CMD_ATTR_DAEMON], &req,
				   &why) ?:
	      lvs_check_daemon_state(&req, &why) ?:
	      lvs_refuse(&why, -ESRCH, LVS_AT_DAEMON(STATE),
			 "this daemon does not run");
	return lvs_nl_refuse(info, err, &why);
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
