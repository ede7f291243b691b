// SPDX-License-Identifier: GPL-2.0
/*
 * Draws a server with a chance that is exactly its weight's share, in constant
 * time. Floor 4.
 *
 * Theory. That is the alias method (Walker 1977), built as by Vose (1991).
 * There is a column for each server, all of one height, and a server owns as
 * much area as it has weight. Who has less than a column leaves the rest of
 * its own to one who has more, so no column has more than two owners. A draw
 * takes a column, then a height in it.
 *
 * Example. Weights A 1, B 1, C 4; a column's height is 2.
 *
 *	column  0    1    2
 *	upper   C    C    C
 *	lower   A    B    C
 *
 * C has all of column 2 and half of the others: 4 of 6.
 */
#include "sched/alias.h"

#include "base/gfp.h"
#include "base/limits.h"
#include "obj/pool.h"

#include <linux/bitops.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/overflow.h>
#include <linux/slab.h>

static_assert(LVS_POOL_DESTS_MAX - 1 <= U16_MAX);

/**
 * struct work - what building needs besides
 * @height: of a column: the sum of all weights
 * @area: what each server still has to be given, its weight times the columns;
 *	below 2^47
 * @todo: columns whose owner has less than the height, from the front; those
 *	whose owner has as much or more, from the back
 * @smalls: how many of the former are left
 * @bigs: how many of the latter are left
 */
struct work {
	u64 height;
	u64 *area;
	u32 *todo;
	u32 smalls;
	u32 bigs;
};

static void sort_in(struct work *work, u32 count, u32 column)
{
	if (work->area[column] < work->height)
		work->todo[work->smalls++] = column;
	else
		work->todo[count - ++work->bigs] = column;
}

/* @part of @whole, where it is the smaller one, in 2^32 */
static u32 share_of(u64 part, u64 whole)
{
	int shift = max(fls64(whole) - 32, 0);

	return min_t(u64, div64_u64((part >> shift) << 32, whole >> shift),
		     U32_MAX);
}

static void set_column(struct lvs_alias *alias, u32 column, u32 share,
		       u32 other)
{
	alias->columns[column].own_share = share;
	alias->columns[column].other = alias->columns[other].own;
}

static void fill(struct lvs_alias *alias, struct work *work)
{
	u32 small, big, count = alias->count;

	while (work->smalls && work->bigs) {
		small = work->todo[--work->smalls];
		big = work->todo[count - work->bigs--];
		set_column(alias, small,
			   share_of(work->area[small], work->height), big);
		work->area[big] -= work->height - work->area[small];
		sort_in(work, count, big);
	}
	/* whoever is left has a column of its own */
	while (work->smalls) {
		small = work->todo[--work->smalls];
		set_column(alias, small, U32_MAX, small);
	}
	while (work->bigs) {
		big = work->todo[count - work->bigs--];
		set_column(alias, big, U32_MAX, big);
	}
}

static void start(const struct lvs_pool *pool, struct lvs_alias *alias,
		  struct work *work)
{
	u32 i, weight;

	for (i = 0; i < pool->count; i++) {
		work->height += pool->slots[i].weight;
		if (pool->slots[i].weight)
			alias->columns[alias->count++].own = i;
	}
	for (i = 0; i < alias->count; i++) {
		weight = pool->slots[alias->columns[i].own].weight;
		work->area[i] = (u64)weight * alias->count;
		sort_in(work, alias->count, i);
	}
}

/**
 * lvs_alias_build() - compile a pool; build() of a scheduler
 * @pool: filled
 * @old: unused
 * @data: set to a struct lvs_alias, for kvfree()
 *
 * Context: process, may sleep; takes time in proportion to the servers.
 * Return: 0 or -ENOMEM.
 */
int lvs_alias_build(const struct lvs_pool *pool, const struct lvs_pool *old,
		    void **data)
{
	struct lvs_alias *alias;
	struct work work = {};

	alias = kvzalloc(struct_size(alias, columns, pool->count),
			 LVS_GFP_TABLE);
	if (!alias)
		return -ENOMEM;
	work.area = kvmalloc_array(pool->count + 1,
				   sizeof(*work.area) + sizeof(*work.todo),
				   LVS_GFP_TABLE);
	if (!work.area) {
		kvfree(alias);
		return -ENOMEM;
	}
	work.todo = (u32 *)(work.area + pool->count);
	start(pool, alias, &work);
	fill(alias, &work);
	kvfree(work.area);
	*data = alias;
	return 0;
}

/**
 * lvs_alias_draw() - draw a server
 * @alias: compiled, count above 0
 * @random: evenly distributed
 *
 * Context: any.
 * Return: slot.
 */
u32 lvs_alias_draw(const struct lvs_alias *alias, u64 random)
{
	const struct lvs_alias_column *column;

	column = &alias->columns[reciprocal_scale(random >> 32, alias->count)];
	return (u32)random < column->own_share ? column->own : column->other;
}
