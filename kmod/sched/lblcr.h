/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Locality-based least connections with replication: an address in demand has
 * several servers.
 * Floor 4.
 */
#ifndef LVS_SCHED_LBLCR_H
#define LVS_SCHED_LBLCR_H

struct lvs_sched_ops;

extern const struct lvs_sched_ops lvs_sched_lblcr;

#endif
