/* SPDX-License-Identifier: GPL-2.0 */
/* Counters of 64 bits, for host programs. */
#ifndef HOST_LINUX_U64_STATS_SYNC_H
#define HOST_LINUX_U64_STATS_SYNC_H

#include <linux/types.h>

typedef struct { u64 value; } u64_stats_t;

struct u64_stats_sync {
};

static inline void u64_stats_update_begin(struct u64_stats_sync *sync)
{
}

static inline void u64_stats_update_end(struct u64_stats_sync *sync)
{
}

static inline void u64_stats_add(u64_stats_t *counter, u64 amount)
{
	counter->value += amount;
}

static inline void u64_stats_inc(u64_stats_t *counter)
{
	u64_stats_add(counter, 1);
}

#endif
