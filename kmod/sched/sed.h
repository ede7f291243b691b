/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Shortest expected delay: the server that would be least busy for its weight.
 * Floor 4.
 */
#ifndef LVS_SCHED_SED_H
#define LVS_SCHED_SED_H

struct lvs_sched_ops;

extern const struct lvs_sched_ops lvs_sched_sed;

#endif
