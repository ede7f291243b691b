// SPDX-License-Identifier: GPL-2.0
/*
 * The file in /proc/net that lists services. Floor 8.
 *
 * A line is a service or one of its servers. Between two reads the place is
 * kept as the service's id and how many of its servers are still to come, so
 * that going on costs the same wherever the reader is.
 */
#include "ctl/proc_svc.h"

#include "base/net.h"
#include "obj/conn_table.h"
#include "obj/dest.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "obj/svc.h"
#include "proto/protos.h"
#include "ctl/listing.h"

#include <uapi/linux/lvs.h>

#include <linux/jiffies.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/seq_file_net.h>
#include <net/net_namespace.h>

/* longest name of a protocol, with the NUL */
#define PROTO_NAME_MAX 16

/* what a line is of */
enum line {
	LINE_HEAD,
	LINE_SVC,
	LINE_DEST,
	LINE_END,		/* behind the last one */
};

/**
 * struct svc_file - an open file; all zero to begin
 * @net: what seq_file keeps of the namespace
 * @pos: line that the place below is of
 * @line: what the current line is of
 * @id: id of the current service
 * @left: its servers that are still to come, the current one included
 * @at: place behind the current service
 * @svc: current service, under RCU
 * @pool: its servers, under RCU
 */
struct svc_file {
	struct seq_net_private net;
	loff_t pos;
	enum line line;
	u32 id;
	u32 left;
	struct lvs_listing at;
	struct lvs_svc *svc;
	struct lvs_pool *pool;
};

static bool next_svc(struct lvs_net *lnet, struct svc_file *file)
{
	file->svc = lvs_listing_next(lnet, &file->at);
	if (!file->svc) {
		file->line = LINE_END;
		return false;
	}
	file->pool = rcu_dereference(file->svc->pool);
	file->id = file->svc->id;
	file->left = file->pool->count;
	file->line = LINE_SVC;
	return true;
}

static bool next_line(struct lvs_net *lnet, struct svc_file *file)
{
	file->pos++;
	switch (file->line) {
	case LINE_HEAD:
		return next_svc(lnet, file);
	case LINE_SVC:
		file->line = LINE_DEST;
		break;
	case LINE_DEST:
		file->left--;
		break;
	case LINE_END:
		return false;
	}
	return file->left || next_svc(lnet, file);
}

/*
 * Find the current line again, as far as it still exists; else the next one
 * takes its place. @at stands behind the service, one before it is the service.
 */
static bool resume(struct lvs_net *lnet, struct svc_file *file)
{
	u32 left = file->left;
	enum line line = file->line;
	u32 id = file->id;

	if (line == LINE_HEAD || line == LINE_END)
		return line == LINE_HEAD;
	file->at.id = id;
	if (!next_svc(lnet, file))
		return false;
	if (file->id != id || line == LINE_SVC)
		return true;
	file->line = LINE_DEST;
	file->left = min(left, file->pool->count);
	return file->left || next_svc(lnet, file);
}

static void rewind_file(struct svc_file *file)
{
	file->pos = 0;
	file->line = LINE_HEAD;
	file->at = (struct lvs_listing) {};
}

static void *start(struct seq_file *seq, loff_t *pos)
	__acquires(RCU)
{
	struct lvs_net *lnet = lvs_net_of(seq_file_net(seq));
	struct svc_file *file = seq->private;

	rcu_read_lock();
	if (*pos == file->pos)
		return resume(lnet, file) ? file : NULL;
	rewind_file(file);
	while (file->pos < *pos) {
		if (!next_line(lnet, file))
			return NULL;
	}
	return file;
}

static void *next(struct seq_file *seq, void *v, loff_t *pos)
{
	struct lvs_net *lnet = lvs_net_of(seq_file_net(seq));
	struct svc_file *file = seq->private;
	bool more = next_line(lnet, file);

	*pos = file->pos;
	return more ? file : NULL;
}

static void stop(struct seq_file *seq, void *v)
	__releases(RCU)
{
	rcu_read_unlock();
}

static void show_end(struct seq_file *seq, const struct lvs_addr *addr,
		     __be16 port)
{
	if (addr->family == AF_INET6)
		seq_printf(seq, "[%pI6]:%04X", &addr->in6, ntohs(port));
	else
		seq_printf(seq, "%08X:%04X", ntohl(addr->ip), ntohs(port));
}

static void show_key(struct seq_file *seq, const struct lvs_svc_key *key)
{
	char proto[PROTO_NAME_MAX];

	if (key->fwmark) {
		seq_printf(seq, "FWM  %08X ", key->fwmark);
		return;
	}
	seq_printf(seq, "%s  ",
		   lvs_proto_name(key->proto, proto, sizeof(proto)));
	show_end(seq, &key->addr, key->port);
	seq_putc(seq, ' ');
}

/*
 * Blanks and units are as IPVS clients know them: IPv6 services show no
 * one-packet flag, the time-out is in jiffies, and an IPv6 prefix length goes
 * through the byte order that is meant for a mask.
 */
static void show_svc(struct seq_file *seq, const struct svc_file *file)
{
	const struct lvs_sched_ops *sched = file->pool->sched;
	const struct lvs_svc *svc = file->svc;
	u32 flags = READ_ONCE(svc->flags);

	show_key(seq, &svc->key);
	seq_printf(seq, "%s ", sched ? sched->name : "none");
	if (svc->key.fwmark || svc->key.addr.family != AF_INET6) {
		if (flags & LVS_SVC_F_ONEPACKET)
			seq_puts(seq, "ops ");
		if (!svc->key.fwmark)
			seq_putc(seq, ' ');
	}
	if (flags & LVS_SVC_F_PERSISTENT)
		seq_printf(seq, "persistent %d %08X",
			   READ_ONCE(svc->timeout_s) * HZ,
			   ntohl((__force __be32)READ_ONCE(svc->netmask)));
	seq_putc(seq, '\n');
}

static const char *fwd_name(u8 fwd)
{
	static const char *const names[] = {
		[LVS_FWD_LOCAL] = "Local",
		[LVS_FWD_TUNNEL] = "Tunnel",
		[LVS_FWD_DROUTE] = "Route",
	};

	if (fwd < ARRAY_SIZE(names) && names[fwd])
		return names[fwd];
	return "Masq";
}

static void show_dest(struct seq_file *seq, const struct svc_file *file)
{
	u32 i = file->pool->count - file->left;
	const struct lvs_dest *dest = file->pool->slots[i].dest;

	seq_puts(seq, "  -> ");
	show_end(seq, &dest->conf.addr, dest->conf.port);
	seq_printf(seq, "      %-7s %-6d %-10d %-10d\n",
		   fwd_name(READ_ONCE(dest->conf.fwd)),
		   READ_ONCE(dest->conf.weight), lvs_load_active(&dest->load),
		   lvs_load_inactive(&dest->load));
}

static void show_head(struct seq_file *seq)
{
	struct lvs_net *lnet = lvs_net_of(seq_file_net(seq));
	u32 version = LVS_IPVS_VERSION;

	seq_printf(seq,
		   "IP Virtual Server version %u.%u.%u (size=%u)\n"
		   "Prot LocalAddress:Port Scheduler Flags\n"
		   "  -> RemoteAddress:Port Forward Weight ActiveConn InActConn\n",
		   version >> 16, (version >> 8) & 0xff, version & 0xff,
		   lvs_conn_table_size(lnet));
}

static int show(struct seq_file *seq, void *v)
{
	const struct svc_file *file = v;

	switch (file->line) {
	case LINE_HEAD:
		show_head(seq);
		break;
	case LINE_SVC:
		show_svc(seq, file);
		break;
	case LINE_DEST:
		show_dest(seq, file);
		break;
	case LINE_END:
		break;
	}
	return 0;
}

static const struct seq_operations svcs_seq_ops = {
	.start = start,
	.next = next,
	.stop = stop,
	.show = show,
};

/**
 * lvs_proc_add_svcs() - make the file
 * @lnet: namespace
 * @name: below /proc/net
 *
 * Context: process, may sleep.
 * Return: the file, or NULL.
 */
struct proc_dir_entry *lvs_proc_add_svcs(struct lvs_net *lnet,
					 const char *name)
{
	return proc_create_net(name, 0444, lnet->net->proc_net, &svcs_seq_ops,
			       sizeof(struct svc_file));
}
