// SPDX-License-Identifier: GPL-2.0
/*
 * What mh, sh and dh promise: balance, and that clients keep their server while
 * others come and go.
 *
 * units: sched/alias.c sched/dh.c sched/fo.c sched/heaviest.c sched/homes.c
 * units: sched/lblc.c sched/lblcr.c sched/lc.c sched/least.c sched/maglev.c
 * units: sched/mh.c sched/nq.c sched/nth.c sched/ovf.c sched/rr.c
 * units: sched/scheds.c sched/sed.c sched/sh.c sched/turn.c sched/twos.c
 * units: sched/wlc.c sched/wrr.c
 */
#include "base/limits.h"
#include "base/tuple.h"
#include "obj/dest_conf.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/maglev.h"
#include "sched/scheds.h"
#include "unit.h"

#include <linux/errno.h>
#include <linux/slab.h>
#include <uapi/linux/lvs.h>

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SERVERS_MAX 65536
#define FLOWS 100000

static struct lvs_load loads[SERVERS_MAX];
static struct lvs_dest_conf confs[SERVERS_MAX];

struct hash_case {
	const char *what;
	const char *sched;
	u32 count;
	u32 size;
	u32 weights;		/* server n weighs 1 + n % this */
	u32 moved;		/* others' flows that may move, of 1000 */
};

static struct lvs_pool *make(const struct hash_case *this)
{
	struct lvs_pool *pool;
	u32 i;

	pool = calloc(1, sizeof(*pool) + this->count * sizeof(pool->slots[0]));
	pool->sched = lvs_sched_find(this->sched);
	pool->conf.table_size = this->size;
	pool->count = this->count;
	for (i = 0; i < this->count; i++) {
		confs[i].addr = lvs_addr4(htonl(0x0a000000 + i));
		confs[i].port = htons(80);
		atomic_set(&loads[i].flags, 0);
		pool->slots[i].conf = &confs[i];
		pool->slots[i].load = &loads[i];
		pool->slots[i].weight = 1 + i % this->weights;
		pool->slots[i].last_weight = pool->slots[i].weight;
	}
	return pool;
}

static int build(struct lvs_pool *pool)
{
	kvfree(pool->data);
	pool->data = NULL;
	return pool->sched->build(pool, NULL, &pool->data);
}

static void unmake(struct lvs_pool *pool)
{
	kvfree(pool->data);
	free(pool);
}

/* number of the server that flow @n gets, by its address; -1 for none */
static int server_of(const struct lvs_pool *pool, u32 n)
{
	struct lvs_tuple flow = {
		.src = lvs_addr4(htonl(0x0b000000 + n)),
		.dst = lvs_addr4(htonl(0x0c000000 + n)),
		.sport = htons(n),
	};
	int slot = pool->sched->pick(pool, &flow);

	return slot < 0 ? -1 : (int)(pool->slots[slot].conf - confs);
}

static int *servers_of(const struct lvs_pool *pool)
{
	int *servers = calloc(FLOWS, sizeof(*servers));
	u32 n;

	for (n = 0; n < FLOWS; n++)
		servers[n] = server_of(pool, n);
	return servers;
}

/* share of the flows that moved, but for those of server @gone */
static double moved(const int *before, const int *after, int gone)
{
	u32 n, count = 0;

	for (n = 0; n < FLOWS; n++)
		count += before[n] != gone && before[n] != after[n];
	return (double)count / FLOWS;
}

static void drop_slot(struct lvs_pool *pool, u32 slot)
{
	memmove(&pool->slots[slot], &pool->slots[slot + 1],
		(--pool->count - slot) * sizeof(pool->slots[0]));
}

static const struct hash_case balances[] = {
	{ "mh: 1,000 servers, table of 65,537", "mh", 1000, 65537, 1 },
	{ "mh: 10 servers, default table", "mh", 10, 0, 1 },
	{ "mh: 100 servers of 4 weights, table of 65,537", "mh", 100, 65537,
	  4 },
	{ "sh: 10 servers", "sh", 10, 0, 1 },
	{ "sh: 1,000 servers of 3 weights", "sh", 1000, 0, 3 },
	{ "sh: 2,000 servers", "sh", 2000, 0, 1 },
	{ "dh: 10 servers, whose weights do not count", "dh", 10, 0, 1 },
};

/* every server's part of the table is its share, to within one entry */
static void check_balance(const struct hash_case *this)
{
	struct lvs_pool *pool = make(this);
	double share, sum = 0, worst = 0, off;
	struct lvs_maglev *maglev;
	u32 *entries, i;

	EXPECT_EQ(build(pool), 0);
	maglev = pool->data;
	entries = calloc(this->count, sizeof(*entries));
	for (i = 0; i < maglev->size; i++)
		entries[maglev->table[i]]++;
	for (i = 0; i < this->count; i++)
		sum += pool->slots[i].weight;
	for (i = 0; i < this->count; i++) {
		share = maglev->size / sum * pool->slots[i].weight;
		off = entries[i] > share ? entries[i] - share :
					   share - entries[i];
		EXPECT(off <= 1.0);
		worst = off / share > worst ? off / share : worst;
	}
	printf("# %s: off by %.2f %% at most\n", this->what, 100 * worst);
	EXPECT(this->size != 65537 || this->weights != 1 || worst <= 0.01);
	free(entries);
	unmake(pool);
}

static const struct hash_case removals[] = {
	{ "mh: 1 of 3 goes", "mh", 3, 0, 1, 10 },
	{ "mh: 1 of 10 goes", "mh", 10, 0, 1, 10 },
	{ "mh: 1 of 30 goes", "mh", 30, 0, 1, 10 },
	{ "mh: 1 of 30 of 3 weights goes", "mh", 30, 0, 3, 10 },
	{ "mh: 1 of 10 goes, table of 4,093", "mh", 10, 4093, 1, 20 },
	{ "mh: 1 of 100 goes, table of 65,537", "mh", 100, 65537, 1, 10 },
	{ "mh: 1 of 1,000 goes, table of 65,537", "mh", 1000, 65537, 1, 10 },
	{ "mh: 1 of 1,000 goes, table of 131,071", "mh", 1000, 131071, 1, 10 },
	{ "sh: 1 of 10 goes", "sh", 10, 0, 1, 30 },
	{ "sh: 1 of 500 goes", "sh", 500, 0, 1, 10 },
	{ "dh: 1 of 10 goes", "dh", 10, 0, 1, 30 },
};

static void check_removal(const struct hash_case *this)
{
	struct lvs_pool *pool = make(this);
	int *before, *after, gone = this->count / 3;
	double lost, others;

	EXPECT_EQ(build(pool), 0);
	before = servers_of(pool);
	drop_slot(pool, gone);
	EXPECT_EQ(build(pool), 0);
	after = servers_of(pool);
	others = moved(before, after, gone);
	lost = moved(before, after, -2) - others;
	printf("# %s: its %.2f %% of the flows move, and %.2f %% of others\n",
	       this->what, 100 * lost, 100 * others);
	EXPECT(others <= this->moved / 1000.0);
	free(before);
	free(after);
	unmake(pool);
}

/* the same while somebody begins slowly, and weights are larger therefore */
static int *servers_of_larger(struct lvs_pool *pool)
{
	u32 i;

	pool->weight_shift = 6;
	for (i = 0; i < pool->count; i++)
		pool->slots[i].weight <<= pool->weight_shift;
	EXPECT_EQ(build(pool), 0);
	return servers_of(pool);
}

static const struct hash_case quiets[] = {
	{ "mh: a quiesced server moves nobody else", "mh", 10, 0, 3 },
	{ "sh: a quiesced server moves nobody else", "sh", 10, 0, 3 },
	{ "dh: a quiesced server moves nobody else", "dh", 10, 0, 1 },
};

static void check_quiet(const struct hash_case *this)
{
	struct lvs_pool *pool = make(this);
	int *before, *after, *fallen, n;

	EXPECT_EQ(build(pool), 0);
	before = servers_of(pool);
	pool->slots[4].weight = 0;
	EXPECT_EQ(build(pool), 0);
	after = servers_of(pool);
	pool->flags = LVS_SVC_F_SCHED1;
	fallen = servers_of(pool);
	for (n = 0; n < FLOWS; n++) {
		EXPECT_EQ(after[n], before[n] == 4 ? -1 : before[n]);
		if (strcmp(this->sched, "dh"))
			EXPECT(before[n] == 4 ? fallen[n] >= 0 &&
						fallen[n] != 4 :
						fallen[n] == before[n]);
	}
	free(before);
	before = servers_of_larger(pool);
	EXPECT(!memcmp(before, fallen, FLOWS * sizeof(*before)));
	free(before);
	free(after);
	free(fallen);
	unmake(pool);
}

static const struct hash_case orders[] = {
	{ "mh: the order of entry does not matter", "mh", 50, 0, 5 },
	{ "sh: the order of entry does not matter", "sh", 50, 0, 5 },
	{ "dh: the order of entry does not matter", "dh", 50, 0, 1 },
};

static void check_order(const struct hash_case *this)
{
	struct lvs_pool *pool = make(this);
	struct lvs_pool_slot slot;
	int *one, *other;
	u32 i;

	/* also where most are closed, and flows fall back again and again */
	for (i = 3; i < this->count; i++)
		atomic_set(&loads[i].flags, LVS_LOAD_F_OVERLOAD);
	pool->flags = LVS_SVC_F_SCHED1;
	EXPECT_EQ(build(pool), 0);
	one = servers_of(pool);
	for (i = 0; i < this->count / 2; i++) {
		slot = pool->slots[i];
		pool->slots[i] = pool->slots[this->count - 1 - i];
		pool->slots[this->count - 1 - i] = slot;
	}
	EXPECT_EQ(build(pool), 0);
	other = servers_of(pool);
	EXPECT(!memcmp(one, other, FLOWS * sizeof(*one)));
	free(one);
	free(other);
	unmake(pool);
}

static void check_ports(void)
{
	const struct hash_case this = { "", "mh", 50, 0, 1 };
	struct lvs_pool *pool = make(&this);
	struct lvs_tuple flow = { .src = lvs_addr4(htonl(1)) };
	int first, same = 0;
	u32 n;

	EXPECT_EQ(build(pool), 0);
	first = pool->sched->pick(pool, &flow);
	for (n = 0; n < 1000; n++) {
		flow.sport = htons(n);
		EXPECT_EQ(pool->sched->pick(pool, &flow), first);
	}
	pool->flags = LVS_SVC_F_SCHED2;
	for (n = 0; n < 1000; n++) {
		flow.sport = htons(n);
		same += pool->sched->pick(pool, &flow) == first;
	}
	EXPECT(same < 100);
	unmake(pool);
}

/* flows of 1000 clients that differ in these words, by bit, go everywhere */
static void check_words(const struct lvs_pool *pool, unsigned int words)
{
	struct lvs_tuple flow = { .src.family = AF_INET6 };
	int first = -1, same = 0, slot;
	u32 n, i;

	for (n = 0; n < 1000; n++) {
		for (i = 0; i < LVS_ADDR6_WORDS; i++)
			flow.src.words[i] = words & 1 << i ? htonl(n) : 0;
		slot = pool->sched->pick(pool, &flow);
		first = first < 0 ? slot : first;
		same += slot == first;
	}
	EXPECT(same < 100);
}

/* also of those whose words give zero when they are folded */
static void check_unfolded(void)
{
	const struct hash_case this = { "", "mh", 50, 0, 1 };
	struct lvs_pool *pool = make(&this);
	unsigned int words;

	EXPECT_EQ(build(pool), 0);
	for (words = 1; words < 16; words++)
		check_words(pool, words);
	unmake(pool);
}

static void check_seed(void)
{
	const struct hash_case this = { "", "mh", 10, 0, 1 };
	struct lvs_pool *pool = make(&this);
	int *one, *other;

	EXPECT_EQ(build(pool), 0);
	one = servers_of(pool);
	pool->conf.hash_seed = 1;
	EXPECT_EQ(build(pool), 0);
	other = servers_of(pool);
	EXPECT(moved(one, other, -2) > 0.8);
	free(one);
	free(other);
	unmake(pool);
}

static void check_full(void)
{
	struct hash_case this = { "", "mh", 4093, 4093, 1 };
	struct lvs_pool *pool = make(&this);

	EXPECT_EQ(build(pool), 0);
	unmake(pool);
	this.count++;
	pool = make(&this);
	EXPECT_EQ(build(pool), -EINVAL);
	EXPECT(!pool->data);
	pool->conf.table_size = 8191;
	EXPECT_EQ(build(pool), 0);
	unmake(pool);
}

/* as skewed as can be: no work without end, and a place for everybody */
static void check_skewed(void)
{
	const struct hash_case this = { "", "mh", 65536, 131071, 1 };
	struct lvs_pool *pool = make(&this);
	struct lvs_maglev *maglev;
	u32 i, heavy = 0;

	pool->slots[7].weight = LVS_WEIGHT_MAX;
	EXPECT_EQ(build(pool), 0);
	maglev = pool->data;
	for (i = 0; i < maglev->size; i++)
		heavy += maglev->table[i] == 7;
	EXPECT_EQ(heavy, 131071 - 65535);
	unmake(pool);
}

static void check_memory(void)
{
	const struct hash_case this = { "", "mh", 10, 0, 1 };
	struct lvs_pool *pool = make(&this);
	int allocs;

	for (allocs = 0; allocs < 4; allocs++) {
		host_allocs_left = allocs;
		EXPECT_EQ(build(pool), -ENOMEM);
		EXPECT(!pool->data);
	}
	host_allocs_left = -1;
	EXPECT_EQ(build(pool), 0);
	unmake(pool);
}

static void check_nobody(void)
{
	const struct hash_case this = { "", "mh", 3, 0, 1 };
	struct lvs_pool *pool = make(&this);
	u32 i;

	for (i = 0; i < 3; i++)
		pool->slots[i].weight = pool->slots[i].last_weight = 0;
	EXPECT_EQ(build(pool), 0);
	EXPECT_EQ(server_of(pool, 1), -1);
	pool->count = 0;
	EXPECT_EQ(build(pool), 0);
	EXPECT_EQ(server_of(pool, 1), -1);
	unmake(pool);
}

int main(void)
{
	UNIT_TABLE(balances, check_balance);
	UNIT_TABLE(removals, check_removal);
	UNIT_TABLE(quiets, check_quiet);
	UNIT_TABLE(orders, check_order);
	UNIT_TEST("mh-port spreads one client's flows", check_ports);
	UNIT_TEST("the whole IPv6 address counts", check_unfolded);
	UNIT_TEST("another seed is another choice", check_seed);
	UNIT_TEST("more servers than entries are refused", check_full);
	UNIT_TEST("one heavy server among 65,535 light ones", check_skewed);
	UNIT_TEST("shortages of memory are reported", check_memory);
	UNIT_TEST("nobody is nobody", check_nobody);
	return unit_finish();
}
