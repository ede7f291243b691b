// SPDX-License-Identifier: GPL-2.0
/*
 * The files in /proc/net that list connections: with their persistence
 * engines, or with who made them. Floor 8.
 *
 * The walk over the table lives as long as the file is open. An entry may be
 * gone when seq_file wants a line again, so the line is kept as text.
 */
#include "ctl/proc_conn.h"

#include "base/net.h"
#include "obj/conn.h"
#include "obj/conn_table.h"
#include "obj/conn_walk.h"
#include "obj/dest.h"
#include "obj/engine.h"
#include "obj/ops.h"
#include "proto/protos.h"

#include <linux/jiffies.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <net/net_namespace.h>

/* ends, state and time of an IPv6 entry, then engine and key */
#define LINE_MAX (192 + 32 + LVS_ENGINE_DATA_MAX)
#define PROTO_NAME_MAX 16

/**
 * struct form - what a file tells
 * @heading: first line
 * @print: writes what follows the three ends into the line, without its end
 */
struct form {
	const char *heading;
	void (*print)(const struct lvs_conn *conn, char *to, size_t size);
};

/**
 * struct conn_file - an open file
 * @lnet: namespace; its files go first, with whatever is open
 * @form: what it tells
 * @walk: entered
 * @pos: number of the line in @line, 0 is the heading
 * @line: the current line
 */
struct conn_file {
	struct lvs_net *lnet;
	const struct form *form;
	struct lvs_conn_walk walk;
	loff_t pos;
	char line[LINE_MAX];
};

static int print_end(char *to, size_t size, const struct lvs_addr *addr,
		     __be16 port)
{
	if (addr->family == AF_INET6)
		return scnprintf(to, size, "%pI6 %04X ", &addr->in6,
				 ntohs(port));
	return scnprintf(to, size, "%08X %04X ", ntohl(addr->ip),
			 ntohs(port));
}

/* a tunnelled server may be of another family than what its entry can hold */
static struct lvs_addr server_addr(const struct lvs_conn *conn)
{
	if (conn->dest && conn->dest->conf.addr.family != conn->family)
		return conn->dest->conf.addr;
	return lvs_conn_addr(conn, LVS_CONN_SERVER);
}

static const char *state_name(const struct lvs_conn *conn)
{
	static const char *const of_template[] = { "NONE", "ASSURED" };
	u8 state = lvs_conn_state(conn);

	if (!(lvs_conn_flags(conn) & LVS_CONN_F_TEMPLATE))
		return lvs_proto_state_name(conn->proto, state);
	return state < ARRAY_SIZE(of_template) ? of_template[state] : "ERR!";
}

static void print_engine(const struct lvs_conn *conn, char *to, size_t size)
{
	const struct lvs_engine_key *key = conn->engine;
	int done;

	done = scnprintf(to, size, "%-11s %7u", state_name(conn),
			 lvs_conn_expires_s(conn));
	if (!key)
		return;
	done += scnprintf(to + done, size - done, " %s ", key->ops->name);
	key->ops->show(key, to + done, size - done);
}

static void print_origin(const struct lvs_conn *conn, char *to, size_t size)
{
	bool learned = lvs_conn_flags(conn) & LVS_CONN_F_SYNC;

	scnprintf(to, size, "%-11s %-6s %7u", state_name(conn),
		  learned ? "SYNC" : "LOCAL", lvs_conn_expires_s(conn));
}

static const struct form engines = {
	.heading = "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n",
	.print = print_engine,
};

static const struct form origins = {
	.heading = "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Origin Expires\n",
	.print = print_origin,
};

static void print_conn(struct conn_file *file, const struct lvs_conn *conn)
{
	struct lvs_addr end[LVS_CONN_ENDS] = {
		lvs_conn_addr(conn, LVS_CONN_CLIENT),
		lvs_conn_addr(conn, LVS_CONN_VIRTUAL),
		server_addr(conn),
	};
	char *to = file->line, *const limit = to + sizeof(file->line);
	char proto[PROTO_NAME_MAX];
	int i;

	to += scnprintf(to, limit - to, "%-3s ",
			lvs_proto_name(conn->proto, proto, sizeof(proto)));
	for (i = 0; i < LVS_CONN_ENDS; i++)
		to += print_end(to, limit - to, &end[i], conn->port[i]);
	file->form->print(conn, to, limit - to - 1);
	strcat(to, "\n");
}

/* the next entry's line; false at the end of the table */
static bool next_line(struct conn_file *file)
{
	struct lvs_conn *conn;

	file->pos++;
	do {
		conn = lvs_conn_walk_next(&file->walk);
		if (!conn)
			return false;
	} while (lvs_conn_is_gone(conn, jiffies));
	print_conn(file, conn);
	return true;
}

static void rewind_file(struct conn_file *file)
{
	lvs_conn_walk_enter(file->lnet, &file->walk);
	file->pos = 0;
	strscpy(file->line, file->form->heading, sizeof(file->line));
}

static void *start(struct seq_file *seq, loff_t *pos)
{
	struct conn_file *file = seq->private;

	if (*pos < file->pos)
		rewind_file(file);
	lvs_conn_walk_start(&file->walk);
	while (file->pos < *pos) {
		if (!next_line(file))
			return NULL;
	}
	return file->line[0] ? file : NULL;
}

static void *next(struct seq_file *seq, void *v, loff_t *pos)
{
	struct conn_file *file = seq->private;
	bool more = next_line(file);

	*pos = file->pos;
	if (!more)
		file->line[0] = '\0';
	return more ? file : NULL;
}

static void stop(struct seq_file *seq, void *v)
{
	struct conn_file *file = seq->private;

	lvs_conn_walk_stop(&file->walk);
}

static int show(struct seq_file *seq, void *v)
{
	const struct conn_file *file = v;

	seq_puts(seq, file->line);
	return 0;
}

static const struct seq_operations conns_seq_ops = {
	.start = start,
	.next = next,
	.stop = stop,
	.show = show,
};

static int open_file(struct inode *inode, struct file *file,
		     const struct form *form)
{
	struct conn_file *mine;

	mine = __seq_open_private(file, &conns_seq_ops, sizeof(*mine));
	if (!mine)
		return -ENOMEM;
	mine->lnet = pde_data(inode);
	mine->form = form;
	rewind_file(mine);
	return 0;
}

static int open_engines(struct inode *inode, struct file *file)
{
	return open_file(inode, file, &engines);
}

static int open_origins(struct inode *inode, struct file *file)
{
	return open_file(inode, file, &origins);
}

static const struct proc_ops engines_proc_ops = {
	.proc_open = open_engines,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = seq_release_private,
};

static const struct proc_ops origins_proc_ops = {
	.proc_open = open_origins,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = seq_release_private,
};

/**
 * lvs_proc_add_conns() - make the file that tells their engines
 * @lnet: namespace
 * @name: below /proc/net
 *
 * Context: process, may sleep.
 * Return: the file, or NULL.
 */
struct proc_dir_entry *lvs_proc_add_conns(struct lvs_net *lnet,
					  const char *name)
{
	return proc_create_data(name, 0444, lnet->net->proc_net,
				&engines_proc_ops, lnet);
}

/**
 * lvs_proc_add_origins() - make the file that tells who made them
 * @lnet: namespace
 * @name: below /proc/net
 *
 * Context: process, may sleep.
 * Return: the file, or NULL.
 */
struct proc_dir_entry *lvs_proc_add_origins(struct lvs_net *lnet,
					    const char *name)
{
	return proc_create_data(name, 0444, lnet->net->proc_net,
				&origins_proc_ops, lnet);
}
