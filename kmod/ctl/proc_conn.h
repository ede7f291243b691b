/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The files in /proc/net that list connections. Floor 8.
 */
#ifndef LVS_CTL_PROC_CONN_H
#define LVS_CTL_PROC_CONN_H

struct lvs_net;
struct proc_dir_entry;

struct proc_dir_entry *lvs_proc_add_conns(struct lvs_net *lnet,
					const char *name);
struct proc_dir_entry *lvs_proc_add_origins(struct lvs_net *lnet,
					    const char *name);

#endif
