/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A meter lets events pass at a rate, and some more at once. Floor 1.
 */
#ifndef LVS_BASE_METER_H
#define LVS_BASE_METER_H

#include <linux/minmax.h>
#include <linux/time64.h>
#include <linux/types.h>

/**
 * struct lvs_meter_rule - how much passes
 * @step_ns: what one event takes up of the time, 1..NSEC_PER_SEC; 0 where
 *	there is no rule
 * @slack_ns: how much time may be taken up in advance; with (n - 1) * @step_ns
 *	n events pass at once
 */
struct lvs_meter_rule {
	u64 step_ns;
	u64 slack_ns;
};

/**
 * lvs_meter_rule_of() - so many events a second, and so many at once
 * @rate: events a second, 1..NSEC_PER_SEC; 0 for no rule
 * @burst: events at once; 0 is as many as in a second
 *
 * Context: any; pure; divides.
 * Return: the rule.
 */
static inline struct lvs_meter_rule lvs_meter_rule_of(u32 rate, u32 burst)
{
	struct lvs_meter_rule rule = {};

	if (rate) {
		rule.step_ns = (u32)NSEC_PER_SEC / rate;
		rule.slack_ns = ((burst ?: rate) - 1) * rule.step_ns;
	}
	return rule;
}

/**
 * lvs_meter_next() - does one more event pass
 * @due: the time that events have taken up, nanoseconds
 * @now: the time, nanoseconds
 * @rule: how much passes
 *
 * The generic cell rate algorithm in its form of virtual scheduling (ITU-T
 * I.371, annex A): one word of state, and what does not pass costs nothing.
 *
 * Context: any; pure.
 * Return: @due with this event, or 0 if it does not pass.
 */
static inline u64 lvs_meter_next(u64 due, u64 now,
				 const struct lvs_meter_rule *rule)
{
	due = max(due, now);
	return due - now > rule->slack_ns ? 0 : due + rule->step_ns;
}

#endif
