/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The configuration lock of a namespace, and what concerns the namespace as a
 * whole: the time-outs. Floor 8.
 */
#ifndef LVS_CTL_CONFIG_H
#define LVS_CTL_CONFIG_H

#include <linux/mutex.h>
#include <linux/seqlock.h>
#include <linux/types.h>
#include <linux/workqueue.h>

struct lvs_net;
struct lvs_timeouts_req;
struct lvs_why;

/**
 * struct lvs_ctl - configuration state of a namespace
 * @lock: one change at a time; taken before all other locks of ours
 * @sums: odd while counters move from a removed object to the sum that it was
 *	part of; written under @lock
 * @generation: changes with the set of services, never 0; READ_ONCE
 * @stamp: of the pool that was published last; @lock
 * @retired: slots of replaced pools that may still wait for a grace period,
 *	and their schedulers' tables, as so many slots; @lock
 * @lnet: the namespace
 * @ramp: lets weights rise, see ctl/ramp_worker
 */
struct lvs_ctl {
	struct mutex lock;
	seqcount_mutex_t sums;
	u32 generation;
	u32 stamp;
	u32 retired;
	struct lvs_net *lnet;
	struct delayed_work ramp;
};

int lvs_ctl_init(struct lvs_net *lnet);
void lvs_ctl_exit(struct lvs_net *lnet);
void lvs_config_lock(struct lvs_net *lnet);
void lvs_config_unlock(struct lvs_net *lnet);
void lvs_config_assert_locked(struct lvs_net *lnet);
void lvs_config_touch(struct lvs_net *lnet);
u32 lvs_config_generation(const struct lvs_net *lnet);
int lvs_config_set_timeouts(struct lvs_net *lnet,
			    const struct lvs_timeouts_req *req,
			    struct lvs_why *why);
void lvs_config_get_timeouts(const struct lvs_net *lnet,
			     struct lvs_timeouts_req *out);

#endif
