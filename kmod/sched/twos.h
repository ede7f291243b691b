/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Two choices: the less busy of two servers that were drawn by weight.
 * Floor 4.
 */
#ifndef LVS_SCHED_TWOS_H
#define LVS_SCHED_TWOS_H

struct lvs_sched_ops;

extern const struct lvs_sched_ops lvs_sched_twos;

#endif
