// SPDX-License-Identifier: GPL-2.0
/*
 * Defence against too many flows and too little memory. Floor 7.
 *
 * Three strategies, each off, by memory, or always on: drop_packet thins out
 * new flows, drop_entry gives up entries that wait in vain, and secure_tcp has
 * the state table of TCP be strict; of that only the switch is here. A worker
 * looks at memory and at a part of the table every second, while a mode needs
 * it.
 */
#include "path/defense.h"

#include "base/limits.h"
#include "base/net.h"
#include "base/tunables.h"
#include "obj/conn_table.h"
#include "obj/conn_walk.h"
#include "path/worth.h"

#include <linux/atomic.h>
#include <linux/jiffies.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

/**
 * struct lvs_defender - worker and rate of a namespace
 * @lnet: the namespace
 * @work: looks every LVS_DEFENSE_PERIOD_S; idle CPUs are not woken for it
 * @walk: where drop_entry is in the table; the worker's own
 * @is_walking: @walk is entered; the worker's own
 * @rate: one new flow in so many is dropped while memory is short
 * @turn: new flows since thinning began, modulo 2^32
 */
struct lvs_defender {
	struct lvs_net *lnet;
	struct delayed_work work;
	struct lvs_conn_walk walk;
	bool is_walking;
	int rate;
	atomic_t turn;
};

static int thinning_rate(const struct lvs_net *lnet)
{
	switch (READ_ONCE(lnet->tunables->drop_packet)) {
	case LVS_DEFENSE_AUTO_ON:
		return READ_ONCE(lnet->defense->rate);
	case LVS_DEFENSE_ALWAYS:
		return READ_ONCE(lnet->tunables->am_droprate);
	default:
		return 0;
	}
}

/**
 * lvs_defense_thins() - is this new flow one of those that have to go
 * @lnet: namespace
 *
 * Context: softirq; writes a shared word while flows are thinned out.
 * Return: true if its packet is to be dropped.
 */
bool lvs_defense_thins(struct lvs_net *lnet)
{
	int rate = thinning_rate(lnet);

	if (likely(rate <= 0))
		return false;
	return !((u32)atomic_inc_return(&lnet->defense->turn) % rate);
}

/* looks at up to @budget entries; false at the end of the table */
static bool thin_slice(struct lvs_defender *defense, u32 budget)
{
	struct lvs_conn *conn = NULL;

	lvs_conn_walk_start(&defense->walk);
	while (budget-- && (conn = lvs_conn_walk_next(&defense->walk))) {
		if (lvs_worth_of(defense->lnet, conn) >=
		    LVS_WORTH_WAITING + LVS_GIVE_UP_S)
			lvs_conn_unlink(defense->lnet, conn);
	}
	lvs_conn_walk_stop(&defense->walk);
	return conn;
}

/* drop_entry's part of this second; the next one goes on where it ends */
static void thin_table(struct lvs_defender *defense)
{
	u32 budget = lvs_conn_table_count(defense->lnet) / LVS_DEFENSE_PASS;

	budget = max_t(u32, budget, LVS_DEFENSE_ENTRIES_MIN);
	if (!defense->is_walking)
		lvs_conn_walk_enter(defense->lnet, &defense->walk);
	defense->is_walking = true;
	while (budget) {
		u32 slice = min_t(u32, budget, LVS_GC_SLICE_ENTRIES);

		if (!thin_slice(defense, slice)) {
			defense->is_walking = false;
			return;
		}
		budget -= slice;
		cond_resched();
	}
}

/* an automatic mode follows memory; what a user sets meanwhile stays */
static void follow(int *mode, bool is_short)
{
	if (is_short)
		cmpxchg(mode, LVS_DEFENSE_AUTO_OFF, LVS_DEFENSE_AUTO_ON);
	else
		cmpxchg(mode, LVS_DEFENSE_AUTO_ON, LVS_DEFENSE_AUTO_OFF);
}

/* the scarcer memory is, the more new flows go, up to all of them */
static void look_at_memory(struct lvs_net *lnet)
{
	struct lvs_tunables *knobs = lnet->tunables;
	long wanted = READ_ONCE(knobs->amemthresh);
	struct sysinfo memory;
	bool is_short;
	long there;

	si_meminfo(&memory);
	there = memory.freeram + memory.bufferram;
	is_short = there < wanted;
	if (is_short)
		WRITE_ONCE(lnet->defense->rate, wanted / (wanted - there));
	follow(&knobs->drop_entry, is_short);
	follow(&knobs->drop_packet, is_short);
	follow(&knobs->secure_tcp, is_short);
}

static bool is_automatic(const int *mode)
{
	int now = READ_ONCE(*mode);

	return now == LVS_DEFENSE_AUTO_OFF || now == LVS_DEFENSE_AUTO_ON;
}

static bool needs_worker(const struct lvs_tunables *knobs)
{
	return is_automatic(&knobs->drop_entry) ||
	       is_automatic(&knobs->drop_packet) ||
	       is_automatic(&knobs->secure_tcp) ||
	       READ_ONCE(knobs->drop_entry) == LVS_DEFENSE_ALWAYS;
}

static void defend(struct work_struct *work)
{
	struct lvs_defender *defense = container_of(to_delayed_work(work),
						    struct lvs_defender,
						    work);
	int mode;

	lvs_defense_update(defense->lnet);
	mode = READ_ONCE(defense->lnet->tunables->drop_entry);
	if (lvs_defense_is_on(mode))
		thin_table(defense);
	else
		defense->is_walking = false;
}

/**
 * lvs_defense_update() - a mode was set, or it is time to look again
 * @lnet: namespace
 *
 * Automatic modes are set right by the memory of the moment, and the worker
 * is armed if a mode needs it.
 *
 * Context: process, may sleep.
 */
void lvs_defense_update(struct lvs_net *lnet)
{
	look_at_memory(lnet);
	if (needs_worker(lnet->tunables))
		queue_delayed_work(system_dfl_wq, &lnet->defense->work,
				   LVS_DEFENSE_PERIOD_S * HZ);
}

/**
 * lvs_defense_init() - give a namespace its defence, at rest
 * @lnet: namespace, with tunables and connections
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_defense_init(struct lvs_net *lnet)
{
	struct lvs_defender *defense;

	defense = kzalloc(sizeof(*defense), GFP_KERNEL);
	if (!defense)
		return -ENOMEM;
	defense->lnet = lnet;
	INIT_DEFERRABLE_WORK(&defense->work, defend);
	lnet->defense = defense;
	return 0;
}

/**
 * lvs_defense_exit() - stop and free a namespace's defence
 * @lnet: namespace; nobody can set a mode, no packet asks any more
 *
 * Context: process, may sleep.
 */
void lvs_defense_exit(struct lvs_net *lnet)
{
	cancel_delayed_work_sync(&lnet->defense->work);
	kfree(lnet->defense);
}
