// SPDX-License-Identifier: GPL-2.0
/*
 * What each CPU had counted for servers that were removed. Floor 3.
 *
 * These figures are never zeroed, nor are the servers' own that they are made
 * of: a CPU's counters tell what it did since the namespace was there.
 */
#include "obj/past.h"

/**
 * lvs_past_note() - a server is about to be removed
 * @past: of its namespace
 * @set: its counters
 *
 * Takes a look at each CPU, so it has a step of its own, before the one that
 * readers must not come between.
 *
 * Context: process; config lock.
 */
void lvs_past_note(struct lvs_past __percpu *past,
		   struct lvs_counters_cpu __percpu *set)
{
	int cpu;

	for_each_possible_cpu(cpu)
		lvs_counters_sum_cpu(set, cpu,
				     &per_cpu_ptr(past, cpu)->leaving);
}

/**
 * lvs_past_settle() - those that were noted are removed now
 * @past: of their namespace
 *
 * Context: process; config lock.
 */
void lvs_past_settle(struct lvs_past __percpu *past)
{
	struct lvs_past *of_cpu;
	int cpu;

	for_each_possible_cpu(cpu) {
		of_cpu = per_cpu_ptr(past, cpu);
		lvs_counters_add(&of_cpu->gone, &of_cpu->leaving);
		of_cpu->leaving = (struct lvs_counters) {};
	}
}

/**
 * lvs_past_forget() - a server that was removed comes back with its counters
 * @past: of its namespace
 * @set: its counters; what they counted in between is in no sum
 *
 * Context: process; config lock.
 */
void lvs_past_forget(struct lvs_past __percpu *past,
		     struct lvs_counters_cpu __percpu *set)
{
	int cpu;

	for_each_possible_cpu(cpu) {
		struct lvs_counters sum = {};

		lvs_counters_sum_cpu(set, cpu, &sum);
		lvs_counters_sub(&per_cpu_ptr(past, cpu)->gone, &sum);
	}
}
