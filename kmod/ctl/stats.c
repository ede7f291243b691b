// SPDX-License-Identifier: GPL-2.0
/*
 * What listings show of counters and rates, and the moves that keep the sums
 * right when objects go. Floor 8.
 *
 * A service's counters are the sum of its servers', of what removed servers had
 * counted, and of flows that bypass the servers; the namespace's likewise over
 * services. Taking an object out and adding its counters to the sum above is
 * one step for readers: lvs_ctl.sums tells them to look again.
 */
#include "ctl/stats.h"

#include "base/net.h"
#include "obj/dest.h"
#include "obj/past.h"
#include "obj/pool.h"
#include "obj/svc.h"
#include "obj/svc_table.h"
#include "ctl/config.h"
#include "ctl/config_pool.h"

#include <linux/sched.h>
#include <linux/string.h>

/*
 * How often a reader looks again. Beyond that it takes what it got, which may
 * count one removed object twice or not at all for this once.
 */
#define READ_TRIES 4

/**
 * lvs_stats_dest() - what a server counted
 * @dest: server
 * @out: filled
 *
 * Context: RCU or config lock.
 */
void lvs_stats_dest(const struct lvs_dest *dest, struct lvs_stats *out)
{
	memset(out, 0, sizeof(*out));
	lvs_dest_stats(dest, &out->sum);
	lvs_rate_read(&dest->rate, &out->per_s);
}

/**
 * lvs_stats_svc() - what a service counted
 * @lnet: namespace
 * @svc: service
 * @out: filled
 *
 * Context: any that may take RCU.
 */
void lvs_stats_svc(struct lvs_net *lnet, const struct lvs_svc *svc,
		   struct lvs_stats *out)
{
	unsigned int tries = READ_TRIES;
	unsigned int seq;

	do {
		seq = read_seqcount_begin(&lnet->ctl->sums);
		memset(out, 0, sizeof(*out));
		rcu_read_lock();
		lvs_svc_stats(svc, rcu_dereference(svc->pool), &out->sum);
		rcu_read_unlock();
	} while (read_seqcount_retry(&lnet->ctl->sums, seq) && --tries);
	lvs_rate_read(&svc->rate, &out->per_s);
}

/**
 * lvs_stats_total() - what a namespace counted
 * @lnet: namespace
 * @out: filled
 *
 * Context: process.
 */
void lvs_stats_total(struct lvs_net *lnet, struct lvs_stats *out)
{
	unsigned int tries = READ_TRIES;
	unsigned int seq;

	do {
		seq = read_seqcount_begin(&lnet->ctl->sums);
		memset(out, 0, sizeof(*out));
		lvs_svc_table_stats(lnet, &out->sum);
	} while (read_seqcount_retry(&lnet->ctl->sums, seq) && --tries);
	lvs_rate_read(&lnet->svcs->rate, &out->per_s);
}

/**
 * lvs_stats_cpu() - what one CPU counted in a namespace; never zeroed
 * @lnet: namespace
 * @cpu: a possible one
 * @out: filled
 *
 * Context: process.
 */
void lvs_stats_cpu(struct lvs_net *lnet, int cpu, struct lvs_counters *out)
{
	unsigned int tries = READ_TRIES;
	unsigned int seq;

	do {
		seq = read_seqcount_begin(&lnet->ctl->sums);
		memset(out, 0, sizeof(*out));
		lvs_svc_table_stats_cpu(lnet, cpu, out);
	} while (read_seqcount_retry(&lnet->ctl->sums, seq) && --tries);
}

/**
 * lvs_stats_return_dest() - put a server that was removed into its service
 * @lnet: namespace
 * @svc: service
 * @dest: server, from lvs_dest_revive()
 * @pool: pool with it, published here
 *
 * Context: process; config lock.
 */
void lvs_stats_return_dest(struct lvs_net *lnet, struct lvs_svc *svc,
			   struct lvs_dest *dest, struct lvs_pool *pool)
{
	lvs_config_assert_locked(lnet);
	write_seqcount_begin(&lnet->ctl->sums);
	lvs_pool_publish(lnet, svc, pool, NULL);
	lvs_past_forget(lnet->svcs->past, dest->counters);
	write_seqcount_end(&lnet->ctl->sums);
}

/**
 * lvs_stats_drop_dest() - take a server out of its service, keep its counters
 * @lnet: namespace
 * @svc: service
 * @dest: server, in the service's pool
 * @rest: pool without it, published here
 *
 * Context: process; config lock.
 */
void lvs_stats_drop_dest(struct lvs_net *lnet, struct lvs_svc *svc,
			 struct lvs_dest *dest, struct lvs_pool *rest)
{
	struct lvs_counters sum = {};

	lvs_config_assert_locked(lnet);
	lvs_past_note(lnet->svcs->past, dest->counters);
	write_seqcount_begin(&lnet->ctl->sums);
	lvs_pool_publish(lnet, svc, rest, dest);
	lvs_past_settle(lnet->svcs->past);
	lvs_dest_stats(dest, &sum);
	lvs_counters_add(&svc->folded, &sum);
	write_seqcount_end(&lnet->ctl->sums);
}

static void note_past(struct lvs_net *lnet, const struct lvs_svc *svc,
		      const struct lvs_pool *pool)
{
	u32 i;

	for (i = 0; i < pool->count; i++)
		lvs_past_note(lnet->svcs->past, pool->slots[i].dest->counters);
	if (svc->origin)
		lvs_past_note(lnet->svcs->past, svc->origin->counters);
}

/**
 * lvs_stats_drop_svc() - unlink a service, keep its counters
 * @lnet: namespace
 * @svc: service, in the table
 *
 * Context: process; config lock.
 */
void lvs_stats_drop_svc(struct lvs_net *lnet, struct lvs_svc *svc)
{
	struct lvs_pool *pool = lvs_config_pool(lnet, svc);
	struct lvs_counters sum = {};

	lvs_svc_stats(svc, pool, &sum);
	note_past(lnet, svc, pool);
	write_seqcount_begin(&lnet->ctl->sums);
	lvs_svc_unlink(lnet, svc);
	lvs_past_settle(lnet->svcs->past);
	lvs_counters_add(&lnet->svcs->folded, &sum);
	write_seqcount_end(&lnet->ctl->sums);
}

static const struct lvs_counters none;

/* @keep: a sum that what the server had counted goes to, or NULL */
static void zero_dest(struct lvs_net *lnet, struct lvs_dest *dest,
		      struct lvs_counters *keep)
{
	struct lvs_counters sum = {};

	write_seqcount_begin(&lnet->ctl->sums);
	if (keep) {
		lvs_dest_stats(dest, &sum);
		lvs_counters_add(keep, &sum);
	}
	lvs_dest_zero(dest);
	write_seqcount_end(&lnet->ctl->sums);
}

static void zero_svc(struct lvs_net *lnet, struct lvs_svc *svc,
		     struct lvs_counters *keep)
{
	struct lvs_pool *pool = lvs_config_pool(lnet, svc);
	u32 i;

	for (i = 0; i < pool->count; i++) {
		zero_dest(lnet, pool->slots[i].dest, keep);
		cond_resched();
	}
	if (svc->origin)
		zero_dest(lnet, svc->origin, keep);
	write_seqcount_begin(&lnet->ctl->sums);
	if (keep)
		lvs_counters_add(keep, &svc->folded);
	svc->folded = none;
	write_seqcount_end(&lnet->ctl->sums);
	lvs_rate_reset(&svc->rate, &none);
}

/**
 * lvs_stats_zero_svc() - let a service and its servers count from zero
 * @lnet: namespace, whose totals stay
 * @svc: service
 *
 * Context: process, may sleep; config lock.
 */
void lvs_stats_zero_svc(struct lvs_net *lnet, struct lvs_svc *svc)
{
	lvs_config_assert_locked(lnet);
	zero_svc(lnet, svc, &lnet->svcs->folded);
}

/**
 * lvs_stats_zero_all() - let everything in a namespace count from zero
 * @lnet: namespace
 *
 * Context: process, may sleep; config lock.
 */
void lvs_stats_zero_all(struct lvs_net *lnet)
{
	struct lvs_svc *svc;
	unsigned long id = 0;

	lvs_config_assert_locked(lnet);
	while ((svc = lvs_svc_next(lnet, &id)))
		zero_svc(lnet, svc, NULL);
	lnet->svcs->folded = none;
	lvs_rate_reset(&lnet->svcs->rate, &none);
}
