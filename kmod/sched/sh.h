/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Source hashing: a client's flows go to one server.
 * Floor 4.
 */
#ifndef LVS_SCHED_SH_H
#define LVS_SCHED_SH_H

struct lvs_sched_ops;

extern const struct lvs_sched_ops lvs_sched_sh;

#endif
