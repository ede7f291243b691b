// SPDX-License-Identifier: GPL-2.0
/*
 * Connections that were announced but not seen yet. Floor 3.
 *
 * An announced connection is an entry of the table that one end's port is
 * missing in, and 0 stands in its place: the client's when the client is going
 * to call, the server's when the server is. Its first packet is looked for with
 * a sender's port of 0. It holds the connection that announced it, which so
 * stays as long as it does, and ends when the connection comes or its time is
 * up.
 */
#include "obj/expect.h"

#include "base/net.h"
#include "obj/conn_table.h"
#include "obj/dest.h"
#include "obj/ops.h"

#include <linux/errno.h>

/* attempts to take the place of older announcements before giving up */
#define ADD_TRIES 3

static u32 first_word(const struct lvs_conn *control,
		      const struct lvs_conn_key *key,
		      const struct lvs_proto_ops *proto)
{
	u32 word = lvs_conn_fwd(control) | LVS_CONN_F_EXPECT |
		   LVS_CONN_F_INACTIVE |
		   (u32)proto->announced << LVS_CONN_STATE_SHIFT;

	return key->server_port ? word : word | LVS_CONN_F_TWO_NODES;
}

static int insert(struct lvs_net *lnet, struct lvs_conn *control,
		  const struct lvs_conn_key *key,
		  const struct lvs_proto_ops *proto)
{
	struct lvs_conn *conn;

	conn = lvs_conn_new(key, control->dest,
			    first_word(control, key, proto));
	if (!conn)
		return -ENOMEM;
	if (!lvs_conn_set_control(conn, control)) {
		lvs_dest_put(conn->dest);
		lvs_conn_free(conn);
		return -ENOENT;
	}
	conn->fwmark = control->fwmark;
	lvs_conn_refresh(conn, proto->timeout_jif(lnet->tunables,
						  conn->dest->timeout_jif,
						  proto->announced));
	return lvs_conn_insert(lnet, conn);
}

static struct lvs_conn *find_name(struct lvs_net *lnet,
				  const struct lvs_tuple *name)
{
	struct lvs_tuple flow = *name;
	enum lvs_conn_node_idx which;

	flow.kind = LVS_TUPLE_EXPECT;
	return lvs_conn_find(lnet, &flow, &which);
}

/* what the server's first packet is looked for by */
static struct lvs_tuple reply_name(const struct lvs_conn_key *key)
{
	struct lvs_tuple flow = {
		.src = key->server,
		.dst = key->flow.src,
		.sport = key->server_port,
		.dport = key->flow.sport,
		.proto = key->flow.proto,
	};

	return flow;
}

static bool is_of_server(const struct lvs_conn *conn,
			 const struct lvs_conn_key *key)
{
	return conn->port[LVS_CONN_SERVER] == key->server_port &&
	       lvs_words_equal(conn->family,
			       lvs_conn_words(conn, LVS_CONN_SERVER),
			       key->server.words);
}

/*
 * The older announcement that is in the way, if it is out of date: a client
 * listens at a port for one server, and a server at a port once.
 */
static struct lvs_conn *find_outdated(struct lvs_net *lnet,
				      const struct lvs_conn_key *key)
{
	struct lvs_tuple reply = reply_name(key);
	struct lvs_conn *conn;

	conn = find_name(lnet, &key->flow);
	if (!conn && !key->server_port)
		conn = find_name(lnet, &reply);
	if (!conn || (key->server_port && !is_of_server(conn, key)))
		return NULL;
	return conn;
}

/**
 * lvs_expect_add() - a connection is announced
 * @lnet: namespace
 * @control: connection that announces it, found under RCU; it goes to the same
 *	server
 * @key: the new connection, with a port of 0 for the end that is not known
 * @proto: its protocol
 *
 * Context: softirq, RCU.
 * Return: 0, -EEXIST if the client was told to find another server there, or
 * -ENOMEM, -ENOENT and the like when it cannot be.
 */
int lvs_expect_add(struct lvs_net *lnet, struct lvs_conn *control,
		   const struct lvs_conn_key *key,
		   const struct lvs_proto_ops *proto)
{
	struct lvs_conn *old;
	int tries;
	int err;

	for (tries = 0; tries < ADD_TRIES; tries++) {
		err = insert(lnet, control, key, proto);
		if (err != -EEXIST)
			return err;
		old = find_outdated(lnet, key);
		if (!old)
			return err;
		lvs_conn_unlink(lnet, old);
	}
	return err;
}

/**
 * lvs_expect_forget() - an announcement is taken back
 * @lnet: namespace
 * @control: connection that announced it
 * @key: as it was announced
 *
 * Does nothing if it has come true or to its end.
 *
 * Context: softirq, RCU.
 */
void lvs_expect_forget(struct lvs_net *lnet, struct lvs_conn *control,
		       const struct lvs_conn_key *key)
{
	struct lvs_conn *conn = find_name(lnet, &key->flow);

	if (conn && conn->control == control)
		lvs_conn_unlink(lnet, conn);
}

/**
 * lvs_expect_find() - was a connection announced
 * @lnet: namespace
 * @flow: of its first packet
 * @which: set to the direction that the packet is of
 *
 * Nearly free while nothing is announced.
 *
 * Context: softirq, RCU.
 * Return: the announcement, without a reference, or NULL.
 */
struct lvs_conn *lvs_expect_find(struct lvs_net *lnet,
				 const struct lvs_tuple *flow,
				 enum lvs_conn_node_idx *which)
{
	struct lvs_tuple name = *flow;
	struct lvs_conn *conn;

	if (likely(!lvs_conn_table_expects(lnet)))
		return NULL;
	name.sport = 0;
	name.kind = LVS_TUPLE_EXPECT;
	conn = lvs_conn_find(lnet, &name, which);
	if (!conn || lvs_dest_is_dead(conn->dest) || !conn->control ||
	    lvs_conn_flags(conn->control) & LVS_CONN_F_DEAD)
		return NULL;
	return conn;
}
