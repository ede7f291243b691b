/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Draws a server with a chance that is exactly its weight's share, in constant
 * time. Floor 4.
 */
#ifndef LVS_SCHED_ALIAS_H
#define LVS_SCHED_ALIAS_H

#include <linux/types.h>

struct lvs_pool;

/**
 * struct lvs_alias_column - one column of the table
 * @own_share: part of the column that is @own's, of 2^32
 * @own: slot
 * @other: slot that has the rest
 */
struct lvs_alias_column {
	u32 own_share;
	u16 own;
	u16 other;
};

/**
 * struct lvs_alias - a compiled pool
 * @count: columns, as many as slots that weigh anything
 * @columns: see alias.c
 */
struct lvs_alias {
	u32 count;
	struct lvs_alias_column columns[];
};

int lvs_alias_build(const struct lvs_pool *pool, const struct lvs_pool *old,
		    void **data);
u32 lvs_alias_draw(const struct lvs_alias *alias, u64 random);

#endif
