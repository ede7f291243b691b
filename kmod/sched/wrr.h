/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Weighted round robin: each server as many turns as its weight says.
 * Floor 4.
 */
#ifndef LVS_SCHED_WRR_H
#define LVS_SCHED_WRR_H

struct lvs_sched_ops;

extern const struct lvs_sched_ops lvs_sched_wrr;

#endif
