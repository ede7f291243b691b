// SPDX-License-Identifier: GPL-2.0
/*
 * Knobs of a namespace: plain words that packets read and control writes.
 * Floor 1.
 */
#include "base/tunables.h"

#include "base/limits.h"
#include "base/net.h"

#include <linux/jiffies.h>
#include <linux/slab.h>
#include <linux/string.h>

static const struct lvs_tunables defaults = {
	.timeout_jif = {
		[LVS_TIMEOUT_TCP] = LVS_TIMEOUT_TCP_DEFAULT_S * HZ,
		[LVS_TIMEOUT_TCP_FIN] = LVS_TIMEOUT_TCP_FIN_DEFAULT_S * HZ,
		[LVS_TIMEOUT_UDP] = LVS_TIMEOUT_UDP_DEFAULT_S * HZ,
	},
	.am_droprate = 10,
	.amemthresh = 1024,
	.conn_max = LVS_CONN_MAX,
	.conn_reuse_mode = 1,
	.expire_nodest_conn = 1,
	.expire_quiescent_template = 1,
	.mss_clamp = 1,
	.pmtu_disc = 1,
	.run_estimation = 1,
	.snat_reroute = 1,
};

/**
 * lvs_tunables_init() - give a namespace its knobs, at their defaults
 * @lnet: namespace
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_tunables_init(struct lvs_net *lnet)
{
	struct lvs_tunables *knobs;

	knobs = kmemdup(&defaults, sizeof(defaults), GFP_KERNEL);
	if (!knobs)
		return -ENOMEM;
	lnet->tunables = knobs;
	return 0;
}

/**
 * lvs_tunables_exit() - free a namespace's knobs
 * @lnet: namespace; no packet reads them any more
 *
 * Context: process.
 */
void lvs_tunables_exit(struct lvs_net *lnet)
{
	kfree(lnet->tunables);
}
