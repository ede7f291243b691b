/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Files in /proc/net, one set a namespace. Floor 8.
 */
#ifndef LVS_CTL_PROC_H
#define LVS_CTL_PROC_H

struct lvs_net;

int lvs_proc_init(struct lvs_net *lnet);
void lvs_proc_exit(struct lvs_net *lnet);

#endif
