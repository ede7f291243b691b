/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Round robin: each server in turn, in list order.
 * Floor 4.
 */
#ifndef LVS_SCHED_RR_H
#define LVS_SCHED_RR_H

struct lvs_sched_ops;

extern const struct lvs_sched_ops lvs_sched_rr;

#endif
