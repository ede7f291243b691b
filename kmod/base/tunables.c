// SPDX-License-Identifier: GPL-2.0
/*
 * Knobs of a namespace: plain words that packets read and control writes.
 * Floor 1.
 */
#include "base/tunables.h"

#include "base/limits.h"
#include "base/net.h"

#include <linux/cpumask.h>
#include <linux/jiffies.h>
#include <linux/sched/isolation.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/swap.h>

/* of the free pages, one in so many may hold a message that waits to be sent */
#define SYNC_QUEUE_SHARE 32

static const struct lvs_tunables defaults = {
	.timeout_jif = {
		[LVS_TIMEOUT_TCP] = LVS_TIMEOUT_TCP_DEFAULT_S * HZ,
		[LVS_TIMEOUT_TCP_FIN] = LVS_TIMEOUT_TCP_FIN_DEFAULT_S * HZ,
		[LVS_TIMEOUT_UDP] = LVS_TIMEOUT_UDP_DEFAULT_S * HZ,
	},
	.am_droprate = 10,
	.amemthresh = 1024,
	.conn_lfactor = -4,
	.conn_max = LVS_CONN_MAX,
	.conn_reuse_mode = LVS_REUSE_CLOSED,
	.expire_nodest_conn = 1,
	.expire_quiescent_template = 1,
	.fastpath = 1,
	.lblc_expiration_jif = 24 * 3600 * HZ,
	.lblcr_expiration_jif = 24 * 3600 * HZ,
	.mss_clamp = 1,
	.pmtu_disc = 1,
	.run_estimation = 1,
	.snat_reroute = 1,
	.svc_lfactor = -3,
	.sync_ports = 1,
	.sync_threshold = { 3, 50 },
	.sync_version = 1,
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
	knobs->est_cpus = kmemdup(housekeeping_cpumask(HK_TYPE_KTHREAD),
				  cpumask_size(), GFP_KERNEL);
	if (!knobs->est_cpus) {
		kfree(knobs);
		return -ENOMEM;
	}
	knobs->sync_qlen_max = nr_free_buffer_pages() / SYNC_QUEUE_SHARE;
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
	kfree(lnet->tunables->est_cpus);
	kfree(lnet->tunables);
}
