// SPDX-License-Identifier: GPL-2.0
/*
 * Whom schedulers pick, in which order, and what becomes of the turn when
 * servers close, come and go.
 *
 * units: sched/alias.c sched/dh.c sched/fo.c sched/heaviest.c sched/homes.c
 * units: sched/lblc.c sched/lblcr.c sched/lc.c sched/least.c sched/maglev.c
 * units: sched/mh.c sched/nq.c sched/nth.c sched/ovf.c sched/rr.c
 * units: sched/scheds.c sched/sed.c sched/sh.c sched/turn.c sched/twos.c
 * units: sched/wlc.c sched/wrr.c
 * with: pools.c
 */
#include "pools.h"
#include "sched/scheds.h"
#include "unit.h"

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <uapi/linux/lvs.h>

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define PICKS_MAX 64

struct order_case {
	const char *what;
	const char *sched;
	const char *pool;
	const char *picks;
};

static const struct order_case orders[] = {
	{ "rr gives nothing when there is nobody", "rr", "", "--" },
	{ "rr goes round in list order", "rr", "A1 B1 C1", "ABCABCA" },
	{ "rr does not look at weights above 0", "rr", "A9 B1 C1000", "ABCABC" },
	{ "rr leaves weight 0 out", "rr", "A0 B1 C0 D1", "BDBD" },
	{ "rr gives nothing when all weigh 0", "rr", "A0 B0", "--" },
	{ "rr steps over a closed server", "rr", "A1 B1! C1", "ACACAC" },
	{ "rr shares a closed server's turns out evenly", "rr",
	  "A1! B1! C1 D1 E1", "CDECDE" },
	{ "rr gives nothing when all are closed", "rr", "A1! B1!", "---" },
	{ "rr serves alone", "rr", "A1", "AAA" },

	{ "wrr gives nothing when there is nobody", "wrr", "", "--" },
	{ "wrr spreads heavy servers' turns, from the lowest level on", "wrr",
	  "A4 B3 C2", "ABC" "AABABCABC" "AABABC" },
	{ "wrr keeps list order within a level", "wrr", "C2 B3 A4",
	  "CBA" "ABACBA" },
	{ "wrr with equal weights is rr", "wrr", "A7 B7 C7", "ABCABC" },
	{ "wrr divides by the common divisor", "wrr", "A40 B30 C20",
	  "ABC" "AABABCA" },
	{ "wrr leaves weight 0 out", "wrr", "A0 B2 C1 D0", "BCBBCB" },
	{ "wrr gives nothing when all weigh 0", "wrr", "A0 B0", "--" },
	{ "wrr serves alone", "wrr", "A2147483647", "AAA" },
	{ "wrr steps over a closed server", "wrr", "A4! B3 C2", "BCBBCBCBBC" },
	{ "wrr steps over one in the middle", "wrr", "A4 B3! C2", "ACAAACACAA" },
	{ "wrr does not starve the light while the heavy is closed", "wrr",
	  "A2147483647! B1 C1 D1", "BCDBCDBCD" },
	{ "wrr gives nothing when all are closed", "wrr", "A5! B3!", "---" },
	{ "wrr knows the largest weights", "wrr", "A2147483647 B2147483646!",
	  "AAAA" },

	{ "lc gives nothing when there is nobody", "lc", "", "-" },
	{ "lc takes the first of equals", "lc", "A1 B1 C1", "AAA" },
	{ "lc takes the emptiest", "lc", "A1,3/0 B1,1/0 C1,2/0", "B" },
	{ "lc does not look at weights above 0", "lc", "A1000,2/0 B1,1/0", "B" },
	{ "lc leaves weight 0 out", "lc", "A0 B1,100/0", "B" },
	{ "lc: one active costs more than 255 inactive", "lc",
	  "A1,1/0 B1,0/255", "B" },
	{ "lc: one active costs as much as 256 inactive", "lc",
	  "A1,1/0 B1,0/256", "A" },
	{ "lc: one active costs less than 257 inactive", "lc",
	  "A1,0/257 B1,1/0", "B" },
	{ "lc steps over a closed server", "lc", "A1! B1,5/5", "B" },
	{ "lc gives nothing when all are closed", "lc", "A1! B1!", "-" },
	{ "lc counts the largest loads", "lc",
	  "A1,2147483647/2147483647 B1,2147483647/2147483646", "B" },

	{ "wlc gives nothing when there is nobody", "wlc", "", "-" },
	{ "wlc takes the first of idle ones, whatever they weigh", "wlc",
	  "A1 B100", "A" },
	{ "wlc divides by weight", "wlc", "A1,2/0 B3,5/0", "B" },
	{ "wlc takes the first of equal quotients", "wlc", "A1,2/0 B3,6/0",
	  "A" },
	{ "wlc leaves weight 0 out", "wlc", "A0 B1,100/0", "B" },
	{ "wlc steps over a closed server", "wlc", "A100! B1,5/5", "B" },
	{ "wlc gives nothing when all are closed", "wlc", "A1! B1!", "-" },
	{ "wlc compares the largest loads and weights exactly", "wlc",
	  "A2147483646,2147483647/0 B2147483647,2147483647/0", "B" },

	{ "sed gives nothing when there is nobody", "sed", "", "-" },
	{ "sed takes the heaviest of idle ones", "sed", "A1 B100 C99", "B" },
	{ "sed takes the first of equals", "sed", "A2,1/0 B2,1/0", "A" },
	{ "sed counts the new connection", "sed", "A1,1/0 B3,4/0", "B" },
	{ "sed does not look at inactive ones", "sed", "A1,0/900 B1,1/0", "A" },
	{ "sed leaves weight 0 out", "sed", "A0 B1,100/0", "B" },
	{ "sed steps over a closed server", "sed", "A100! B1,5/5", "B" },
	{ "sed gives nothing when all are closed", "sed", "A1! B0", "-" },
	{ "sed compares the largest loads and weights exactly", "sed",
	  "A2147483646,2147483646/0 B2147483647,2147483646/0", "B" },

	{ "nq gives nothing when there is nobody", "nq", "", "-" },
	{ "nq takes an idle small one before a busy large one", "nq",
	  "A1000,1/0 B1", "B" },
	{ "nq takes the first of the idle, whatever they weigh", "nq",
	  "A1,1/0 B1 C9", "B" },
	{ "nq does as sed when nobody is idle", "nq", "A1,1/0 B3,4/0", "B" },
	{ "nq leaves weight 0 out", "nq", "A0 B1,100/0", "B" },
	{ "nq steps over a closed server", "nq", "A100! B1,5/5", "B" },
	{ "nq gives nothing when all are closed", "nq", "A1! B0", "-" },

	{ "fo gives nothing when there is nobody", "fo", "", "-" },
	{ "fo gives all to the heaviest", "fo", "A1 B9 C5", "BBBB" },
	{ "fo takes the first of equals", "fo", "A1 B9 C9", "B" },
	{ "fo steps over a closed server", "fo", "A1 B9! C5", "CC" },
	{ "fo leaves weight 0 out", "fo", "A0 B1", "B" },
	{ "fo gives nothing when all weigh 0", "fo", "A0 B0", "-" },
	{ "fo gives nothing when all are closed", "fo", "A1! B2!", "-" },

	{ "ovf gives nothing when there is nobody", "ovf", "", "-" },
	{ "ovf takes the heaviest", "ovf", "A1 B9 C5", "BB" },
	{ "ovf: as many as it weighs are not too many", "ovf", "A3,3/0 B2",
	  "A" },
	{ "ovf: one more than it weighs is", "ovf", "A3,4/0 B2", "B" },
	{ "ovf does not look at inactive ones", "ovf", "A3,0/900 B2", "A" },
	{ "ovf steps over a closed server", "ovf", "A3! B2", "B" },
	{ "ovf gives nothing when all overflow", "ovf", "A1,2/0 B2,3/0", "-" },
	{ "ovf leaves weight 0 out", "ovf", "A0 B1", "B" },
};

static void check_order(const struct order_case *this)
{
	struct pools pools;
	char picks[PICKS_MAX];

	EXPECT_EQ(pools_make(&pools, this->sched, this->pool, NULL), 0);
	pools_pick(&pools, strlen(this->picks), picks);
	EXPECT_STR(picks, this->picks);
	pools_free(&pools);
}

struct change_case {
	const char *what;
	const char *sched;
	const char *before;
	const char *first;
	const char *after;
	const char *then;
};

static const struct change_case changes[] = {
	{ "rr goes on behind the last when nothing changes", "rr",
	  "A1 B1 C1", "AB", "A1 B1 C1", "CAB" },
	{ "rr begins at the front if nobody was picked yet", "rr",
	  "A1 B1 C1", "", "X1 A1 B1 C1", "XABC" },
	{ "rr goes on when a server comes", "rr",
	  "A1 B1 C1", "AB", "X1 A1 B1 C1", "CXABC" },
	{ "rr goes on when the last one is removed", "rr",
	  "A1 B1 C1", "AB", "A1 C1", "CAC" },
	{ "rr goes on when the next one is removed", "rr",
	  "A1 B1 C1", "A", "A1 C1", "CAC" },
	{ "rr goes on when the last one is quiesced", "rr",
	  "A1 B1 C1", "AB", "A1 B0 C1", "CAC" },
	{ "rr begins again when the end is removed", "rr",
	  "A1 B1 C1", "ABC", "A1 B1", "AB" },
	{ "rr begins again when all are new", "rr",
	  "A1 B1 C1", "AB", "X1 Y1", "XY" },
	{ "rr goes on from a pool that was all quiesced", "rr",
	  "A0 B0", "--", "A1 B1", "AB" },
	{ "wrr goes on where it was when nothing changes", "wrr",
	  "A4 B3 C2", "ABCAA", "A4 B3 C2", "BABCABC" },
	{ "wrr begins anew if nobody was picked yet", "wrr",
	  "B3 C2", "", "A4 B3 C2", "ABCAAB" },
	{ "wrr goes on at its level when a server comes", "wrr",
	  "A4 B3 C2", "ABCA", "X2 A4 B3 C2", "AB" "XABC" "XAB" },
	{ "wrr goes on behind a server that is removed", "wrr",
	  "A4 B3 C2", "ABCAA", "A4 C2", "CAACA" },
	{ "wrr begins again when the divisor outgrows its level", "wrr",
	  "A4 B3 C2", "ABCAABAB", "A400 B300", "ABAABAB" },
	{ "wrr begins again when its level is above all", "wrr",
	  "A4 B2", "ABA", "B2 C1", "BCB" },
	{ "wrr goes on from a pool that was all quiesced", "wrr",
	  "A0 B0", "--", "A2 B1", "ABA" },
	{ "wrr goes on into a pool that is all quiesced", "wrr",
	  "A2 B1", "A", "A0 B0", "-" },
	{ "wrr goes on at the top of a cycle", "wrr",
	  "A2 B1", "AB", "A2 B1", "AAB" },
	{ "wrr goes on at the end of a level", "wrr",
	  "A2 B1", "ABA", "A2 B1", "ABA" },
};

static void check_change(const struct change_case *this)
{
	struct pools before, after;
	char picks[PICKS_MAX];

	EXPECT_EQ(pools_make(&before, this->sched, this->before, NULL), 0);
	pools_pick(&before, strlen(this->first), picks);
	EXPECT_STR(picks, this->first);
	EXPECT_EQ(pools_make(&after, this->sched, this->after, &before), 0);
	pools_free(&before);
	pools_pick(&after, strlen(this->then), picks);
	EXPECT_STR(picks, this->then);
	pools_free(&after);
}

/*
 * An administrator's script changes a pool several times between two flows,
 * while the turn is at the very top of the cycle.
 */
static void check_changes(void)
{
	struct pools pools[4];
	char picks[PICKS_MAX];
	unsigned int i;

	EXPECT_EQ(pools_make(&pools[0], "wrr", "X2 A2 B1", NULL), 0);
	pools_pick(&pools[0], 4, picks);
	EXPECT_STR(picks, "XABX");
	for (i = 1; i < ARRAY_SIZE(pools); i++) {
		EXPECT_EQ(pools_make(&pools[i], "wrr", "A2 B1", &pools[i - 1]),
			  0);
		pools_free(&pools[i - 1]);
	}
	pools_pick(&pools[3], 4, picks);
	EXPECT_STR(picks, "AABA");
	pools_free(&pools[3]);
}

struct load_case {
	const char *what;
	const char *sched;
	const char *pool;
	const char *first;
	const char *close;
	const char *second;
	const char *third;
};

static const struct load_case loads[] = {
	{ "rr takes a server in again when it opens", "rr", "A1 B1 C1",
	  "ABC", "B", "ACA", "BCAB" },
	{ "rr goes on after all were closed", "rr", "A1 B1", "A", "AB", "-",
	  "ABAB" },
	{ "wrr takes a server in again when it opens", "wrr", "A4 B3 C2",
	  "AB", "A", "CBB", "C" "ABC" "AAB" },
	{ "wrr goes on after the heaviest closed", "wrr", "A1000000 B2 C1",
	  "ABCAAA", "A", "BBCBBC", "AAAAAA" },
	{ "lc leaves a closed server at once", "lc", "A1 B1", "AA", "A", "BB",
	  "AA" },
};

static void check_load(const struct load_case *this)
{
	struct pools pools;
	char picks[PICKS_MAX];

	EXPECT_EQ(pools_make(&pools, this->sched, this->pool, NULL), 0);
	pools_pick(&pools, strlen(this->first), picks);
	EXPECT_STR(picks, this->first);
	pools_close(&pools, this->close);
	pools_pick(&pools, strlen(this->second), picks);
	EXPECT_STR(picks, this->second);
	pools_close(&pools, "");
	pools_pick(&pools, strlen(this->third), picks);
	EXPECT_STR(picks, this->third);
	pools_free(&pools);
}

struct share_case {
	const char *what;
	const char *sched;
	const char *pool;
	unsigned int cycle;
	unsigned int counts[3];
};

static const struct share_case shares[] = {
	{ "rr shares a cycle out equally", "rr", "A1 B5 C9", 3, { 1, 1, 1 } },
	{ "wrr gives each its weight in a cycle", "wrr", "A5 B2 C3", 10,
	  { 5, 2, 3 } },
	{ "wrr gives 1 of 1000001 its turn", "wrr", "A1 B1000000", 1000001,
	  { 1, 1000000 } },
	{ "wrr gives weights without a common divisor their turns", "wrr",
	  "A9973 B9967 C7", 19947, { 9973, 9967, 7 } },
};

static void check_share(const struct share_case *this)
{
	unsigned int counts[3] = {}, i;
	struct pools pools;
	int slot;

	EXPECT_EQ(pools_make(&pools, this->sched, this->pool, NULL), 0);
	for (i = 0; i < 2 * this->cycle; i++) {
		slot = pools.pool->sched->pick(pools.pool, NULL);
		if (slot >= 0)
			counts[slot]++;
	}
	for (i = 0; i < 3; i++)
		EXPECT_EQ(counts[i], 2 * this->counts[i]);
	pools_free(&pools);
}

struct name_case {
	const char *what;
	const char *name;
	bool known;
};

static const struct name_case names[] = {
	{ "rr is known", "rr", true },
	{ "wrr is known", "wrr", true },
	{ "lc is known", "lc", true },
	{ "wlc is known", "wlc", true },
	{ "sed is known", "sed", true },
	{ "nq is known", "nq", true },
	{ "fo is known", "fo", true },
	{ "ovf is known", "ovf", true },
	{ "twos is known", "twos", true },
	{ "sh is known", "sh", true },
	{ "dh is known", "dh", true },
	{ "mh is known", "mh", true },
	{ "lblc is known", "lblc", true },
	{ "lblcr is known", "lblcr", true },
	{ "none is no scheduler", "none", false },
	{ "the empty name is no scheduler", "", false },
	{ "part of a name is no scheduler", "wl", false },
	{ "a longer name is no scheduler", "rrr", false },
};

static void check_name(const struct name_case *this)
{
	const struct lvs_sched_ops *sched = lvs_sched_find(this->name);

	EXPECT_EQ(sched != NULL, this->known);
	if (sched)
		EXPECT_STR(sched->name, this->name);
}

struct memory_case {
	const char *what;
	const char *sched;
	int allocs;
};

static const struct memory_case memories[] = {
	{ "rr reports that memory is short", "rr", 0 },
	{ "wrr reports that memory is short", "wrr", 0 },
	{ "wrr reports that memory for building is short", "wrr", 1 },
	{ "fo reports that memory is short", "fo", 0 },
	{ "fo reports that memory for building is short", "fo", 1 },
	{ "twos reports that memory is short", "twos", 0 },
	{ "twos reports that memory for building is short", "twos", 1 },
};

static void check_memory(const struct memory_case *this)
{
	struct pools pools;

	host_allocs_left = this->allocs;
	EXPECT_EQ(pools_make(&pools, this->sched, "A2 B1", NULL), -ENOMEM);
	host_allocs_left = -1;
	EXPECT(!pools.pool->data);
	pools_free(&pools);
}

struct anywhere_case {
	const char *what;
	const char *sched;
	const char *pool;
};

static const struct anywhere_case anywheres[] = {
	{ "rr begins anywhere if that is wanted", "rr", "A1 B1 C1" },
	{ "wrr begins anywhere if that is wanted", "wrr", "A1 B1 C1" },
};

static void check_anywhere(const struct anywhere_case *this)
{
	unsigned int firsts[3] = {}, seconds = 0, i;
	struct lvs_pool *pool;
	struct pools pools;
	int one, other;

	for (i = 0; i < 300; i++) {
		EXPECT_EQ(pools_make(&pools, this->sched, this->pool, NULL),
			  0);
		pool = pools.pool;
		kvfree(pool->data);
		pool->flags = LVS_SVC_F_SCHED1;
		EXPECT_EQ(pool->sched->build(pool, NULL, &pool->data), 0);
		one = pool->sched->pick(pool, NULL);
		other = pool->sched->pick(pool, NULL);
		firsts[one]++;
		seconds += other == (one + 1) % 3;
		pools_free(&pools);
	}
	EXPECT_EQ(seconds, 300);
	for (i = 0; i < 3; i++)
		EXPECT(firsts[i] > 60);
}

#define THREADS 4
#define THREAD_PICKS 90000

struct thread {
	pthread_t id;
	struct pools *pools;
	unsigned int counts[3];
};

static void *pick_often(void *data)
{
	struct thread *thread = data;
	int i, slot;

	for (i = 0; i < THREAD_PICKS; i++) {
		slot = thread->pools->pool->sched->pick(thread->pools->pool,
							NULL);
		if (slot >= 0)
			thread->counts[slot]++;
	}
	return NULL;
}

struct crowd_case {
	const char *what;
	const char *sched;
	const char *pool;
	unsigned int shares[3];
	unsigned int slack;
};

/*
 * Shares of 18. While a server is closed two CPUs may get the same turn, and
 * then its neighbour gets up to all of its share.
 */
static const struct crowd_case crowds[] = {
	{ "rr gives exact shares to several CPUs", "rr", "A1 B1 C1",
	  { 6, 6, 6 }, 0 },
	{ "wrr gives exact shares to several CPUs", "wrr", "A4 B3 C2",
	  { 8, 6, 4 }, 0 },
	{ "rr gives fair shares to several CPUs while one is closed", "rr",
	  "A1! B2 C2", { 0, 9, 9 }, THREADS * THREAD_PICKS / 6 },
};

static void check_crowd(const struct crowd_case *this)
{
	struct thread threads[THREADS] = {};
	unsigned int total, want;
	struct pools pools;
	int i, slot;

	EXPECT_EQ(pools_make(&pools, this->sched, this->pool, NULL), 0);
	for (i = 0; i < THREADS; i++) {
		threads[i].pools = &pools;
		pthread_create(&threads[i].id, NULL, pick_often, &threads[i]);
	}
	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i].id, NULL);
	for (slot = 0; slot < 3; slot++) {
		want = THREADS * THREAD_PICKS / 18 * this->shares[slot];
		for (total = 0, i = 0; i < THREADS; i++)
			total += threads[i].counts[slot];
		EXPECT(total + this->slack >= want);
		EXPECT(total <= want + this->slack);
	}
	pools_free(&pools);
}

int main(void)
{
	UNIT_TABLE(orders, check_order);
	UNIT_TABLE(changes, check_change);
	UNIT_TEST("wrr goes on after several changes", check_changes);
	UNIT_TABLE(loads, check_load);
	UNIT_TABLE(shares, check_share);
	UNIT_TABLE(names, check_name);
	UNIT_TABLE(memories, check_memory);
	UNIT_TABLE(anywheres, check_anywhere);
	UNIT_TABLE(crowds, check_crowd);
	return unit_finish();
}
