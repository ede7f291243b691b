// SPDX-License-Identifier: GPL-2.0
/*
 * Runs schedulers as told on standard input, for sched_ref.py. A line is
 *	SCHEDULER FAMILY FLAGS SEED SIZE GROWTH PICKS SERVER...
 * where SERVER is WEIGHT:ACTIVE:INACTIVE:CLOSED:LAST, with the weight that it
 * had last, and SIZE the table's. It is answered by the slots picked, -1 for
 * none. Each pick gives its server GROWTH active connections.
 * Flow n goes from address 11.0.0.0 + n and port 1024 + n to 12.0.0.0 +
 * n % 151;
 * server n has address 10.0.0.0 + n and port 80; in IPv6 these are the second
 * word, after 2001:db8.
 *
 * units: sched/alias.c sched/dh.c sched/fo.c sched/heaviest.c sched/homes.c
 * units: sched/lblc.c sched/lblcr.c sched/lc.c sched/least.c sched/maglev.c
 * units: sched/mh.c sched/nq.c sched/nth.c sched/ovf.c sched/rr.c
 * units: sched/scheds.c sched/sed.c sched/sh.c sched/turn.c sched/twos.c
 * units: sched/wlc.c sched/wrr.c
 */
#include "base/limits.h"
#include "base/tunables.h"
#include "base/tuple.h"
#include "obj/dest_conf.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/scheds.h"

#include <linux/jiffies.h>
#include <linux/slab.h>

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct lvs_load loads[LVS_POOL_DESTS_MAX];
static struct lvs_dest_conf confs[LVS_POOL_DESTS_MAX];
static const struct lvs_tunables tunables = {
	.lblc_expiration_jif = 1000 * HZ,
	.lblcr_expiration_jif = 1000 * HZ,
};

static struct lvs_addr make_addr(int family, u32 number)
{
	struct lvs_addr addr = {};

	if (family == 4)
		return lvs_addr4(htonl(number));
	addr.family = AF_INET6;
	addr.words[0] = htonl(0x20010db8);
	addr.words[1] = htonl(number);
	return addr;
}

static unsigned long next_number(void)
{
	return strtoul(strtok(NULL, " \n"), NULL, 10);
}

/* the rest of the line */
static void read_servers(struct lvs_pool *pool, int family)
{
	struct lvs_pool_slot *slot;
	struct lvs_load *load;
	char *word;

	for (word = strtok(NULL, " \n"); word; word = strtok(NULL, " \n")) {
		slot = &pool->slots[pool->count];
		slot->conf = &confs[pool->count];
		confs[pool->count].addr = make_addr(family,
						    0x0a000000 + pool->count);
		confs[pool->count].port = htons(80);
		load = &loads[pool->count++];
		slot->load = load;
		slot->weight = strtoul(word, &word, 10);
		confs[slot - pool->slots].weight = slot->weight;
		atomic_set(&load->active, strtol(word + 1, &word, 10));
		atomic_set(&load->inactive, strtol(word + 1, &word, 10));
		atomic_set(&load->flags, strtol(word + 1, &word, 10) ?
					 LVS_LOAD_F_OVERLOAD : 0);
		slot->last_weight = strtoul(word + 1, &word, 10);
	}
}

static void run(struct lvs_pool *pool, int family, int growth, u32 picks)
{
	struct lvs_tuple flow = {};
	int slot;
	u32 n;

	for (n = 0; n < picks; n++) {
		flow.src = make_addr(family, 0x0b000000 + n);
		flow.dst = make_addr(family, 0x0c000000 + n % 151);
		flow.sport = htons(1024 + n);
		slot = pool->sched->pick(pool, &flow);
		printf("%d ", slot);
		if (slot >= 0)
			atomic_set(&loads[slot].active,
				   atomic_read(&loads[slot].active) + growth);
	}
	putchar('\n');
}

static void free_data(struct lvs_pool *pool)
{
	if (pool->sched->free)
		pool->sched->free(pool->data);
	else
		kvfree(pool->data);
}

static int answer(char *line, struct lvs_pool *pool)
{
	char *name = strtok(line, " ");
	int family = next_number();
	int growth;
	u32 picks;

	pool->sched = lvs_sched_find(name);
	pool->count = 0;
	pool->data = NULL;
	pool->tunables = &tunables;
	pool->flags = next_number();
	pool->conf.hash_seed = next_number();
	pool->conf.table_size = next_number();
	growth = next_number();
	picks = next_number();
	read_servers(pool, family);
	if (pool->sched->build && pool->sched->build(pool, NULL, &pool->data))
		return 1;
	run(pool, family, growth, picks);
	free_data(pool);
	return 0;
}

int main(void)
{
	struct lvs_pool *pool;
	char *line = NULL;
	size_t room = 0;
	int err = 0;

	pool = calloc(1, sizeof(*pool) +
			 LVS_POOL_DESTS_MAX * sizeof(pool->slots[0]));
	while (!err && getline(&line, &room, stdin) > 0)
		err = answer(line, pool);
	free(line);
	free(pool);
	return err;
}
