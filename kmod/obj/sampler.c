// SPDX-License-Identifier: GPL-2.0
/*
 * Has the rates sampled while there is something to measure. Floor 3.
 *
 * A worker takes a sample every LVS_RATE_PERIOD_S. When there is no connection
 * and all rates have come down to zero, it goes to sleep for good; the next new
 * connection wakes it.
 */
#include "obj/sampler.h"

#include "base/limits.h"
#include "base/net.h"
#include "obj/conn_table.h"

#include <linux/atomic.h>
#include <linux/jiffies.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

/**
 * struct lvs_rates - rate estimator of a namespace
 * @lnet: the namespace
 * @sample: takes one sample, tells whether a rate is still above zero
 * @work: takes a sample and arms itself again
 * @since_jif: when the last sample was taken; the worker's own while @awake,
 *	written by who wakes it before that
 * @awake: 1 while @work is armed or runs; who moves it from 0 to 1 arms it
 */
struct lvs_rates {
	struct lvs_net *lnet;
	bool (*sample)(struct lvs_net *lnet, u32 elapsed_ms);
	struct delayed_work work;
	unsigned long since_jif;
	int awake;
};

static void arm(struct lvs_rates *rates)
{
	queue_delayed_work(system_dfl_wq, &rates->work,
			   LVS_RATE_PERIOD_S * HZ);
}

/* whoever calls this and gets true arms the worker */
static bool wake(struct lvs_rates *rates)
{
	return !READ_ONCE(rates->awake) && !cmpxchg(&rates->awake, 0, 1);
}

/*
 * Connections that came between the last look and the fall of @awake found it
 * up and did nothing, so look again afterwards.
 */
static bool sleep_is_safe(struct lvs_rates *rates)
{
	smp_store_mb(rates->awake, 0);	/* pairs with lvs_sampler_kick() */
	return !lvs_conn_table_count(rates->lnet) || !wake(rates);
}

static void take_sample(struct work_struct *work)
{
	struct lvs_rates *rates = container_of(to_delayed_work(work),
					       struct lvs_rates, work);
	unsigned long now = jiffies;
	u32 elapsed_ms = jiffies_to_msecs(now - rates->since_jif) ?: 1;
	bool moving;

	rates->since_jif = now;
	moving = rates->sample(rates->lnet, elapsed_ms);
	if (moving || lvs_conn_table_count(rates->lnet) ||
	    !sleep_is_safe(rates))
		arm(rates);
}

/**
 * lvs_sampler_init() - give a namespace its rate estimator, at rest
 * @lnet: namespace
 * @sample: takes one sample of everything, given the milliseconds since the
 *	last one; process context, may sleep; returns true while a rate is
 *	not zero
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_sampler_init(struct lvs_net *lnet,
		     bool (*sample)(struct lvs_net *lnet, u32 elapsed_ms))
{
	struct lvs_rates *rates;

	rates = kzalloc(sizeof(*rates), GFP_KERNEL);
	if (!rates)
		return -ENOMEM;
	rates->lnet = lnet;
	rates->sample = sample;
	INIT_DELAYED_WORK(&rates->work, take_sample);
	lnet->rates = rates;
	return 0;
}

/**
 * lvs_sampler_exit() - stop and free a namespace's rate estimator
 * @lnet: namespace; no packet kicks it any more
 *
 * Context: process, may sleep.
 */
void lvs_sampler_exit(struct lvs_net *lnet)
{
	cancel_delayed_work_sync(&lnet->rates->work);
	kfree(lnet->rates);
}

/**
 * lvs_sampler_kick() - a connection was made: see to it that rates are sampled
 * @lnet: namespace; the connection was counted by a fully ordered atomic
 *	operation or the smp_mb__after_atomic() here makes it one
 *
 * Context: any; two reads when the worker is awake.
 */
void lvs_sampler_kick(struct lvs_net *lnet)
{
	struct lvs_rates *rates = lnet->rates;

	smp_mb__after_atomic();	/* pairs with sleep_is_safe() */
	if (!wake(rates))
		return;
	rates->since_jif = jiffies;
	arm(rates);
}
