// SPDX-License-Identifier: GPL-2.0
/*
 * Files in /proc/net, one set a namespace. Floor 8.
 */
#include "ctl/proc.h"

#include "base/net.h"
#include "ctl/proc_app.h"
#include "ctl/proc_conn.h"
#include "ctl/proc_cpu.h"
#include "ctl/proc_drops.h"
#include "ctl/proc_stats.h"
#include "ctl/proc_status.h"
#include "ctl/proc_svc.h"

#include <linux/kernel.h>
#include <linux/proc_fs.h>
#include <net/net_namespace.h>

/**
 * struct proc_file - a file
 * @name: below /proc/net
 * @add: makes it; NULL if it cannot
 */
struct proc_file {
	const char *name;
	struct proc_dir_entry *(*add)(struct lvs_net *lnet, const char *name);
};

static const struct proc_file files[] = {
	{ "ip_vs", lvs_proc_add_svcs },
	{ "ip_vs_app", lvs_proc_add_apps },
	{ "ip_vs_conn", lvs_proc_add_conns },
	{ "ip_vs_conn_sync", lvs_proc_add_origins },
	{ "ip_vs_drops", lvs_proc_add_drops },
	{ "ip_vs_stats", lvs_proc_add_stats },
	{ "ip_vs_stats_percpu", lvs_proc_add_cpus },
	{ "ip_vs_status", lvs_proc_add_status },
};

static void remove_files(struct lvs_net *lnet, unsigned int count)
{
	while (count--)
		remove_proc_entry(files[count].name, lnet->net->proc_net);
}

/**
 * lvs_proc_init() - show a namespace's files
 * @lnet: namespace, complete
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_proc_init(struct lvs_net *lnet)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(files); i++) {
		if (!files[i].add(lnet, files[i].name)) {
			remove_files(lnet, i);
			return -ENOMEM;
		}
	}
	return 0;
}

/**
 * lvs_proc_exit() - remove a namespace's files; waits for their readers
 * @lnet: namespace
 *
 * Context: process, may sleep.
 */
void lvs_proc_exit(struct lvs_net *lnet)
{
	remove_files(lnet, ARRAY_SIZE(files));
}
