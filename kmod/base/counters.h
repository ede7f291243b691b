/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Traffic counters: per-CPU sets that are written per packet, and sums of
 * them that are read on demand. Floor 1.
 */
#ifndef LVS_BASE_COUNTERS_H
#define LVS_BASE_COUNTERS_H

#include <linux/percpu.h>
#include <linux/types.h>
#include <linux/u64_stats_sync.h>

/**
 * struct lvs_counters - a sum, as of one moment
 * @conns: connections begun
 * @in_pkts: packets from clients
 * @out_pkts: packets to clients that passed through us
 * @in_bytes: their network-layer bytes
 * @out_bytes: their network-layer bytes
 */
struct lvs_counters {
	u64 conns;
	u64 in_pkts;
	u64 out_pkts;
	u64 in_bytes;
	u64 out_bytes;
};

/**
 * struct lvs_counters_cpu - what one CPU counted
 * @conns: as in struct lvs_counters, the same below
 * @in_pkts: see there
 * @out_pkts: see there
 * @in_bytes: see there
 * @out_bytes: see there
 * @sync: makes 64-bit values readable on 32-bit machines
 *
 * Written by softirq of its CPU only (process context shuts bottom halves).
 */
struct lvs_counters_cpu {
	u64_stats_t conns;
	u64_stats_t in_pkts;
	u64_stats_t out_pkts;
	u64_stats_t in_bytes;
	u64_stats_t out_bytes;
	struct u64_stats_sync sync;
};

/* one new connection; bottom halves off, as below */
static inline void lvs_counters_conn(struct lvs_counters_cpu __percpu *set)
{
	struct lvs_counters_cpu *cpu = this_cpu_ptr(set);

	u64_stats_update_begin(&cpu->sync);
	u64_stats_inc(&cpu->conns);
	u64_stats_update_end(&cpu->sync);
}

static inline void lvs_counters_count(struct lvs_counters_cpu *cpu,
				      u64_stats_t *all_pkts, u64 pkts,
				      u64_stats_t *all_bytes, u64 bytes)
{
	u64_stats_update_begin(&cpu->sync);
	u64_stats_add(all_pkts, pkts);
	u64_stats_add(all_bytes, bytes);
	u64_stats_update_end(&cpu->sync);
}

/* packets from a client: segments, and network-layer bytes of all of them */
static inline void lvs_counters_in(struct lvs_counters_cpu __percpu *set,
				   u64 pkts, u64 bytes)
{
	struct lvs_counters_cpu *cpu = this_cpu_ptr(set);

	lvs_counters_count(cpu, &cpu->in_pkts, pkts, &cpu->in_bytes, bytes);
}

/* packets that go back to a client */
static inline void lvs_counters_out(struct lvs_counters_cpu __percpu *set,
				    u64 pkts, u64 bytes)
{
	struct lvs_counters_cpu *cpu = this_cpu_ptr(set);

	lvs_counters_count(cpu, &cpu->out_pkts, pkts, &cpu->out_bytes, bytes);
}

struct lvs_counters_cpu __percpu *lvs_counters_new(void);
void lvs_counters_free(struct lvs_counters_cpu __percpu *set);
void lvs_counters_sum_cpu(struct lvs_counters_cpu __percpu *set, int cpu,
			  struct lvs_counters *sum);
void lvs_counters_sum(struct lvs_counters_cpu __percpu *set,
		      struct lvs_counters *sum);
void lvs_counters_add(struct lvs_counters *to,
		      const struct lvs_counters *from);
void lvs_counters_sub(struct lvs_counters *to,
		      const struct lvs_counters *from);

#endif
