/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The file in /proc/net that lists services. Floor 8.
 */
#ifndef LVS_CTL_PROC_SVC_H
#define LVS_CTL_PROC_SVC_H

struct lvs_net;
struct proc_dir_entry;

struct proc_dir_entry *lvs_proc_add_svcs(struct lvs_net *lnet,
					const char *name);

#endif
