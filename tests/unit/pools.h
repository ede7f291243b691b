/* SPDX-License-Identifier: GPL-2.0 */
/* Pools written as text, for tests of schedulers. */
#ifndef UNIT_POOLS_H
#define UNIT_POOLS_H

#include "obj/ops.h"
#include "obj/pool.h"

/* servers of the largest pool */
#define POOLS_SERVERS_MAX 1024

/**
 * struct pools - a pool and what it stands on
 * @pool: the pool
 * @loads: loads of its servers, by slot
 * @names: letters of its servers, by slot
 */
struct pools {
	struct lvs_pool *pool;
	struct lvs_load loads[POOLS_SERVERS_MAX];
	char names[POOLS_SERVERS_MAX];
};

int pools_make(struct pools *pools, const char *sched, const char *text,
	       const struct pools *old);
void pools_free(struct pools *pools);
void pools_close(struct pools *pools, const char *names);
void pools_pick(struct pools *pools, unsigned int times, char *text);

#endif
