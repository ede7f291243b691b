// SPDX-License-Identifier: GPL-2.0
/*
 * Pools written as text, for tests of schedulers.
 *
 * "A4 B3,10/2 C1!" is server A of weight 4, B of weight 3 with 10 active and 2
 * inactive connections, and C of weight 1, which is closed. Servers of the same
 * letter are the same one in different pools.
 */
#include "pools.h"

#include "base/tunables.h"
#include "obj/dest_conf.h"
#include "sched/scheds.h"

#include <linux/jiffies.h>
#include <linux/slab.h>

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* of servers only the addresses matter here; the configuration has a name */
static char servers[256];
static struct lvs_dest_conf confs[256];
static const struct lvs_tunables tunables = {
	.lblc_expiration_jif = 1000 * HZ,
	.lblcr_expiration_jif = 1000 * HZ,
};

static void set_name(struct lvs_pool_slot *slot, unsigned char letter)
{
	confs[letter].addr = lvs_addr4(htonl(0x0a000000 + letter));
	confs[letter].port = htons(80);
	slot->dest = (struct lvs_dest *)&servers[letter];
	slot->conf = &confs[letter];
}

static const char *parse_server(struct pools *pools, const char *text)
{
	struct lvs_pool_slot *slot = &pools->pool->slots[pools->pool->count];
	struct lvs_load *load = &pools->loads[pools->pool->count];
	char *end;

	memset(load, 0, sizeof(*load));
	pools->names[pools->pool->count++] = *text;
	set_name(slot, *text);
	slot->load = load;
	slot->weight = strtoul(text + 1, &end, 10);
	slot->last_weight = slot->weight;
	confs[(unsigned char)pools->names[pools->pool->count - 1]].weight =
		slot->weight;
	if (*end == ',')
		atomic_set(&load->active, strtoul(end + 1, &end, 10));
	if (*end == '/')
		atomic_set(&load->inactive, strtoul(end + 1, &end, 10));
	if (*end == '!') {
		atomic_set(&load->flags, LVS_LOAD_F_OVERLOAD);
		end++;
	}
	return end;
}

/* what lvs_pool_compile() does, without its floor's other needs */
int pools_make(struct pools *pools, const char *sched, const char *text,
	       const struct pools *old)
{
	struct lvs_pool *pool;

	pool = calloc(1, sizeof(*pool) +
			 POOLS_SERVERS_MAX * sizeof(pool->slots[0]));
	pools->pool = pool;
	pool->sched = lvs_sched_find(sched);
	pool->tunables = &tunables;
	for (; *text; text += strspn(text, " "))
		text = parse_server(pools, text);
	if (!pool->sched->build)
		return 0;
	return pool->sched->build(pool, old ? old->pool : NULL, &pool->data);
}

void pools_free(struct pools *pools)
{
	if (pools->pool->sched->free)
		pools->pool->sched->free(pools->pool->data);
	else
		kvfree(pools->pool->data);
	free(pools->pool);
}

/* close the servers of these letters and open all others */
void pools_close(struct pools *pools, const char *names)
{
	unsigned int i;

	for (i = 0; i < pools->pool->count; i++)
		atomic_set(&pools->loads[i].flags,
			   strchr(names, pools->names[i]) ?
			   LVS_LOAD_F_OVERLOAD : 0);
}

/* letters of the servers picked; - for none */
void pools_pick(struct pools *pools, unsigned int times, char *text)
{
	int slot;

	while (times--) {
		slot = pools->pool->sched->pick(pools->pool, NULL);
		*text++ = slot == LVS_PICK_NONE ? '-' : pools->names[slot];
	}
	*text = '\0';
}
