/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Weighted overflow: the heaviest server that has room by its weight.
 * Floor 4.
 */
#ifndef LVS_SCHED_OVF_H
#define LVS_SCHED_OVF_H

struct lvs_sched_ops;

extern const struct lvs_sched_ops lvs_sched_ovf;

#endif
