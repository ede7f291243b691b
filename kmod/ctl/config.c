// SPDX-License-Identifier: GPL-2.0
/*
 * The configuration lock of a namespace, and what concerns the namespace as a
 * whole: the time-outs. Floor 8.
 */
#include "ctl/config.h"

#include "base/net.h"
#include "ctl/check.h"

#include <linux/jiffies.h>
#include <linux/slab.h>

/**
 * lvs_ctl_init() - give a namespace its configuration lock
 * @lnet: namespace
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_ctl_init(struct lvs_net *lnet)
{
	struct lvs_ctl *ctl;

	ctl = kzalloc(sizeof(*ctl), GFP_KERNEL);
	if (!ctl)
		return -ENOMEM;
	mutex_init(&ctl->lock);
	seqcount_mutex_init(&ctl->sums, &ctl->lock);
	ctl->generation = 1;
	ctl->stamp = 1;
	lnet->ctl = ctl;
	return 0;
}

/**
 * lvs_ctl_exit() - free a namespace's configuration lock
 * @lnet: namespace; its services were removed, nobody can send requests
 *
 * Context: process.
 */
void lvs_ctl_exit(struct lvs_net *lnet)
{
	mutex_destroy(&lnet->ctl->lock);
	kfree(lnet->ctl);
}

/**
 * lvs_config_lock() - be the only one who changes the configuration
 * @lnet: namespace
 *
 * Context: process, may sleep.
 */
void lvs_config_lock(struct lvs_net *lnet)
{
	mutex_lock(&lnet->ctl->lock);
}

/**
 * lvs_config_unlock() - let others change the configuration
 * @lnet: namespace
 *
 * Context: process.
 */
void lvs_config_unlock(struct lvs_net *lnet)
{
	mutex_unlock(&lnet->ctl->lock);
}

/**
 * lvs_config_assert_locked() - complain if the caller lacks the lock
 * @lnet: namespace
 *
 * Context: process.
 */
void lvs_config_assert_locked(struct lvs_net *lnet)
{
	lockdep_assert_held(&lnet->ctl->lock);
}

/**
 * lvs_config_touch() - the set of services changed: tell listings
 * @lnet: namespace
 *
 * Context: process; config lock.
 */
void lvs_config_touch(struct lvs_net *lnet)
{
	struct lvs_ctl *ctl = lnet->ctl;

	lockdep_assert_held(&ctl->lock);
	WRITE_ONCE(ctl->generation, ctl->generation + 1 ?: 1);
}

/**
 * lvs_config_generation() - changes whenever the set of services changes
 * @lnet: namespace
 *
 * Context: any.
 * Return: a number, never 0.
 */
u32 lvs_config_generation(const struct lvs_net *lnet)
{
	return READ_ONCE(lnet->ctl->generation);
}

/**
 * lvs_config_set_timeouts() - set those time-outs that are not 0
 * @lnet: namespace
 * @req: decoded request
 * @why: filled when refused
 *
 * Context: process, may sleep.
 * Return: 0, or -EINVAL if one of them is out of range; none is set then.
 */
int lvs_config_set_timeouts(struct lvs_net *lnet,
			    const struct lvs_timeouts_req *req,
			    struct lvs_why *why)
{
	unsigned int i;
	int err;

	err = lvs_check_timeouts(req, INT_MAX / HZ, why);
	if (err)
		return err;
	lvs_config_lock(lnet);
	for (i = 0; i < LVS_TIMEOUT_COUNT; i++) {
		if (req->s[i])
			WRITE_ONCE(lnet->tunables->timeout_jif[i],
				   req->s[i] * HZ);
	}
	lvs_config_unlock(lnet);
	return 0;
}

/**
 * lvs_config_get_timeouts() - read the time-outs
 * @lnet: namespace
 * @out: filled, seconds
 *
 * Context: any.
 */
void lvs_config_get_timeouts(const struct lvs_net *lnet,
			     struct lvs_timeouts_req *out)
{
	unsigned int i;

	for (i = 0; i < LVS_TIMEOUT_COUNT; i++)
		out->s[i] = READ_ONCE(lnet->tunables->timeout_jif[i]) / HZ;
}
