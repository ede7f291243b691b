/* SPDX-License-Identifier: GPL-2.0 */
/* Counters of 64 bits, for host programs. */
#ifndef HOST_LINUX_U64_STATS_SYNC_H
#define HOST_LINUX_U64_STATS_SYNC_H

#include <linux/types.h>

typedef struct { u64 value; } u64_stats_t;

struct u64_stats_sync {
};

#endif
