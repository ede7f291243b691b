// SPDX-License-Identifier: GPL-2.0
/*
 * The file in /proc/net that tells why packets were dropped. Floor 8.
 */
#include "ctl/proc_drops.h"

#include "base/net.h"
#include "base/reason.h"

#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/seq_file_net.h>
#include <net/net_namespace.h>

static int show_drops(struct seq_file *seq, void *unused)
{
	struct lvs_net *lnet = lvs_net_of(seq_file_single_net(seq));
	unsigned int reason;

	seq_puts(seq, "             Packets Reason\n");
	for (reason = 0; reason < LVS_REASON_COUNT; reason++)
		seq_printf(seq, "%20llu %s\n", lvs_reason_sum(lnet, reason),
			   lvs_reason_text(reason));
	return 0;
}

/**
 * lvs_proc_add_drops() - make the file
 * @lnet: namespace
 * @name: below /proc/net
 *
 * Context: process, may sleep.
 * Return: the file, or NULL.
 */
struct proc_dir_entry *lvs_proc_add_drops(struct lvs_net *lnet,
					  const char *name)
{
	return proc_create_net_single(name, 0444, lnet->net->proc_net,
				      show_drops, NULL);
}
