// SPDX-License-Identifier: GPL-2.0
/*
 * How many flows one source may begin. Floor 7.
 *
 * A source is an address of IPv4 or a network of 64 bits of IPv6, which is what
 * one customer gets. It is metered by the namespace's rule, and by itself at
 * each service that has one; all of these meters share cells. The time is that
 * of the last tick, which is read at the price of a load, so one tick more is
 * granted at once.
 */
#include "path/source.h"

#include "base/net.h"
#include "base/tunables.h"
#include "base/tuple.h"
#include "obj/meters.h"
#include "obj/svc.h"
#include "pkt/pkt.h"

#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/string.h>
#include <linux/timekeeping.h>

/* words of an address that are a source */
#define SOURCE6_WORDS 2

static_assert(SOURCE6_WORDS >= LVS_ADDR4_WORDS);

/* owner of the namespace's rule; services, from their id 0 on, come behind */
#define OWNER_NET 0

/**
 * struct metered - whom a meter is of
 * @source: words of its address, as far as they tell sources apart
 * @family: AF_*
 * @owner: whose rule it is
 * @rule: what it says; under another one, what was begun before does not count
 *
 * Hashed as memory: made from a zeroed struct, without holes.
 */
struct metered {
	__be32 source[SOURCE6_WORDS];
	u32 family;
	u32 owner;
	struct lvs_meter_rule rule;
};

static_assert(sizeof(struct metered) == 32);

static u64 hash_of(const struct lvs_addr *addr, u32 owner,
		   const struct lvs_meter_rule *rule)
{
	u32 words = addr->family == AF_INET6 ? SOURCE6_WORDS : LVS_ADDR4_WORDS;
	struct metered who = {
		.family = addr->family,
		.owner = owner,
		.rule = *rule,
	};

	memcpy(who.source, addr->words, words * sizeof(who.source[0]));
	return lvs_hash_wide(&who, sizeof(who));
}

static bool is_over(const struct lvs_pkt *pkt, u32 owner,
		    struct lvs_meter_rule rule)
{
	struct lvs_meters *sources = smp_load_acquire(&pkt->lnet->sources);
	u64 who;

	if (!sources)
		return false;
	who = hash_of(&pkt->tuple.src, owner, &rule);
	rule.slack_ns += TICK_NSEC;
	return !lvs_meters_pass(sources, who, ktime_get_coarse_ns(), &rule);
}

static bool is_over_at_svc(const struct lvs_pkt *pkt, const struct lvs_svc *svc)
{
	struct lvs_meter_rule rule = {
		.step_ns = READ_ONCE(svc->source_rule.step_ns),
	};

	if (likely(!rule.step_ns))
		return false;
	rule.slack_ns = READ_ONCE(svc->source_rule.slack_ns);
	return is_over(pkt, OWNER_NET + 1 + svc->id, rule);
}

static bool is_over_at_net(const struct lvs_pkt *pkt)
{
	const struct lvs_tunables *knobs = pkt->lnet->tunables;
	u32 rate = READ_ONCE(knobs->source_rate);
	struct lvs_meter_rule rule;

	if (likely(!rate))
		return false;
	rule = lvs_meter_rule_of(rate, READ_ONCE(knobs->source_burst));
	return is_over(pkt, OWNER_NET, rule);
}

/**
 * lvs_source_is_over() - has the source of a new flow begun too many
 * @pkt: first packet of a flow
 * @svc: service that it is for
 *
 * Both the service's rule and the namespace's have to let it pass. What the
 * service refuses counts nowhere; what the namespace refuses counts at the
 * service, where the source has all the less to begin.
 *
 * Context: softirq, RCU; one load for each rule that there is not.
 * Return: true if the flow is to be refused.
 */
bool lvs_source_is_over(struct lvs_pkt *pkt, const struct lvs_svc *svc)
{
	return is_over_at_svc(pkt, svc) || is_over_at_net(pkt);
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
