// SPDX-License-Identifier: GPL-2.0
/*
 * The file in /proc/net that lists the namespace's totals. Floor 8.
 */
#include "ctl/proc_stats.h"

#include "base/net.h"
#include "ctl/stats.h"

#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/seq_file_net.h>
#include <net/net_namespace.h>

static void show_row(struct seq_file *seq, const struct lvs_counters *row)
{
	seq_printf(seq, "%8llX %8llX %8llX %16llX %16llX\n", row->conns,
		   row->in_pkts, row->out_pkts, row->in_bytes,
		   row->out_bytes);
}

static int show_stats(struct seq_file *seq, void *unused)
{
	struct lvs_stats stats;

	lvs_stats_total(lvs_net_of(seq_file_single_net(seq)), &stats);
	seq_puts(seq,
		 "   Total Incoming Outgoing         Incoming         Outgoing\n"
		 "   Conns  Packets  Packets            Bytes            Bytes\n");
	show_row(seq, &stats.sum);
	seq_puts(seq,
		 "\n"
		 " Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s\n");
	show_row(seq, &stats.per_s);
	return 0;
}

/**
 * lvs_proc_add_stats() - make the file
 * @lnet: namespace
 * @name: below /proc/net
 *
 * Context: process, may sleep.
 * Return: the file, or NULL.
 */
struct proc_dir_entry *lvs_proc_add_stats(struct lvs_net *lnet,
					  const char *name)
{
	return proc_create_net_single(name, 0444, lnet->net->proc_net,
				      show_stats, NULL);
}
