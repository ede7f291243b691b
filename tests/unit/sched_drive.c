// SPDX-License-Identifier: GPL-2.0
/*
 * Runs schedulers as told on standard input, for sched_ref.py. A line is
 *	SCHEDULER PICKS WEIGHT:ACTIVE:INACTIVE:CLOSED...
 * and is answered by the slots picked, -1 for none.
 *
 * units: sched/lc.c sched/nth.c sched/rr.c sched/scheds.c sched/turn.c
 * units: sched/wlc.c sched/wrr.c
 */
#include "obj/ops.h"
#include "obj/pool.h"
#include "sched/scheds.h"

#include "base/limits.h"

#include <linux/slab.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct lvs_load loads[LVS_POOL_DESTS_MAX];

/* the rest of the line */
static void read_servers(struct lvs_pool *pool)
{
	struct lvs_pool_slot *slot;
	struct lvs_load *load;
	char *word;

	for (word = strtok(NULL, " \n"); word; word = strtok(NULL, " \n")) {
		slot = &pool->slots[pool->count];
		load = &loads[pool->count++];
		slot->load = load;
		slot->weight = strtoul(word, &word, 10);
		atomic_set(&load->active, strtol(word + 1, &word, 10));
		atomic_set(&load->inactive, strtol(word + 1, &word, 10));
		atomic_set(&load->flags, strtol(word + 1, &word, 10) ?
					 LVS_LOAD_F_OVERLOAD : 0);
	}
}

static int answer(char *line, struct lvs_pool *pool)
{
	char *name = strtok(line, " "), *picks = strtok(NULL, " ");
	unsigned long left = strtoul(picks, NULL, 10);

	pool->sched = lvs_sched_find(name);
	pool->count = 0;
	pool->data = NULL;
	read_servers(pool);
	if (pool->sched->build && pool->sched->build(pool, NULL, &pool->data))
		return 1;
	while (left--)
		printf("%d ", pool->sched->pick(pool, NULL));
	putchar('\n');
	kvfree(pool->data);
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
