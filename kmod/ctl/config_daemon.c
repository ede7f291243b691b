// SPDX-License-Identifier: GPL-2.0
/*
 * Applies requests that concern replication daemons: there are none, so a
 * request is judged, and then refused. Floor 8.
 */
#include "ctl/config_daemon.h"

#include "base/net.h"
#include "ctl/check.h"

#include <linux/netdevice.h>

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
 * lvs_config_start_daemon() - start a replication daemon
 * @lnet: namespace
 * @req: decoded request
 * @why: filled when refused
 *
 * Context: process.
 * Return: -EINVAL for a wrong request; -ENODEV for an unknown interface; else
 * -EOPNOTSUPP.
 */
int lvs_config_start_daemon(struct lvs_net *lnet,
			    const struct lvs_daemon_req *req,
			    struct lvs_why *why)
{
	return lvs_check_daemon_new(req, why) ?:
	       check_device(lnet->net, req, why) ?:
	       lvs_check_daemon_state(req, why) ?:
	       lvs_refuse(why, -EOPNOTSUPP, LVS_AT_TOP(DAEMON),
			  "replication is not available in this version");
}

/**
 * lvs_config_stop_daemon() - stop a replication daemon
 * @lnet: namespace
 * @req: decoded request; only its state counts
 * @why: filled when refused
 *
 * Context: process.
 * Return: -EINVAL for a wrong request, else -ESRCH.
 */
int lvs_config_stop_daemon(struct lvs_net *lnet,
			   const struct lvs_daemon_req *req,
			   struct lvs_why *why)
{
	return lvs_check_daemon_state(req, why) ?:
	       lvs_refuse(why, -ESRCH, LVS_AT_DAEMON(STATE),
			  "this daemon does not run");
}
