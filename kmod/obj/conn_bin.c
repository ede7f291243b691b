// SPDX-License-Identifier: GPL-2.0
/*
 * Connections that were ended, and are freed together. Floor 3.
 */
#include "obj/conn_bin.h"

#include "base/limits.h"
#include "obj/conn.h"

#include <linux/rcupdate.h>
#include <linux/sched.h>

/**
 * lvs_conn_bin_put() - put a connection in
 * @bin: bin
 * @conn: in no table any more, and nobody holds it
 *
 * Context: any; whoever fills a bin is alone with it.
 */
void lvs_conn_bin_put(struct lvs_conn_bin *bin, struct lvs_conn *conn)
{
	conn->rcu.next = bin->first;
	bin->first = &conn->rcu;
	bin->count++;
}

/**
 * lvs_conn_bin_empty() - free all that is in it
 * @bin: bin; empty afterwards
 *
 * Context: process, may sleep: waits for a grace period if anything is in.
 */
void lvs_conn_bin_empty(struct lvs_conn_bin *bin)
{
	struct rcu_head *rcu = bin->first;
	struct rcu_head *next;

	if (!rcu)
		return;
	synchronize_rcu();
	for (; rcu; rcu = next) {
		next = rcu->next;
		lvs_conn_free(container_of(rcu, struct lvs_conn, rcu));
		if (bin->count-- % LVS_GC_SLICE_ENTRIES == 0)
			cond_resched();
	}
	bin->first = NULL;
}
