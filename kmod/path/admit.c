// SPDX-License-Identifier: GPL-2.0
/*
 * The bound on the entries of a namespace. Floor 7.
 *
 * A namespace has conn_max entries at most. A new flow at the bound takes the
 * place of an entry that is worth less, looked for among a few from a random
 * place of the table, so that its cost is bounded and nobody can choose who
 * goes.
 */
#include "path/admit.h"

#include "base/limits.h"
#include "base/net.h"
#include "base/tunables.h"
#include "obj/conn_sample.h"
#include "obj/conn_table.h"
#include "path/worth.h"

#include <linux/kernel.h>

/* the longest waiting of a few, or if none waits what of more is worth least */
static struct lvs_conn *find_victim(struct lvs_net *lnet)
{
	struct lvs_conn *found[LVS_SAMPLE_CONNS];
	struct lvs_conn *victim = NULL;
	int worth, most = LVS_WORTH_KEEPING;
	u32 i, count, tries;

	for (tries = 0; tries < LVS_SAMPLE_TRIES && most < LVS_WORTH_WAITING;
	     tries++) {
		count = lvs_conn_sample(lnet, found, ARRAY_SIZE(found));
		for (i = 0; i < count; i++) {
			worth = lvs_worth_of(lnet, found[i]);
			if (worth <= most)
				continue;
			victim = found[i];
			most = worth;
		}
	}
	return victim;
}

static bool is_full(const struct lvs_net *lnet)
{
	return lvs_conn_table_count(lnet) >=
	       (u32)READ_ONCE(lnet->tunables->conn_max);
}

static bool make_room(struct lvs_net *lnet)
{
	struct lvs_conn *victim;
	int tries;

	for (tries = 0; tries < LVS_EVICT_MAX && is_full(lnet); tries++) {
		victim = find_victim(lnet);
		if (!victim)
			return false;
		lvs_conn_unlink(lnet, victim);
	}
	return !is_full(lnet);
}

/**
 * lvs_admit() - may a new flow have an entry
 * @lnet: namespace
 *
 * CPUs that ask at once may each be told so: the bound is exceeded by one
 * entry a CPU at most, by as many persistent choices, and by what established
 * flows announce. The memory of an entry that makes room returns a grace
 * period later.
 *
 * Context: bottom halves off, RCU; an entry may be ended to make room.
 * Return: false if the namespace holds conn_max entries, all worth keeping as
 * far as could be seen.
 */
bool lvs_admit(struct lvs_net *lnet)
{
	return likely(!is_full(lnet)) || make_room(lnet);
}
