/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Never queue: an idle server, else by the shortest expected delay.
 * Floor 4.
 */
#ifndef LVS_SCHED_NQ_H
#define LVS_SCHED_NQ_H

struct lvs_sched_ops;

extern const struct lvs_sched_ops lvs_sched_nq;

#endif
