/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Maglev hashing: clients keep their server while others come and go.
 * Floor 4.
 */
#ifndef LVS_SCHED_MH_H
#define LVS_SCHED_MH_H

struct lvs_sched_ops;

extern const struct lvs_sched_ops lvs_sched_mh;

#endif
