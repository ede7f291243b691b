// SPDX-License-Identifier: GPL-2.0
/*
 * The file in /proc/net that tells how full the tables are. Floor 8.
 *
 * It has the lines that IPVS of Linux 7 has. Shares of empty buckets are of
 * all, shares of chains are of those that are not empty. The estimator has no
 * threads, and says what IPVS says of one that has none yet.
 */
#include "ctl/proc_status.h"

#include "base/net.h"
#include "base/tunables.h"
#include "obj/chains.h"
#include "obj/conn_table.h"
#include "obj/svc_table.h"

#include <linux/log2.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/seq_file_net.h>
#include <net/net_namespace.h>

static u32 percent(u32 part, u32 whole)
{
	return whole ? (u64)part * 100 / whole : 0;
}

static void show_chains(struct seq_file *seq, const char *name,
			const struct lvs_chains *chains, int lfactor)
{
	u32 length, empty = chains->of[0];

	seq_printf(seq, "%s buckets:\t%u (%u bits, lfactor %d)\n", name,
		   chains->buckets, ilog2(chains->buckets), lfactor);
	seq_printf(seq, "%s buckets empty:\t%u (%u%%)\n", name, empty,
		   percent(empty, chains->buckets));
	for (length = 1; length <= LVS_CHAINS_LONG; length++) {
		if (!chains->of[length])
			continue;
		seq_printf(seq, "%s buckets len-%u:\t%u (%u%%)\n", name,
			   length, chains->of[length],
			   percent(chains->of[length],
				   chains->buckets - empty));
	}
}

static int show(struct seq_file *seq, void *unused)
{
	struct lvs_net *lnet = lvs_net_of(seq_file_single_net(seq));
	struct lvs_chains chains;

	seq_printf(seq, "Conns:\t%u\n", lvs_conn_table_count(lnet));
	lvs_chains_of_conns(lnet, &chains);
	show_chains(seq, "Conn", &chains,
		    READ_ONCE(lnet->tunables->conn_lfactor));
	seq_printf(seq, "Services:\t%u\n",
		   atomic_read(&lnet->svcs->by_key.nelems));
	lvs_chains_of_svcs(lnet, &chains);
	show_chains(seq, "Service", &chains,
		    READ_ONCE(lnet->tunables->svc_lfactor));
	seq_puts(seq,
		 "Stats thread slots:\t1 (max 0)\n"
		 "Stats chain max len:\t0\n"
		 "Stats thread ests:\t0\n");
	return 0;
}

/**
 * lvs_proc_add_status() - make the file
 * @lnet: namespace
 * @name: below /proc/net
 *
 * Reading it looks at all buckets, so it is for root and root's group.
 *
 * Context: process, may sleep.
 * Return: the file, or NULL.
 */
struct proc_dir_entry *lvs_proc_add_status(struct lvs_net *lnet,
					   const char *name)
{
	return proc_create_net_single(name, 0440, lnet->net->proc_net, show,
				      NULL);
}
