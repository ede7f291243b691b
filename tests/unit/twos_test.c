// SPDX-License-Identifier: GPL-2.0
/*
 * How twos and its draws share flows out, beside what chances say.
 *
 * units: sched/alias.c sched/dh.c sched/fo.c sched/heaviest.c sched/homes.c
 * units: sched/lblc.c sched/lblcr.c sched/lc.c sched/least.c sched/maglev.c
 * units: sched/mh.c sched/nq.c sched/nth.c sched/ovf.c sched/rr.c
 * units: sched/scheds.c sched/sed.c sched/sh.c sched/turn.c sched/twos.c
 * units: sched/wlc.c sched/wrr.c
 * with: pools.c
 */
#include "pools.h"
#include "sched/alias.h"
#include "unit.h"

#include <linux/kernel.h>
#include <linux/random.h>
#include <linux/slab.h>

#include <stdlib.h>

#define PICKS 400000

struct draw_case {
	const char *what;
	const char *pool;
};

static const struct draw_case draws[] = {
	{ "one server is drawn always", "A5" },
	{ "equal weights are drawn alike", "A7 B7 C7 D7" },
	{ "weights 1 and 4 are drawn 1 to 4", "A1 B1 C4" },
	{ "weight 0 is never drawn", "A0 B3 C0 D1" },
	{ "1 of 1000001 is drawn as often as that", "A1 B1000000" },
	{ "the largest weights are drawn alike",
	  "A2147483647 B2147483647 C2147483647" },
	{ "rising weights are drawn in proportion",
	  "A1 B2 C3 D4 E5 F6 G7 H8 I9 J10" },
};

/* the chance of each is in the table: no drawing needed to see it */
static void check_draw(const struct draw_case *this)
{
	long double area[64] = {}, sum = 0, want;
	struct lvs_alias *alias;
	struct pools pools;
	u32 i;

	EXPECT_EQ(pools_make(&pools, "twos", this->pool, NULL), 0);
	alias = pools.pool->data;
	for (i = 0; i < alias->count; i++) {
		long double own = alias->columns[i].own_share / 4294967296.0L;

		area[alias->columns[i].own] += own;
		area[alias->columns[i].other] += 1 - own;
	}
	for (i = 0; i < pools.pool->count; i++)
		sum += pools.pool->slots[i].weight;
	for (i = 0; i < pools.pool->count; i++) {
		want = pools.pool->slots[i].weight / sum * alias->count;
		EXPECT(area[i] > want - 1e-8 && area[i] < want + 1e-8);
	}
	pools_free(&pools);
}

struct share_case {
	const char *what;
	const char *pool;
	unsigned int shares[4];	/* of 1000 */
};

static const struct share_case shares[] = {
	{ "idle servers get what they weigh", "A1 B2 C3 D4",
	  { 100, 200, 300, 400 } },
	{ "the less busy of two wins", "A1 B1,1/0", { 750, 250 } },
	{ "inactive connections count too", "A1 B1,0/1", { 750, 250 } },
	{ "busy is meant by weight", "A1,1/0 B3,2/0", { 62, 938 } },
	{ "closed servers' shares go to all others by weight", "A5! B1 C3 D4!",
	  { 0, 250, 750, 0 } },
	{ "a light open server is found behind heavy closed ones",
	  "A1000000! B1 C1000000! D3", { 0, 250, 0, 750 } },
	{ "nobody is picked when all are closed", "A1! B1!", { 0 } },
	{ "nobody is picked when there is nobody", "", { 0 } },
};

static void check_share(const struct share_case *this)
{
	unsigned int counts[4] = {}, i, want;
	struct pools pools;
	int slot;

	EXPECT_EQ(pools_make(&pools, "twos", this->pool, NULL), 0);
	for (i = 0; i < PICKS; i++) {
		slot = pools.pool->sched->pick(pools.pool, NULL);
		if (slot >= 0)
			counts[slot]++;
	}
	for (i = 0; i < ARRAY_SIZE(counts); i++) {
		want = PICKS / 1000 * this->shares[i];
		EXPECT(abs((int)(counts[i] - want)) <= PICKS / 250);
	}
	pools_free(&pools);
}

/* what two choices are for: the fullest of many is hardly fuller than all */
static void check_balance(void)
{
	static char text[1024 * 4 + 1];
	unsigned int i, most = 0;
	struct pools pools;
	int slot;

	for (i = 0; i < POOLS_SERVERS_MAX; i++)
		__builtin_memcpy(text + 3 * i, "A1 ", 4);
	EXPECT_EQ(pools_make(&pools, "twos", text, NULL), 0);
	for (i = 0; i < 100 * POOLS_SERVERS_MAX; i++) {
		slot = pools.pool->sched->pick(pools.pool, NULL);
		pools.loads[slot].active.value++;
		if (pools.loads[slot].active.value > (int)most)
			most = pools.loads[slot].active.value;
	}
	EXPECT(most <= 105);
	pools_free(&pools);
}

int main(void)
{
	UNIT_TABLE(draws, check_draw);
	UNIT_TABLE(shares, check_share);
	UNIT_TEST("of 100 flows a server, none gets more than 105",
		  check_balance);
	return unit_finish();
}
