/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Destination hashing: flows to one address go to one server.
 * Floor 4.
 */
#ifndef LVS_SCHED_DH_H
#define LVS_SCHED_DH_H

struct lvs_sched_ops;

extern const struct lvs_sched_ops lvs_sched_dh;

#endif
