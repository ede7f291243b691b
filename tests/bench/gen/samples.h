/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Times of single packets, and what most of them stay below.
 */
#ifndef LVS_GEN_SAMPLES_H
#define LVS_GEN_SAMPLES_H

#include <linux/types.h>

struct seq_file;

/**
 * struct gen_samples - times of packets
 * @ns: nanoseconds, one a packet, without what asking for the time takes
 * @asking_ns: what that takes
 * @count: those that are there
 * @max: those that there is room for; more are not kept
 */
struct gen_samples {
	u32 *ns;
	u64 asking_ns;
	u32 count;
	u32 max;
};

int gen_samples_init(struct gen_samples *samples, u32 max);
void gen_samples_exit(struct gen_samples *samples);
void gen_samples_add(struct gen_samples *samples, u64 ns);
void gen_samples_sort(struct gen_samples *samples);
void gen_samples_show(struct seq_file *seq, const char *name,
		      const struct gen_samples *samples);

#endif
