/* SPDX-License-Identifier: GPL-2.0 */
/*
 * All schedulers, by name. Floor 4.
 */
#ifndef LVS_SCHED_SCHEDS_H
#define LVS_SCHED_SCHEDS_H

struct lvs_sched_ops;

const struct lvs_sched_ops *lvs_sched_find(const char *name);

#endif
