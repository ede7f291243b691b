// SPDX-License-Identifier: GPL-2.0
/*
 * Traffic counters: per-CPU sets that are written per packet, and sums of
 * them that are read on demand. Floor 1.
 */
#include "base/counters.h"

#include <linux/gfp.h>

/**
 * lvs_counters_new() - allocate a zeroed per-CPU set
 *
 * Context: process, may sleep.
 * Return: the set, or NULL when memory is short.
 */
struct lvs_counters_cpu __percpu *lvs_counters_new(void)
{
	struct lvs_counters_cpu __percpu *set;
	int cpu;

	set = alloc_percpu_gfp(struct lvs_counters_cpu, GFP_KERNEL);
	if (!set)
		return NULL;
	for_each_possible_cpu(cpu)
		u64_stats_init(&per_cpu_ptr(set, cpu)->sync);
	return set;
}

/**
 * lvs_counters_free() - free a set
 * @set: from lvs_counters_new(), or NULL; nobody counts on it any more
 *
 * Context: any.
 */
void lvs_counters_free(struct lvs_counters_cpu __percpu *set)
{
	free_percpu(set);
}

static void read_cpu(const struct lvs_counters_cpu *cpu,
		     struct lvs_counters *out)
{
	unsigned int start;

	do {
		start = u64_stats_fetch_begin(&cpu->sync);
		out->conns = u64_stats_read(&cpu->conns);
		out->in_pkts = u64_stats_read(&cpu->in_pkts);
		out->out_pkts = u64_stats_read(&cpu->out_pkts);
		out->in_bytes = u64_stats_read(&cpu->in_bytes);
		out->out_bytes = u64_stats_read(&cpu->out_bytes);
	} while (u64_stats_fetch_retry(&cpu->sync, start));
}

/**
 * lvs_counters_sum_cpu() - add what one CPU counted to a sum
 * @set: per-CPU set
 * @cpu: a possible one
 * @sum: added to
 *
 * Context: any.
 */
void lvs_counters_sum_cpu(struct lvs_counters_cpu __percpu *set, int cpu,
			  struct lvs_counters *sum)
{
	struct lvs_counters one;

	read_cpu(per_cpu_ptr(set, cpu), &one);
	lvs_counters_add(sum, &one);
}

/**
 * lvs_counters_sum() - add what all CPUs counted to a sum
 * @set: per-CPU set
 * @sum: added to
 *
 * Context: any.
 */
void lvs_counters_sum(struct lvs_counters_cpu __percpu *set,
		      struct lvs_counters *sum)
{
	int cpu;

	for_each_possible_cpu(cpu)
		lvs_counters_sum_cpu(set, cpu, sum);
}

/**
 * lvs_counters_add() - member-wise @to += @from
 * @to: changed
 * @from: read
 *
 * Context: any.
 */
void lvs_counters_add(struct lvs_counters *to,
		      const struct lvs_counters *from)
{
	to->conns += from->conns;
	to->in_pkts += from->in_pkts;
	to->out_pkts += from->out_pkts;
	to->in_bytes += from->in_bytes;
	to->out_bytes += from->out_bytes;
}

/**
 * lvs_counters_sub() - member-wise @to -= @from
 * @to: changed
 * @from: read
 *
 * Context: any.
 */
void lvs_counters_sub(struct lvs_counters *to,
		      const struct lvs_counters *from)
{
	to->conns -= from->conns;
	to->in_pkts -= from->in_pkts;
	to->out_pkts -= from->out_pkts;
	to->in_bytes -= from->in_bytes;
	to->out_bytes -= from->out_bytes;
}
