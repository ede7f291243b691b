/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a server's connections cost it, and how two servers compare when their
 * weights are taken into account. Floor 4.
 */
#ifndef LVS_SCHED_COST_H
#define LVS_SCHED_COST_H

#include "obj/load.h"

#include <linux/limits.h>
#include <linux/types.h>

/* an active connection costs as much as this many inactive ones, as in IPVS */
#define LVS_COST_ACTIVE 256

/* at most 2^39 + 2^31 */
static inline u64 lvs_cost(const struct lvs_load *load)
{
	return (u64)lvs_load_active(load) * LVS_COST_ACTIVE +
	       lvs_load_inactive(load);
}

/*
 * Is a / a_weight < b / b_weight, for weights above 0? Cross products take up
 * to 71 bits, so each is made of two halves of which neither overflows.
 */
static inline bool lvs_cost_less(u64 a, u32 a_weight, u64 b, u32 b_weight)
{
	u64 a_low = (a & U32_MAX) * b_weight, b_low = (b & U32_MAX) * a_weight;
	u64 a_high = (a >> 32) * b_weight + (a_low >> 32);
	u64 b_high = (b >> 32) * a_weight + (b_low >> 32);

	if (a_high != b_high)
		return a_high < b_high;
	return (u32)a_low < (u32)b_low;
}

#endif
