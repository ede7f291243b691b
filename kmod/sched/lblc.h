/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Locality-based least connections: an address keeps its server.
 * Floor 4.
 */
#ifndef LVS_SCHED_LBLC_H
#define LVS_SCHED_LBLC_H

struct lvs_sched_ops;

extern const struct lvs_sched_ops lvs_sched_lblc;

#endif
