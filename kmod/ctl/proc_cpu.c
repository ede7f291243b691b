// SPDX-License-Identifier: GPL-2.0
/*
 * The file in /proc/net that lists what each CPU counted. Floor 8.
 *
 * As IPVS's clients know it, zeroing counters begins the total anew and not
 * the rows of CPUs.
 */
#include "ctl/proc_cpu.h"

#include "base/net.h"
#include "ctl/stats.h"

#include <linux/cpumask.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/seq_file_net.h>
#include <net/net_namespace.h>

static void show_row(struct seq_file *seq, const struct lvs_counters *row)
{
	seq_printf(seq, " %8llX %8llX %8llX %16llX %16llX\n", row->conns,
		   row->in_pkts, row->out_pkts, row->in_bytes,
		   row->out_bytes);
}

static void show_cpus(struct seq_file *seq, struct lvs_net *lnet)
{
	struct lvs_counters row;
	int cpu;

	for_each_possible_cpu(cpu) {
		lvs_stats_cpu(lnet, cpu, &row);
		seq_printf(seq, "%3X", cpu);
		show_row(seq, &row);
		cond_resched();
	}
}

static int show(struct seq_file *seq, void *unused)
{
	struct lvs_net *lnet = lvs_net_of(seq_file_single_net(seq));
	struct lvs_stats total;

	seq_puts(seq,
		 "       Total Incoming Outgoing         Incoming         Outgoing\n"
		 "CPU    Conns  Packets  Packets            Bytes            Bytes\n");
	show_cpus(seq, lnet);
	lvs_stats_total(lnet, &total);
	seq_puts(seq, "  ~");
	show_row(seq, &total.sum);
	seq_puts(seq,
		 "\n"
		 "     Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s\n"
		 "   ");
	show_row(seq, &total.per_s);
	return 0;
}

/**
 * lvs_proc_add_cpus() - make the file
 * @lnet: namespace
 * @name: below /proc/net
 *
 * Context: process, may sleep.
 * Return: the file, or NULL.
 */
struct proc_dir_entry *lvs_proc_add_cpus(struct lvs_net *lnet,
					 const char *name)
{
	return proc_create_net_single(name, 0444, lnet->net->proc_net, show,
				      NULL);
}
