// SPDX-License-Identifier: GPL-2.0
/*
 * The file in /proc/net that lists payload helpers. Floor 8.
 *
 * How many flows a helper reads is counted when somebody asks, so that flows
 * need no counter of it.
 */
#include "ctl/proc_app.h"

#include "app/apps.h"
#include "base/net.h"
#include "obj/conn.h"
#include "obj/conn_table.h"
#include "obj/conn_walk.h"
#include "proto/protos.h"

#include <linux/jiffies.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/seq_file_net.h>
#include <net/net_namespace.h>

/* longest name of a protocol, with a zero at its end */
#define PROTO_NAME_MAX 16
/* entries to look at between two quiescent points */
#define SLICE_ENTRIES 256

static bool is_bound(const struct lvs_conn *conn,
		     const struct lvs_app_port *at)
{
	return lvs_conn_flags(conn) & LVS_CONN_F_APP &&
	       conn->proto == at->app->proto &&
	       ntohs(conn->port[LVS_CONN_VIRTUAL]) == at->port &&
	       !lvs_conn_is_gone(conn, jiffies);
}

/* false at the end of the table */
static bool count_slice(struct lvs_conn_walk *walk,
			const struct lvs_app_port *at, int *flows)
{
	u32 budget = SLICE_ENTRIES;
	struct lvs_conn *conn = NULL;

	lvs_conn_walk_start(walk);
	while (budget-- && (conn = lvs_conn_walk_next(walk)))
		*flows += is_bound(conn, at);
	lvs_conn_walk_stop(walk);
	return conn;
}

static int count_flows(struct lvs_net *lnet, const struct lvs_app_port *at)
{
	struct lvs_conn_walk walk;
	int flows = 0;

	lvs_conn_walk_enter(lnet, &walk);
	while (count_slice(&walk, at, &flows))
		cond_resched();
	return flows;
}

static int show_apps(struct seq_file *seq, void *unused)
{
	struct lvs_net *lnet = lvs_net_of(seq_file_single_net(seq));
	char proto[PROTO_NAME_MAX];
	struct lvs_app_port at;
	unsigned int i;

	seq_puts(seq, "prot port    usecnt name\n");
	for (i = 0; lvs_app_at(i, &at); i++)
		seq_printf(seq, "%-3s  %-7u %-6d %-17s\n",
			   lvs_proto_name(at.app->proto, proto, sizeof(proto)),
			   at.port, count_flows(lnet, &at), at.app->name);
	return 0;
}

/**
 * lvs_proc_add_apps() - make the file
 * @lnet: namespace
 * @name: below /proc/net
 *
 * Context: process, may sleep.
 * Return: the file, or NULL.
 */
struct proc_dir_entry *lvs_proc_add_apps(struct lvs_net *lnet,
					 const char *name)
{
	return proc_create_net_single(name, 0444, lnet->net->proc_net,
				      show_apps, NULL);
}
