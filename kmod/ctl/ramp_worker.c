// SPDX-License-Identifier: GPL-2.0
/*
 * Lets weights rise, once a second, while there is one that does. Floor 8.
 */
#include "ctl/ramp_worker.h"

#include "base/net.h"
#include "obj/pool.h"
#include "obj/svc.h"
#include "obj/svc_table.h"
#include "ctl/config.h"
#include "ctl/config_pool.h"
#include "ctl/ramp.h"
#include "ctl/request.h"

#include <linux/err.h>
#include <linux/sched.h>

/* without memory, the weights stay for a second more */
static void step(struct lvs_net *lnet, struct lvs_svc *svc)
{
	struct lvs_pool *old = lvs_config_pool(lnet, svc);
	struct lvs_pool_change change = {
		.sched = old->sched,
		.flags = old->flags,
		.conf = old->conf,
	};
	struct lvs_why why = {};
	struct lvs_pool *pool;

	if (!old->ramps)
		return;
	pool = lvs_pool_derive(lnet, old, &change, &why);
	if (IS_ERR(pool))
		lvs_ramp_kick(lnet);
	else
		lvs_pool_publish(lnet, svc, pool, NULL);
}

static void work(struct work_struct *work)
{
	struct lvs_ctl *ctl = container_of(to_delayed_work(work),
					   struct lvs_ctl, ramp);
	struct lvs_net *lnet = ctl->lnet;
	struct lvs_svc *svc;
	unsigned long id = 0;

	lvs_config_lock(lnet);
	while ((svc = lvs_svc_next(lnet, &id))) {
		step(lnet, svc);
		cond_resched();
	}
	lvs_config_unlock(lnet);
}

/**
 * lvs_ramp_worker_init() - give a namespace its worker, at rest
 * @lnet: namespace
 *
 * Context: process.
 * Return: 0.
 */
int lvs_ramp_worker_init(struct lvs_net *lnet)
{
	lnet->ctl->lnet = lnet;
	INIT_DELAYED_WORK(&lnet->ctl->ramp, work);
	return 0;
}

/**
 * lvs_ramp_worker_exit() - stop it
 * @lnet: namespace; its services were removed, nobody can send requests
 *
 * Context: process, may sleep.
 */
void lvs_ramp_worker_exit(struct lvs_net *lnet)
{
	cancel_delayed_work_sync(&lnet->ctl->ramp);
}
