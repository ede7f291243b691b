/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A table from hashes to servers that hardly changes when one of them comes or
 * goes. Floor 4.
 */
#ifndef LVS_SCHED_MAGLEV_H
#define LVS_SCHED_MAGLEV_H

#include <linux/siphash.h>
#include <linux/types.h>

struct lvs_addr;
struct lvs_pool;

/**
 * struct lvs_maglev - a compiled pool
 * @key: of the hash
 * @size: entries of @table, a prime; 0 if nobody takes part
 * @count: slots that take part
 * @order: their indices by the hash of their names; within the same memory
 * @table: slot indices
 */
struct lvs_maglev {
	siphash_key_t key;
	u32 size;
	u32 count;
	u16 *order;
	u16 table[];
};

u32 lvs_maglev_size(const struct lvs_pool *pool);
int lvs_maglev_build(const struct lvs_pool *pool, u32 size, bool by_weight,
		     void **data);
size_t lvs_maglev_bytes(const struct lvs_pool *pool);
int lvs_maglev_pick(const struct lvs_pool *pool, const struct lvs_addr *addr,
		    __be16 port, bool fall_back);

#endif
