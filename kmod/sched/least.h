/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The server that is the least busy, without looking at all of them. Floor 4.
 */
#ifndef LVS_SCHED_LEAST_H
#define LVS_SCHED_LEAST_H

#include <linux/types.h>

struct lvs_pool;
struct lvs_tuple;

/* pools of so many servers are looked through at each pick */
#define LVS_LEAST_WHOLE 64

/**
 * struct lvs_least_rule - what busy means
 * @active: cost of an active connection
 * @inactive: cost of any other
 * @extra: cost of a server without any
 * @idle_first: a server without active connections costs nothing
 * @by_weight: costs are divided by weights
 */
struct lvs_least_rule {
	u16 active;
	u8 inactive;
	u8 extra;
	bool idle_first;
	bool by_weight;
};

/**
 * struct lvs_least - a compiled pool of more than LVS_LEAST_WHOLE servers
 * @next: group whose turn it is to be looked at again; shared by all CPUs
 * @shift: a group has 2^@shift servers, the last one may have fewer
 * @groups: how many there are
 * @bounds: theory in sched/least.c; shared by all CPUs
 */
struct lvs_least {
	u32 next;
	u32 shift;
	u32 groups;
	u64 bounds[];
};

int lvs_least_build(const struct lvs_pool *pool,
		    const struct lvs_least_rule *rule, struct lvs_least **made);
int lvs_least_compile(const struct lvs_pool *pool, const struct lvs_pool *old,
		      void **data);
int lvs_least_choose(const struct lvs_pool *pool, const struct lvs_tuple *flow);
int lvs_least_pick(const struct lvs_pool *pool, struct lvs_least *least,
		   const struct lvs_least_rule *rule);

#endif
