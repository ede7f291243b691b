/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Weighted failover: all to the heaviest server that takes flows.
 * Floor 4.
 */
#ifndef LVS_SCHED_FO_H
#define LVS_SCHED_FO_H

struct lvs_sched_ops;

extern const struct lvs_sched_ops lvs_sched_fo;

#endif
