/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The file in /proc/net that tells how full the tables are. Floor 8.
 */
#ifndef LVS_CTL_PROC_STATUS_H
#define LVS_CTL_PROC_STATUS_H

struct lvs_net;
struct proc_dir_entry;

struct proc_dir_entry *lvs_proc_add_status(struct lvs_net *lnet,
					   const char *name);

#endif
