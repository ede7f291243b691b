/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Rates of traffic: a moving average that is sampled only while connections
 * exist. Floor 3.
 */
#ifndef LVS_OBJ_RATE_H
#define LVS_OBJ_RATE_H

#include "base/counters.h"

/**
 * struct lvs_rate - moving averages of one object
 * @last: counters at the last sample
 * @scaled: averages per second, times 2^LVS_RATE_SCALE
 * @silent_ms: how long nothing has been counted, up to LVS_RATE_SILENCE_MS
 *
 * Written by the sampler under the configuration lock; read without.
 */
struct lvs_rate {
	struct lvs_counters last;
	struct lvs_counters scaled;
	u32 silent_ms;
};

#define LVS_RATE_SCALE 10

/* after so much silence all averages are 0, milliseconds */
#define LVS_RATE_SILENCE_MS 20000

bool lvs_rate_sample(struct lvs_rate *rate, const struct lvs_counters *now,
		     u32 elapsed_ms);
void lvs_rate_read(const struct lvs_rate *rate, struct lvs_counters *per_s);
void lvs_rate_reset(struct lvs_rate *rate, const struct lvs_counters *now);

#endif
