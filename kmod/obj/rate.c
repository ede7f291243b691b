// SPDX-License-Identifier: GPL-2.0
/*
 * Rates of traffic: a moving average that is sampled only while connections
 * exist. Floor 3.
 *
 * Theory. Every LVS_RATE_PERIOD_S the average moves by a quarter of its
 * distance to what was measured since the last sample. A sample that comes k
 * periods late counts as k equal ones, so a busy machine or a pause does not
 * bend the curve. Averages carry LVS_RATE_SCALE binary digits behind the point,
 * so that quarters of small rates are not lost.
 *
 * A quarter at a time takes minutes to forget a gigabit, so after
 * LVS_RATE_SILENCE_MS in which nothing at all was counted the averages are
 * set to 0: sampling can stop, and nobody is shown traffic that ended long ago.
 *
 * Example. 100 packets a second begin: 25, 43.75, 57.8, ... are shown after 2,
 * 4, 6 s; 94.4 after 20 s. They end: 70.8, 53.1, ... and 0 after 20 s.
 */
#include "obj/rate.h"

#include "base/limits.h"

#include <linux/compiler.h>
#include <linux/math.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/time64.h>

/* samples that a late one stands for at most; by then 3/4^n is nothing */
#define LATE_MAX 128U

/*
 * Amount per second, scaled. Quotient and remainder go separate ways, so that
 * the product stays below 2^64 up to 2^44 in a millisecond.
 */
static u64 measure(u64 amount, u32 elapsed_ms)
{
	u32 rest;
	u64 per_ms = div_u64_rem(amount, elapsed_ms, &rest);

	return (per_ms * MSEC_PER_SEC << LVS_RATE_SCALE) +
	       div_u64((u64)rest * MSEC_PER_SEC << LVS_RATE_SCALE, elapsed_ms);
}

static u64 move(u64 average, u64 measured, u32 periods)
{
	while (periods--)
		average += (s64)(measured - average) >> LVS_RATE_SHIFT;
	return average;
}

/* move one average; returns whether something was counted */
static bool sample(u64 *average, u64 *last, u64 now, u32 elapsed_ms)
{
	u64 amount = now > *last ? now - *last : 0;
	u32 periods = DIV_ROUND_CLOSEST(elapsed_ms,
					LVS_RATE_PERIOD_S * MSEC_PER_SEC);

	WRITE_ONCE(*average, move(*average, measure(amount, elapsed_ms),
				  clamp(periods, 1U, LATE_MAX)));
	*last = now;
	return amount;
}

static u64 rounded(const u64 *average)
{
	return (READ_ONCE(*average) + (1 << (LVS_RATE_SCALE - 1))) >>
	       LVS_RATE_SCALE;
}

static void clear(struct lvs_counters *scaled)
{
	WRITE_ONCE(scaled->conns, 0);
	WRITE_ONCE(scaled->in_pkts, 0);
	WRITE_ONCE(scaled->out_pkts, 0);
	WRITE_ONCE(scaled->in_bytes, 0);
	WRITE_ONCE(scaled->out_bytes, 0);
}

static bool is_zero(const struct lvs_counters *sum)
{
	return !(sum->conns | sum->in_pkts | sum->out_pkts | sum->in_bytes |
		 sum->out_bytes);
}

/* length of the present silence; a long sample is silent to its end */
static u32 silence(u32 before_ms, u32 elapsed_ms)
{
	return min_t(u64, (u64)before_ms + elapsed_ms, LVS_RATE_SILENCE_MS);
}

/**
 * lvs_rate_sample() - take a sample
 * @rate: averages
 * @now: counters as of now
 * @elapsed_ms: time since the last sample or reset, milliseconds; about
 *	LVS_RATE_PERIOD_S, or more when the sampler was late
 *
 * Context: any; the caller keeps other writers of @rate away.
 * Return: whether an average is still above 0 as it is shown.
 */
bool lvs_rate_sample(struct lvs_rate *rate, const struct lvs_counters *now,
		     u32 elapsed_ms)
{
	struct lvs_counters *scaled = &rate->scaled, *last = &rate->last;
	struct lvs_counters shown;
	bool counted = false;

	elapsed_ms = max(elapsed_ms, 1U);
	counted |= sample(&scaled->conns, &last->conns, now->conns,
			  elapsed_ms);
	counted |= sample(&scaled->in_pkts, &last->in_pkts, now->in_pkts,
			  elapsed_ms);
	counted |= sample(&scaled->out_pkts, &last->out_pkts, now->out_pkts,
			  elapsed_ms);
	counted |= sample(&scaled->in_bytes, &last->in_bytes, now->in_bytes,
			  elapsed_ms);
	counted |= sample(&scaled->out_bytes, &last->out_bytes, now->out_bytes,
			  elapsed_ms);
	rate->silent_ms = counted ? 0 : silence(rate->silent_ms, elapsed_ms);
	if (rate->silent_ms == LVS_RATE_SILENCE_MS)
		clear(scaled);
	lvs_rate_read(rate, &shown);
	return !is_zero(&shown);
}

/**
 * lvs_rate_read() - averages as they are shown
 * @rate: averages; may be sampled meanwhile
 * @per_s: conns, packets and bytes per second, rounded to nearest
 *
 * Context: any.
 */
void lvs_rate_read(const struct lvs_rate *rate, struct lvs_counters *per_s)
{
	per_s->conns = rounded(&rate->scaled.conns);
	per_s->in_pkts = rounded(&rate->scaled.in_pkts);
	per_s->out_pkts = rounded(&rate->scaled.out_pkts);
	per_s->in_bytes = rounded(&rate->scaled.in_bytes);
	per_s->out_bytes = rounded(&rate->scaled.out_bytes);
}

/**
 * lvs_rate_reset() - begin from 0
 * @rate: averages
 * @now: counters as of now
 *
 * Context: any; the caller keeps other writers of @rate away.
 */
void lvs_rate_reset(struct lvs_rate *rate, const struct lvs_counters *now)
{
	clear(&rate->scaled);
	rate->last = *now;
	rate->silent_ms = 0;
}
