/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Slow start: the weight of a server that comes rises to what was asked for.
 * Floor 8.
 */
#ifndef LVS_CTL_RAMP_H
#define LVS_CTL_RAMP_H

struct lvs_net;
struct lvs_pool;

void lvs_ramp_apply(struct lvs_pool *pool);
void lvs_ramp_kick(struct lvs_net *lnet);

#endif
