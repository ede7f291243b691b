// SPDX-License-Identifier: GPL-2.0
/*
 * Knobs of a namespace: plain words that packets read and control writes.
 * Floor 1.
 */
#include "base/tunables.h"

#include "base/net.h"

#include <linux/jiffies.h>
#include <linux/slab.h>

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

	knobs = kzalloc(sizeof(*knobs), GFP_KERNEL);
	if (!knobs)
		return -ENOMEM;
	knobs->timeout_jif[LVS_TIMEOUT_TCP] = LVS_TIMEOUT_TCP_DEFAULT_S * HZ;
	knobs->timeout_jif[LVS_TIMEOUT_TCP_FIN] =
		LVS_TIMEOUT_TCP_FIN_DEFAULT_S * HZ;
	knobs->timeout_jif[LVS_TIMEOUT_UDP] = LVS_TIMEOUT_UDP_DEFAULT_S * HZ;
	knobs->snat_reroute = 1;
	knobs->pmtu_disc = 1;
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
