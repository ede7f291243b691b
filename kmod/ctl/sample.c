// SPDX-License-Identifier: GPL-2.0
/*
 * Takes the samples that rates are made of. Floor 8.
 */
#include "ctl/sample.h"

#include "base/net.h"
#include "obj/dest.h"
#include "obj/pool.h"
#include "obj/svc.h"
#include "obj/svc_table.h"
#include "ctl/config.h"
#include "ctl/config_pool.h"

#include <linux/sched.h>

/* adds what the service counted to @total */
static bool sample_svc(struct lvs_net *lnet, struct lvs_svc *svc,
		       u32 elapsed_ms, struct lvs_counters *total)
{
	struct lvs_pool *pool = lvs_config_pool(lnet, svc);
	struct lvs_counters sum = svc->folded;
	bool moving = false;
	u32 i;

	if (svc->origin)
		lvs_dest_stats(svc->origin, &sum);
	for (i = 0; i < pool->count; i++) {
		struct lvs_dest *dest = pool->slots[i].dest;
		struct lvs_counters one = {};

		lvs_dest_stats(dest, &one);
		moving |= lvs_rate_sample(&dest->rate, &one, elapsed_ms);
		lvs_counters_add(&sum, &one);
		cond_resched();
	}
	moving |= lvs_rate_sample(&svc->rate, &sum, elapsed_ms);
	lvs_counters_add(total, &sum);
	return moving;
}

/**
 * lvs_sample() - take one sample of everything in a namespace
 * @lnet: namespace
 * @elapsed_ms: time since the last one, 1 or more
 *
 * Context: process, may sleep.
 * Return: true while a rate is not 0, so that another sample is needed.
 */
bool lvs_sample(struct lvs_net *lnet, u32 elapsed_ms)
{
	struct lvs_counters total;
	struct lvs_svc *svc;
	bool moving = false;
	unsigned long id = 0;

	lvs_config_lock(lnet);
	total = lnet->svcs->folded;
	while ((svc = lvs_svc_next(lnet, &id))) {
		moving |= sample_svc(lnet, svc, elapsed_ms, &total);
		cond_resched();
	}
	moving |= lvs_rate_sample(&lnet->svcs->rate, &total, elapsed_ms);
	lvs_config_unlock(lnet);
	return moving;
}
