// SPDX-License-Identifier: GPL-2.0
/*
 * All payload helpers, and the flows that they are bound to. Floor 4.
 *
 * A helper reads the flows of the services at its ports whose replies pass us
 * too, and may put text of another length into them. The numbers of both
 * directions are made to fit here, for whatever helper.
 */
#include "app/apps.h"

#include "app/ftp.h"
#include "obj/app.h"
#include "obj/conn.h"
#include "pkt/renumber.h"

#include <linux/errno.h>
#include <linux/in.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>

#define PORTS_MAX 8

static unsigned short ftp_ports[PORTS_MAX] = { 21 };
static unsigned int ftp_port_count = 1;
module_param_array(ftp_ports, ushort, &ftp_port_count, 0444);
MODULE_PARM_DESC(ftp_ports, "ports of FTP control connections, up to 8");

/**
 * lvs_app_at() - the ports that have helpers, one by one
 * @i: which, from 0
 * @at: filled
 *
 * Context: any.
 * Return: false behind the last one.
 */
bool lvs_app_at(unsigned int i, struct lvs_app_port *at)
{
	if (i >= ftp_port_count)
		return false;
	at->app = &lvs_app_ftp;
	at->port = ftp_ports[i];
	return true;
}

static const struct lvs_app_ops *find_app(const struct lvs_conn *conn)
{
	u16 port = ntohs(conn->port[LVS_CONN_VIRTUAL]);
	struct lvs_app_port at;
	unsigned int i;

	for (i = 0; lvs_app_at(i, &at); i++) {
		if (port && at.port == port && at.app->proto == conn->proto)
			return at.app;
	}
	return NULL;
}

/**
 * lvs_app_bind() - let the helper of its port read a flow
 * @conn: in no table yet; of a method that sees replies
 *
 * Context: softirq; atomic allocation.
 * Return: 0, also if there is no helper for it; or -ENOMEM.
 */
int lvs_app_bind(struct lvs_conn *conn)
{
	const struct lvs_app_ops *ops = find_app(conn);
	struct lvs_app *app;

	if (likely(!ops))
		return 0;
	app = kzalloc(ops->state_bytes, GFP_ATOMIC | __GFP_NOWARN);
	if (!app)
		return -ENOMEM;
	app->ops = ops;
	spin_lock_init(&app->lock);
	conn->app = app;
	conn->word |= LVS_CONN_F_APP;
	return 0;
}

/* replication and listings tell by the flags whose numbers move */
static void show_moves(struct lvs_conn *conn, const struct lvs_app *app)
{
	if (lvs_seq_moves(&app->seq[LVS_APP_IN]))
		lvs_conn_set_flag(conn, LVS_CONN_F_IN_SEQ);
	if (lvs_seq_moves(&app->seq[LVS_APP_OUT]))
		lvs_conn_set_flag(conn, LVS_CONN_F_OUT_SEQ);
}

/**
 * lvs_app_segment() - let the helper have a packet of its flow
 * @pkt: parsed; its addresses are still the sender's
 * @conn: its connection, marked LVS_CONN_F_APP
 * @proto: its protocol
 * @dir: LVS_DIR_IN or LVS_DIR_OUT
 *
 * Context: bottom halves off, RCU.
 * Return: 0, or -ENOMEM: the packet is to be dropped. What is damaged passes as
 * it is, and its receiver will judge.
 */
int lvs_app_segment(struct lvs_pkt *pkt, struct lvs_conn *conn,
		    const struct lvs_proto_ops *proto, enum lvs_dir dir)
{
	struct lvs_app *app = conn->app;
	bool out = dir == LVS_DIR_OUT;
	int err;

	spin_lock(&app->lock);
	err = app->ops->segment(pkt, conn, proto, dir);
	if (!err)
		err = lvs_renumber(pkt, &app->seq[out], &app->seq[!out]);
	show_moves(conn, app);
	spin_unlock(&app->lock);
	return err == -ENOMEM ? err : 0;
}
