/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The servers that weigh anything, heaviest first. Floor 4.
 */
#ifndef LVS_SCHED_HEAVIEST_H
#define LVS_SCHED_HEAVIEST_H

#include <linux/types.h>

struct lvs_pool;

/**
 * struct lvs_heaviest - a compiled pool
 * @count: slots that take part
 * @slots: their indices, heaviest first, equals in list order
 */
struct lvs_heaviest {
	u32 count;
	u32 slots[];
};

int lvs_heaviest_build(const struct lvs_pool *pool, const struct lvs_pool *old,
		       void **data);

#endif
