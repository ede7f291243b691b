/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Lets weights rise, once a second, while there is one that does. Floor 8.
 */
#ifndef LVS_CTL_RAMP_WORKER_H
#define LVS_CTL_RAMP_WORKER_H

struct lvs_net;

int lvs_ramp_worker_init(struct lvs_net *lnet);
void lvs_ramp_worker_exit(struct lvs_net *lnet);

#endif
