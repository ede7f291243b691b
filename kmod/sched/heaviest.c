// SPDX-License-Identifier: GPL-2.0
/*
 * The servers that weigh anything, heaviest first. Floor 4.
 */
#include "sched/heaviest.h"

#include "base/gfp.h"
#include "obj/pool.h"

#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/sort.h>

/* sorts heaviest first, and equals in list order */
static u64 sort_key(u32 weight, u32 slot)
{
	return (u64)(U32_MAX - weight) << 32 | slot;
}

static int compare_keys(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return x < y ? -1 : x > y;
}

/* returns how many keys there are */
static u32 make_keys(const struct lvs_pool *pool, u64 *keys)
{
	u32 i, count = 0;

	for (i = 0; i < pool->count; i++) {
		if (pool->slots[i].weight)
			keys[count++] = sort_key(pool->slots[i].weight, i);
	}
	sort(keys, count, sizeof(*keys), compare_keys, NULL);
	return count;
}

/**
 * lvs_heaviest_build() - compile a pool; build() of a scheduler
 * @pool: filled
 * @old: unused
 * @data: set to a struct lvs_heaviest, for kvfree()
 *
 * Context: process, may sleep.
 * Return: 0 or -ENOMEM.
 */
int lvs_heaviest_build(const struct lvs_pool *pool, const struct lvs_pool *old,
		       void **data)
{
	struct lvs_heaviest *heaviest;
	u64 *keys;
	u32 i;

	heaviest = kvzalloc(struct_size(heaviest, slots, pool->count),
			    LVS_GFP_TABLE);
	if (!heaviest)
		return -ENOMEM;
	keys = kvmalloc_array(pool->count + 1, sizeof(*keys), LVS_GFP_TABLE);
	if (!keys) {
		kvfree(heaviest);
		return -ENOMEM;
	}
	heaviest->count = make_keys(pool, keys);
	for (i = 0; i < heaviest->count; i++)
		heaviest->slots[i] = (u32)keys[i];
	kvfree(keys);
	*data = heaviest;
	return 0;
}
