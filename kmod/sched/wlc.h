/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Weighted least connections: the server with the least to do for its weight.
 * Floor 4.
 */
#ifndef LVS_SCHED_WLC_H
#define LVS_SCHED_WLC_H

struct lvs_sched_ops;

extern const struct lvs_sched_ops lvs_sched_wlc;

#endif
