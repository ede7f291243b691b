// SPDX-License-Identifier: GPL-2.0
/*
 * What lc, wlc, sed and nq promise in pools that are too large to be looked
 * through at each pick.
 *
 * units: sched/alias.c sched/dh.c sched/fo.c sched/heaviest.c sched/homes.c
 * units: sched/lblc.c sched/lblcr.c sched/lc.c sched/least.c sched/maglev.c
 * units: sched/mh.c sched/nq.c sched/nth.c sched/ovf.c sched/rr.c
 * units: sched/scheds.c sched/sed.c sched/sh.c sched/turn.c sched/twos.c
 * units: sched/wlc.c sched/wrr.c
 */
#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/least.h"
#include "sched/scheds.h"
#include "unit.h"

#include <linux/random.h>
#include <linux/slab.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define SERVERS_MAX 65536

static struct lvs_load loads[SERVERS_MAX];

struct large_case {
	const char *what;
	const char *sched;
	u32 count;
	u32 groups;
	u32 weight_step;	/* server n weighs 1 + n % this */
};

static struct lvs_pool *make(const struct large_case *this, int active)
{
	struct lvs_pool *pool;
	u32 i;

	pool = calloc(1, sizeof(*pool) + this->count * sizeof(pool->slots[0]));
	pool->sched = lvs_sched_find(this->sched);
	pool->count = this->count;
	for (i = 0; i < this->count; i++) {
		pool->slots[i].load = &loads[i];
		pool->slots[i].weight = 1 + i % this->weight_step;
		atomic_set(&loads[i].active,
			   active * pool->slots[i].weight);
		atomic_set(&loads[i].inactive, 0);
		atomic_set(&loads[i].flags, 0);
	}
	EXPECT_EQ(pool->sched->build(pool, NULL, &pool->data), 0);
	return pool;
}

static void unmake(struct lvs_pool *pool)
{
	kvfree(pool->data);
	free(pool);
}

/* a pick that gets a connection */
static int pick(struct lvs_pool *pool)
{
	int slot = pool->sched->pick(pool, NULL);

	if (slot >= 0)
		atomic_set(&loads[slot].active,
			   atomic_read(&loads[slot].active) + 1);
	return slot;
}

/* picks until @slot is picked */
static u32 picks_until(struct lvs_pool *pool, int slot, u32 most)
{
	u32 picks;

	for (picks = 1; picks <= most; picks++) {
		if (pick(pool) == slot)
			break;
	}
	return picks;
}

static const struct large_case larges[] = {
	{ "lc of 65", "lc", 65, 5, 1 },
	{ "lc of 1,000", "lc", 1000, 63, 1 },
	{ "wlc of 1,000", "wlc", 1000, 63, 7 },
	{ "sed of 1,000", "sed", 1000, 63, 7 },
	{ "nq of 1,000", "nq", 1000, 63, 7 },
	{ "wlc of 10,000", "wlc", 10000, 313, 3 },
	{ "lc of 65,536", "lc", 65536, 1024, 1 },
};

static void check_groups(const struct large_case *this)
{
	struct lvs_pool *pool = make(this, 0);
	struct lvs_least *least = pool->data;

	EXPECT_EQ(least->groups, this->groups);
	unmake(pool);
}

/* whoever becomes idle anywhere is known within as many picks as groups */
static void check_idle(const struct large_case *this)
{
	struct lvs_pool *pool = make(this, 1000);
	int slot;

	for (slot = 0; slot < this->count; slot += this->count / 13) {
		atomic_set(&loads[slot].active, 0);
		EXPECT(picks_until(pool, slot, this->groups + 1) <=
		       this->groups);
		atomic_set(&loads[slot].active, 1000000);
	}
	unmake(pool);
}

static void check_opened(const struct large_case *this)
{
	struct lvs_pool *pool = make(this, 1000);
	int slot;

	for (slot = this->count / 3; slot < this->count / 2; slot++) {
		atomic_set(&loads[slot].flags, LVS_LOAD_F_OVERLOAD);
		atomic_set(&loads[slot].active, 0);
	}
	for (slot = 0; slot < 2 * this->groups; slot++)
		pick(pool);
	slot = this->count / 3 + 1;
	atomic_set(&loads[slot].flags, 0);
	EXPECT(picks_until(pool, slot, this->groups + 1) <= this->groups);
	unmake(pool);
}

static void check_closed(const struct large_case *this)
{
	struct lvs_pool *pool = make(this, 0);
	int slot;
	u32 i;

	for (i = 0; i < 4 * this->groups; i++) {
		slot = pick(pool);
		EXPECT(slot >= 0 && !atomic_read(&loads[slot].flags));
		atomic_set(&loads[slot].flags, LVS_LOAD_F_OVERLOAD);
		if (i + 1 == this->count)
			break;
	}
	unmake(pool);
}

/* the only open one is found at once, wherever it is; nobody is nobody */
static void check_last_open(const struct large_case *this)
{
	struct lvs_pool *pool = make(this, 0);
	u32 i;

	for (i = 0; i < this->count; i++)
		atomic_set(&loads[i].flags, LVS_LOAD_F_OVERLOAD);
	for (i = 0; i < 3 * this->groups; i++)
		EXPECT_EQ(pick(pool), LVS_PICK_NONE);
	atomic_set(&loads[this->count - 2].flags, 0);
	EXPECT_EQ(pick(pool), this->count - 2);
	unmake(pool);
}

/*
 * Flows come and end at random, so that there are about 20 on each server. A
 * pick may then be worse than the best by what ended during the last picks.
 */
static void check_churn(const struct large_case *this)
{
	struct lvs_pool *pool = make(this, 20);
	u32 i, slot, best, flows = 0, load;
	double excess = 0;
	int worst = 0, got;

	for (i = 0; i < 6000; i++) {
		got = pick(pool);
		load = atomic_read(&loads[got].active) - 1;
		for (best = load, slot = 0; slot < this->count; slot++) {
			if (atomic_read(&loads[slot].active) < (int)best)
				best = atomic_read(&loads[slot].active);
		}
		excess += load - best;
		worst = (int)(load - best) > worst ? (int)(load - best) : worst;
		slot = get_random_u64() % this->count;
		if (atomic_read(&loads[slot].active) > 0) {
			atomic_set(&loads[slot].active,
				   atomic_read(&loads[slot].active) - 1);
			flows++;
		}
	}
	printf("# %s: worse than the best by %.3f flows on average, %d at most\n",
	       this->what, excess / 6000, worst);
	EXPECT(flows > 1000);
	EXPECT(excess / 6000 < 1);
	EXPECT(worst <= 3);
	unmake(pool);
}

static const struct large_case churns[] = {
	{ "lc of 1,000 while flows end", "lc", 1000, 63, 1 },
	{ "lc of 10,000 while flows end", "lc", 10000, 313, 1 },
};

static void *pick_often(void *data)
{
	struct lvs_pool *pool = data;
	int i, slot;

	for (i = 0; i < 20000; i++) {
		slot = pool->sched->pick(pool, NULL);
		__atomic_fetch_add(&loads[slot].active.value, 1,
				   __ATOMIC_RELAXED);
	}
	return NULL;
}

static const struct large_case crowds[] = {
	{ "lc of 1,000 shares out evenly to several CPUs", "lc", 1000, 63, 1 },
	{ "wlc of 1,000 shares out by weight to several CPUs", "wlc", 1000, 63,
	  4 },
};

static void check_crowd(const struct large_case *this)
{
	struct lvs_pool *pool = make(this, 0);
	pthread_t threads[4];
	double share, sum = 0;
	u32 i;

	for (i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, pick_often, pool);
	for (i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	for (i = 0; i < this->count; i++)
		sum += pool->slots[i].weight;
	for (i = 0; i < this->count; i++) {
		share = 80000 / sum * pool->slots[i].weight;
		EXPECT(atomic_read(&loads[i].active) >= share - 5);
		EXPECT(atomic_read(&loads[i].active) <= share + 5);
	}
	unmake(pool);
}

static void check_memory(void)
{
	const struct large_case this = { "", "wlc", 100, 0, 1 };
	struct lvs_pool *pool = make(&this, 0);

	kvfree(pool->data);
	pool->data = NULL;
	host_allocs_left = 0;
	EXPECT_EQ(pool->sched->build(pool, NULL, &pool->data), -12);
	host_allocs_left = -1;
	unmake(pool);
}

int main(void)
{
	UNIT_TABLE(larges, check_groups);
	UNIT_TABLE(larges, check_idle);
	UNIT_TABLE(larges, check_opened);
	UNIT_TABLE(larges, check_closed);
	UNIT_TABLE(larges, check_last_open);
	UNIT_TABLE(churns, check_churn);
	UNIT_TABLE(crowds, check_crowd);
	UNIT_TEST("a shortage of memory is reported", check_memory);
	return unit_finish();
}
