// SPDX-License-Identifier: GPL-2.0
/*
 * Times of single packets, and what most of them stay below.
 */
#include "samples.h"

#include "clock.h"

#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/seq_file.h>
#include <linux/sort.h>
#include <linux/time64.h>
#include <linux/vmalloc.h>

#define LATE_NS (100 * NSEC_PER_USEC)

int gen_samples_init(struct gen_samples *samples, u32 max)
{
	*samples = (struct gen_samples){
		.max = max,
		.asking_ns = gen_clock_cost_ns(),
	};
	if (!max)
		return 0;
	samples->ns = vzalloc(array_size(max, sizeof(samples->ns[0])));
	return samples->ns ? 0 : -ENOMEM;
}

void gen_samples_exit(struct gen_samples *samples)
{
	vfree(samples->ns);
	*samples = (struct gen_samples){};
}

void gen_samples_add(struct gen_samples *samples, u64 ns)
{
	ns -= min(ns, samples->asking_ns);
	if (samples->count < samples->max)
		samples->ns[samples->count++] = min_t(u64, ns, U32_MAX);
}

static int compare(const void *a, const void *b)
{
	u32 first = *(const u32 *)a, second = *(const u32 *)b;

	return first < second ? -1 : first > second;
}

/* once, before anything is shown */
void gen_samples_sort(struct gen_samples *samples)
{
	sort(samples->ns, samples->count, sizeof(samples->ns[0]), compare,
	     NULL);
}

/* what that many of a thousand packets stay below, or take at most */
static u32 below(const struct gen_samples *samples, u32 of_thousand)
{
	u64 idx = (u64)samples->count * of_thousand / 1000;

	if (!samples->count)
		return 0;
	return samples->ns[min_t(u64, idx, samples->count - 1)];
}

/* how many took longer than a packet may be delayed by */
static u32 count_late(const struct gen_samples *samples)
{
	u32 i = samples->count;

	while (i && samples->ns[i - 1] > LATE_NS)
		i--;
	return samples->count - i;
}

void gen_samples_show(struct seq_file *seq, const char *name,
		      const struct gen_samples *samples)
{
	seq_printf(seq, " %s_median %u %s_p999 %u %s_max %u %s_late %u", name,
		   below(samples, 500), name, below(samples, 999), name,
		   below(samples, 1000), name, count_late(samples));
}
