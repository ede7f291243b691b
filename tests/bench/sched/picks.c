// SPDX-License-Identifier: GPL-2.0
/*
 * Prints nanoseconds per pick of each scheduler, and milliseconds to compile a
 * pool, by the number of servers.
 *
 * Loads lie apart as they do in the module, one to a piece of 512 bytes and in
 * no order, and each pick gives its server a connection and ends another one's,
 * so that loads move and lines have to be fetched as under traffic. "equal" is
 * weight 1 for all, "skewed" 1, 2 .. 1000; "scan" is a plain look at all of
 * them, which is what IPVS does for lc and its like.
 *
 * units: sched/alias.c sched/dh.c sched/fo.c sched/heaviest.c sched/homes.c
 * units: sched/lblc.c sched/lblcr.c sched/lc.c sched/least.c sched/maglev.c
 * units: sched/mh.c sched/nq.c sched/nth.c sched/ovf.c sched/rr.c
 * units: sched/scheds.c sched/sed.c sched/sh.c sched/turn.c sched/twos.c
 * units: sched/wlc.c sched/wrr.c
 */
#include "base/tunables.h"
#include "base/tuple.h"
#include "obj/dest_conf.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/cost.h"
#include "sched/scheds.h"

#include <linux/kernel.h>
#include <linux/slab.h>

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SERVERS_MAX 10000
#define PLACE_BYTES 512
#define BENCH_NS 20000000LL
#define TRIES 5
#define BATCH 64

/* how long a flow lives, flows */
#define LIFE 4096

static const char *const names[] = {
	"rr", "wrr", "lc", "wlc", "sed", "nq", "fo", "ovf", "lblc", "lblcr",
	"dh", "sh", "mh", "twos",
};

static const struct lvs_tunables tunables = {
	.lblc_expiration_jif = 1000000,
	.lblcr_expiration_jif = 1000000,
};

struct place {
	struct lvs_load load;
	char rest[PLACE_BYTES - sizeof(struct lvs_load)];
};

static struct place *places;
static struct lvs_dest_conf confs[SERVERS_MAX];
static int living[LIFE];
static u32 flows;

static s64 now_ns(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* the same in each run */
static u32 shuffled(u32 n, u32 count)
{
	return (u64)n * 7919 % count;
}

static void fill(struct lvs_pool *pool, u32 count, bool skewed)
{
	struct lvs_pool_slot *slot;
	u32 i;

	pool->count = count;
	pool->tunables = &tunables;
	memset(places, 0, sizeof(*places) * SERVERS_MAX);
	memset(living, -1, sizeof(living));
	for (i = 0; i < count; i++) {
		slot = &pool->slots[i];
		confs[i].addr = lvs_addr4(htonl(0x0a000000 + i));
		confs[i].weight = skewed ? 1 + i % 1000 : 1;
		slot->conf = &confs[i];
		slot->load = &places[shuffled(i, SERVERS_MAX)].load;
		slot->weight = confs[i].weight;
		slot->last_weight = slot->weight;
		/* so that ovf has room; its picks would end otherwise */
		atomic_set((atomic_t *)&slot->load->active, i % 2);
	}
}

static void add(const struct lvs_pool *pool, int slot, int change)
{
	struct lvs_load *load = (struct lvs_load *)pool->slots[slot].load;

	load->active.value += change;
}

static void account(const struct lvs_pool *pool, int slot)
{
	int *life = &living[flows++ % LIFE];

	if (*life >= 0)
		add(pool, *life, -1);
	*life = slot;
	if (slot >= 0)
		add(pool, slot, 1);
}

/* what IPVS's weighted least connections has to look at */
static int scan(const struct lvs_pool *pool, const struct lvs_tuple *flow)
{
	int best = LVS_PICK_NONE;
	u64 cost, least = 0;
	u32 i, weight = 0;

	for (i = 0; i < pool->count; i++) {
		if (!lvs_slot_is_open(&pool->slots[i]))
			continue;
		cost = lvs_cost(pool->slots[i].load);
		if (best < 0 || lvs_cost_less(cost, pool->slots[i].weight,
					      least, weight)) {
			best = i;
			least = cost;
			weight = pool->slots[i].weight;
		}
	}
	return best;
}

typedef int (*pick_fn)(const struct lvs_pool *pool,
		       const struct lvs_tuple *flow);

static double time_picks(const struct lvs_pool *pool, pick_fn pick)
{
	struct lvs_tuple flow = { .dst = lvs_addr4(htonl(0x0c000000)),
				  .src = lvs_addr4(htonl(0x0b000000)) };
	s64 start = now_ns(), took = 0;
	u64 picks = 0;
	int i;

	do {
		for (i = 0; i < BATCH; i++, picks++) {
			flow.src.ip = htonl(0x0b000000 + (u32)picks);
			flow.dst.ip = htonl(0x0c000000 + (u32)picks % 4096);
			account(pool, pick(pool, &flow));
		}
		took = now_ns() - start;
	} while (took < BENCH_NS);
	return (double)took / picks;
}

/* of several tries the best, since other programs only make it worse */
static double ns_per_pick(const struct lvs_pool *pool, pick_fn pick)
{
	double ns, best = time_picks(pool, pick);
	int i;

	for (i = 1; i < TRIES; i++) {
		ns = time_picks(pool, pick);
		best = ns < best ? ns : best;
	}
	return best;
}

static void free_data(struct lvs_pool *pool)
{
	if (pool->sched->free)
		pool->sched->free(pool->data);
	else
		kvfree(pool->data);
	pool->data = NULL;
}

static double build_ms(struct lvs_pool *pool)
{
	s64 start = now_ns(), took;
	int times = 0;

	do {
		if (times++)
			free_data(pool);
		if (pool->sched->build(pool, NULL, &pool->data))
			exit(1);
		took = now_ns() - start;
	} while (took < BENCH_NS / 4);
	return took / 1e6 / times;
}

static void bench(struct lvs_pool *pool, const char *name, bool skewed)
{
	static const u32 counts[] = { 10, 1000, SERVERS_MAX };
	double ms = 0;
	u32 i;

	printf("%-6s %-7s", name, skewed ? "skewed" : "equal");
	for (i = 0; i < ARRAY_SIZE(counts); i++) {
		fill(pool, counts[i], skewed);
		pool->sched = lvs_sched_find(name);
		if (!pool->sched) {
			printf(" %10.1f", ns_per_pick(pool, scan));
			continue;
		}
		ms = build_ms(pool);
		printf(" %10.1f", ns_per_pick(pool, pool->sched->pick));
		free_data(pool);
	}
	printf(" %10.3f\n", ms);
	fflush(stdout);
}

int main(void)
{
	struct lvs_pool *pool;
	u32 i;

	pool = calloc(1, sizeof(*pool) +
			 SERVERS_MAX * sizeof(pool->slots[0]));
	places = aligned_alloc(64, sizeof(*places) * SERVERS_MAX);
	printf("%-6s %-7s %10s %10s %10s %10s\n", "#", "weights", "10", "1000",
	       "10000 ns", "build ms");
	for (i = 0; i < 2 * ARRAY_SIZE(names); i++)
		bench(pool, names[i / 2], i % 2);
	bench(pool, "scan", false);
	bench(pool, "scan", true);
	free(places);
	free(pool);
	return 0;
}
