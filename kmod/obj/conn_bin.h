/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Connections that were ended, and are freed together. Floor 3.
 *
 * One grace period does for all of them, and who frees them can be interrupted
 * between any two, which a callback for each could not where very many come due
 * at once.
 */
#ifndef LVS_OBJ_CONN_BIN_H
#define LVS_OBJ_CONN_BIN_H

#include <linux/types.h>

struct callback_head;
struct lvs_conn;

/**
 * struct lvs_conn_bin - ended connections
 * @first: the last that was put in, linked by lvs_conn.rcu
 * @count: how many there are
 */
struct lvs_conn_bin {
	struct callback_head *first;
	u32 count;
};

void lvs_conn_bin_put(struct lvs_conn_bin *bin, struct lvs_conn *conn);
void lvs_conn_bin_empty(struct lvs_conn_bin *bin);

#endif
