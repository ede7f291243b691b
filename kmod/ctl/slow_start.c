// SPDX-License-Identifier: GPL-2.0
/*
 * Slow start in numbers: which weight a server has for now. Pure. Floor 8.
 *
 * Theory. Schedulers know weights only, so a server that begins slowly has a
 * smaller one for a while, which rises in LVS_SLOW_START_STEPS steps. Since
 * there is nothing below a weight of 1, all weights of such a pool are
 * multiplied by as many as there are steps, or by less where the greatest one
 * leaves no room for that. A worker makes a new pool at each step: packets see
 * nothing of the clock.
 *
 * Example. A and B weigh 2, and B came a quarter of its time ago: A has
 * 2 * 64 = 128, B 2 * 16 = 32.
 */
#include "ctl/slow_start.h"

#include "base/limits.h"

#include <linux/build_bug.h>
#include <linux/log2.h>
#include <linux/math64.h>
#include <linux/minmax.h>

static_assert(!(LVS_SLOW_START_STEPS & (LVS_SLOW_START_STEPS - 1)));

/**
 * lvs_slow_start_step() - how far is a server
 * @elapsed_ms: since it came, milliseconds
 * @slow_start_s: how long it takes, seconds
 *
 * Context: any.
 * Return: 1..LVS_SLOW_START_STEPS, which is the end.
 */
u32 lvs_slow_start_step(u32 elapsed_ms, u32 slow_start_s)
{
	u64 step;

	if (!slow_start_s)
		return LVS_SLOW_START_STEPS;
	step = div_u64((u64)elapsed_ms * LVS_SLOW_START_STEPS,
		       slow_start_s * 1000);
	return clamp_t(u64, step, 1, LVS_SLOW_START_STEPS);
}

/**
 * lvs_slow_start_shift() - how much weights are multiplied by
 * @greatest: the greatest weight
 *
 * Context: any.
 * Return: power of two.
 */
u32 lvs_slow_start_shift(u32 greatest)
{
	u32 shift = ilog2(LVS_SLOW_START_STEPS);

	while ((u64)greatest << shift > LVS_WEIGHT_MAX)
		shift--;
	return shift;
}

/**
 * lvs_slow_start_weight() - the weight that a server has at a step
 * @weight: what was asked for
 * @shift: of its pool
 * @step: 1..LVS_SLOW_START_STEPS
 *
 * Context: any.
 * Return: at least 1, unless @weight is 0.
 */
u32 lvs_slow_start_weight(u32 weight, u32 shift, u32 step)
{
	u64 product = ((u64)weight << shift) * step;

	if (!weight)
		return 0;
	return max_t(u32, product >> ilog2(LVS_SLOW_START_STEPS), 1);
}
