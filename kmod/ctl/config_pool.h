/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Changes a service's set of servers: derives a new pool from the old one
 * aside, and publishes it. Floor 8.
 */
#ifndef LVS_CTL_CONFIG_POOL_H
#define LVS_CTL_CONFIG_POOL_H

#include "obj/svc_conf.h"

#include <linux/types.h>

struct lvs_dest;
struct lvs_net;
struct lvs_pool;
struct lvs_sched_ops;
struct lvs_svc;
struct lvs_why;

/**
 * struct lvs_pool_change - how a new pool differs from the old one
 * @sched: scheduler, or NULL for none
 * @flags: flags of the service
 * @conf: for the scheduler
 * @add: server that comes first in the new pool, or NULL; the pool takes
 *	over the caller's reference when it is published
 * @add_weight: its weight
 * @drop: server that is left out, or NULL
 * @reweigh: server that gets another weight, or NULL
 * @new_weight: that weight
 */
struct lvs_pool_change {
	const struct lvs_sched_ops *sched;
	u32 flags;
	struct lvs_sched_conf conf;
	struct lvs_dest *add;
	u32 add_weight;
	const struct lvs_dest *drop;
	const struct lvs_dest *reweigh;
	u32 new_weight;
};

struct lvs_pool *lvs_config_pool(struct lvs_net *lnet,
				 const struct lvs_svc *svc);
struct lvs_pool *lvs_pool_derive(struct lvs_net *lnet,
				 const struct lvs_pool *old,
				 const struct lvs_pool_change *change,
				 struct lvs_why *why);
void lvs_pool_stamp(struct lvs_net *lnet, struct lvs_pool *pool);
void lvs_pool_publish(struct lvs_net *lnet, struct lvs_svc *svc,
		      struct lvs_pool *pool, struct lvs_dest *leaver);

#endif
