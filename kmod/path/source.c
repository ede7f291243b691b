// SPDX-License-Identifier: GPL-2.0
/*
 * How many flows one source may begin. Floor 7.
 *
 * A source is an address of IPv4 or a network of 64 bits of IPv6, which is what
 * one customer gets. The time is that of the last tick, which is read at the
 * price of a load, so one tick more is granted at once.
 */
#include "path/source.h"

#include "base/net.h"
#include "base/tunables.h"
#include "base/tuple.h"
#include "obj/meters.h"
#include "pkt/pkt.h"

#include <linux/jiffies.h>
#include <linux/timekeeping.h>

/* words of an address that are a source */
#define SOURCE6_WORDS 2

static u64 source_of(const struct lvs_addr *addr)
{
	u32 words = addr->family == AF_INET6 ? SOURCE6_WORDS : LVS_ADDR4_WORDS;

	return lvs_hash_wide(addr->words, words * sizeof(addr->words[0]));
}

/**
 * lvs_source_is_over() - has the source of a new flow begun too many
 * @pkt: first packet of a flow
 *
 * What does not pass is not counted against the source.
 *
 * Context: softirq, RCU; one load while the knob is off.
 * Return: true if the flow is to be refused.
 */
bool lvs_source_is_over(struct lvs_pkt *pkt)
{
	const struct lvs_tunables *knobs = pkt->lnet->tunables;
	u32 rate = READ_ONCE(knobs->source_rate);
	struct lvs_meters *sources;
	struct lvs_meter_rule rule;

	if (likely(!rate))
		return false;
	sources = smp_load_acquire(&pkt->lnet->sources);
	if (!sources)
		return false;
	rule = lvs_meter_rule_of(rate, READ_ONCE(knobs->source_burst));
	rule.slack_ns += TICK_NSEC;
	return !lvs_meters_pass(sources, source_of(&pkt->tuple.src),
				ktime_get_coarse_ns(), &rule);
}

/**
 * lvs_source_watch() - have meters for a namespace's sources
 * @lnet: namespace
 *
 * They stay until the namespace ends.
 *
 * Context: process, may sleep; config lock.
 * Return: 0, or -ENOMEM.
 */
int lvs_source_watch(struct lvs_net *lnet)
{
	struct lvs_meters *sources;

	if (lnet->sources)
		return 0;
	sources = lvs_meters_new();
	if (!sources)
		return -ENOMEM;
	smp_store_release(&lnet->sources, sources);
	return 0;
}

/**
 * lvs_source_init() - a namespace's sources are not metered at first
 * @lnet: namespace
 *
 * Context: process.
 * Return: 0.
 */
int lvs_source_init(struct lvs_net *lnet)
{
	lnet->sources = NULL;
	return 0;
}

/**
 * lvs_source_exit() - free what lvs_source_watch() made
 * @lnet: namespace; no packet asks any more
 *
 * Context: process.
 */
void lvs_source_exit(struct lvs_net *lnet)
{
	lvs_meters_free(lnet->sources);
}
