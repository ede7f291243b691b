/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The knobs as files: net.ipv4.vs, one set a namespace. Floor 8.
 */
#ifndef LVS_CTL_SYSCTL_H
#define LVS_CTL_SYSCTL_H

struct lvs_net;

int lvs_sysctl_init(struct lvs_net *lnet);
void lvs_sysctl_exit(struct lvs_net *lnet);

#endif
