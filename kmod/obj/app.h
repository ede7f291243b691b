/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a payload helper keeps of a flow. Floor 3.
 */
#ifndef LVS_OBJ_APP_H
#define LVS_OBJ_APP_H

#include "base/seq.h"
#include "obj/ops.h"

#include <linux/spinlock.h>

enum lvs_app_way {
	LVS_APP_IN,		/* client to server */
	LVS_APP_OUT,		/* server to client */
	LVS_APP_WAYS,
};

/**
 * struct lvs_app - what hangs off lvs_conn.app; the helper's own comes behind
 * @ops: the helper
 * @lock: packets of both directions may be on their way at once; taken in
 *	softirq; protects all below, and what the helper keeps
 * @seq: how the numbers of a direction move, by enum lvs_app_way
 */
struct lvs_app {
	const struct lvs_app_ops *ops;
	spinlock_t lock;
	struct lvs_seq seq[LVS_APP_WAYS];
};

#endif
