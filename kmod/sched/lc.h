/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Least connections: the server with the least to do.
 * Floor 4.
 */
#ifndef LVS_SCHED_LC_H
#define LVS_SCHED_LC_H

struct lvs_sched_ops;

extern const struct lvs_sched_ops lvs_sched_lc;

#endif
