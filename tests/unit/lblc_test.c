// SPDX-License-Identifier: GPL-2.0
/*
 * What lblc and lblcr remember, for how long, and through which changes.
 *
 * units: sched/alias.c sched/dh.c sched/fo.c sched/heaviest.c sched/homes.c
 * units: sched/lblc.c sched/lblcr.c sched/lc.c sched/least.c sched/maglev.c
 * units: sched/mh.c sched/nq.c sched/nth.c sched/ovf.c sched/rr.c
 * units: sched/scheds.c sched/sed.c sched/sh.c sched/turn.c sched/twos.c
 * units: sched/wlc.c sched/wrr.c
 * with: pools.c
 */
#include "base/tuple.h"
#include "pools.h"
#include "sched/homes.h"
#include "unit.h"

#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * What happens, in words. "a" is a flow to address a, which has to go to the
 * server after it: "aA". "+B9" gives B 9 active connections, "*700" lets so
 * many seconds pass, "!A" closes A and opens all others, "=pool;" is a change
 * of the pool.
 */
struct story_case {
	const char *what;
	const char *sched;
	const char *pool;
	const char *story;
};

static const struct story_case stories[] = {
	{ "an address keeps its server", "lblc", "A9 B9",
	  "aA +A5 bB aA bB +B7 aA bB" },
	{ "a new address gets the least busy by weight", "lblc",
	  "A1,2/0 B4,4/0", "aB +A0 bA" },
	{ "an address leaves a closed server", "lblc", "A9 B9",
	  "aA !A aB ! aB" },
	{ "an address leaves a quiesced server", "lblc", "A9 B9",
	  "aA =A0 B9; aB =A9 B9; aB" },
	{ "an address leaves a removed server", "lblc", "A9 B9",
	  "aA =B9; aB =A9 B9; aB" },
	{ "an address stays when another server goes", "lblc", "A9 B9 C9",
	  "+A1 +B1 aC =B9 C9; aC =X9 B9 C9; aC" },
	{ "an address leaves a crowded server for a half empty one", "lblc",
	  "A4 B4", "aA +A5 +B1 aB" },
	{ "as many as it weighs is not crowded", "lblc", "A4 B4",
	  "aA +A4 +B1 aA" },
	{ "an address stays when nobody is half empty", "lblc", "A4 B4",
	  "aA +A5 +B2 aA" },
	{ "an address is forgotten when it was not used", "lblc", "A9 B9",
	  "aA +A5 *1001 aB" },
	{ "an address is remembered until then", "lblc", "A9 B9",
	  "aA +A5 *999 aA *999 aA" },
	{ "nobody is open", "lblc", "A1! B0", "a-" },
	{ "there is nobody", "lblc", "", "a-" },

	{ "a set is one server while it is not crowded", "lblcr", "A4 B4",
	  "aA +A4 aA" },
	{ "a crowded set gets one server more", "lblcr", "A4 B4 C4",
	  "aA +A5 +B1 +C1 aB +B5 aC" },
	{ "the least busy of a set is taken", "lblcr", "A4 B4",
	  "aA +A5 aB +A2 +B3 aA +A3 +B2 aB" },
	{ "a set does not grow when nobody is half empty", "lblcr", "A4 B4",
	  "aA +A5 +B2 aA +B0 +A9 aB" },
	{ "a set loses its busiest server when it rests", "lblcr", "A4 B4",
	  "aA +A5 aB +A3 +B2 aB *600 aB *500 aB +A0 aB" },
	{ "a set that grew just now does not shrink", "lblcr", "A4 B4",
	  "aA +A5 *900 aB *200 +A1 +B2 aA" },
	{ "the ninth server of a set takes another one's place", "lblcr",
	  "A4 B4 C4 D4 E4 F4 G4 H4 I4",
	  "aA +A5 aB +B5 aC +C5 aD +D5 aE +E5 aF +F5 aG +G5 aH +H5 aI +I5 "
	  "+A0 +B4 aB" },
	{ "a set leaves a closed server", "lblcr", "A4 B4", "aA !A aB ! aA" },
	{ "a set survives a change of the pool", "lblcr", "A4 B4",
	  "aA +A5 aB =X4 A4 B4; +X9 +A1 +B2 aA +A3 aB" },
	{ "nobody is open", "lblcr", "A1! B0", "a-" },
	{ "there is nobody", "lblcr", "", "a-" },
};

static struct pools now, before;
static struct lvs_load kept[256];

static char pick(char address)
{
	struct lvs_tuple flow = {
		.dst = lvs_addr4(htonl(0x0c000000 + address)),
	};
	int slot = now.pool->sched->pick(now.pool, &flow);

	return slot == LVS_PICK_NONE ? '-' : now.names[slot];
}

static const char *set_load(const char *text)
{
	char *end;
	long active = strtol(text + 2, &end, 10);
	u32 i;

	for (i = 0; i < now.pool->count; i++) {
		if (now.names[i] == text[1])
			atomic_set(&now.loads[i].active, active);
	}
	return end;
}

/* loads go with the servers */
static const char *change(const struct story_case *this, const char *text)
{
	char pool[64] = "";
	u32 i;

	for (i = 0; i < now.pool->count; i++)
		kept[(int)now.names[i]] = now.loads[i];
	strncat(pool, text + 1, strcspn(text + 1, ";"));
	before = now;
	EXPECT_EQ(pools_make(&now, this->sched, pool, &before), 0);
	pools_free(&before);
	for (i = 0; i < now.pool->count; i++)
		now.loads[i] = kept[(int)now.names[i]];
	return text + strcspn(text, ";") + 1;
}

static void check_story(const struct story_case *this)
{
	char word[3] = "", *end;
	const char *text = this->story;

	memset(kept, 0, sizeof(kept));
	EXPECT_EQ(pools_make(&now, this->sched, this->pool, NULL), 0);
	while (*text) {
		switch (*text) {
		case '+':
			text = set_load(text);
			break;
		case '*':
			host_now_s += strtol(text + 1, &end, 10);
			text = end;
			break;
		case '!':
			snprintf(word, sizeof(word), "%.*s",
				 (int)strcspn(text + 1, " "), text + 1);
			pools_close(&now, word);
			text += strcspn(text, " ");
			break;
		case '=':
			text = change(this, text);
			break;
		case ' ':
			text++;
			break;
		default:
			snprintf(word, sizeof(word), "%c%c", *text,
				 pick(*text));
			EXPECT_STR(word, ((char[]){ text[0], text[1], 0 }));
			text += 2;
		}
	}
	pools_free(&now);
}

/* more addresses than the table holds: old ones go, what is used stays */
static void check_full(void)
{
	struct lvs_tuple flow = {};
	u32 i, lost = 0;
	int slot;

	EXPECT_EQ(pools_make(&now, "lblc", "A99 B99", NULL), 0);
	for (i = 0; i < 100000; i++) {
		host_now_s += i % 100 == 0;
		flow.dst = lvs_addr4(htonl(i + 1));
		slot = now.pool->sched->pick(now.pool, &flow);
		now.loads[slot].active.value++;
		if (now.loads[slot].active.value > 50)
			now.loads[slot].active.value = 0;
		if (i % 10)
			continue;
		flow.dst = lvs_addr4(htonl(0xffffffff - i / 10 % 100));
		slot = now.pool->sched->pick(now.pool, &flow);
		if (i < 1000)
			kept[i / 10].active.value = slot;
		else
			lost += kept[i / 10 % 100].active.value != slot;
	}
	EXPECT(lost < 20);
	pools_free(&now);
}

static void *pick_often(void *data)
{
	struct lvs_tuple flow = {};
	int i, slot;

	for (i = 0; i < 30000; i++) {
		flow.dst = lvs_addr4(htonl(i % 5000));
		slot = now.pool->sched->pick(now.pool, &flow);
		EXPECT(slot >= 0 && slot < 3);
	}
	return data;
}

static const struct story_case crowds[] = {
	{ "several CPUs remember at once", "lblc", "A5000 B5000 C5000", "" },
	{ "several CPUs remember sets at once", "lblcr", "A1,2/0 B1,2/0 C9",
	  "" },
};

static void check_crowd(const struct story_case *this)
{
	pthread_t threads[4];
	int i;

	EXPECT_EQ(pools_make(&now, this->sched, this->pool, NULL), 0);
	for (i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, pick_often, NULL);
	for (i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	pools_free(&now);
}

static const struct story_case memories[] = {
	{ "lblc reports that memory is short", "lblc", "A1 B1", "" },
	{ "lblcr reports that memory is short", "lblcr", "A1 B1", "" },
};

static void check_memory(const struct story_case *this)
{
	EXPECT_EQ(pools_make(&before, this->sched, this->pool, NULL), 0);
	host_allocs_left = 1;
	EXPECT_EQ(pools_make(&now, this->sched, this->pool, &before),
		  -ENOMEM);
	EXPECT(!now.pool->data);
	pools_free(&now);
	host_allocs_left = 0;
	EXPECT_EQ(pools_make(&now, this->sched, this->pool, NULL), -ENOMEM);
	host_allocs_left = -1;
	pools_free(&now);
	pools_free(&before);
}

int main(void)
{
	UNIT_TABLE(stories, check_story);
	UNIT_TEST("a full table forgets what rested longest", check_full);
	UNIT_TABLE(crowds, check_crowd);
	UNIT_TABLE(memories, check_memory);
	return unit_finish();
}
