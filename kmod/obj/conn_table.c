// SPDX-License-Identifier: GPL-2.0
/*
 * The connections of a namespace, found by either direction. Floor 3.
 *
 * One resizable hash table holds one node a direction: the request's name is
 * client to virtual service; the reply's, where replies pass us, is server to
 * client. One look-up finds a packet of either kind and tells which it is.
 */
#include "obj/conn_table.h"

#include "base/limits.h"
#include "base/net.h"
#include "obj/conn_bin.h"
#include "obj/dest.h"
#include "obj/engine.h"
#include "obj/nfct.h"
#include "obj/way.h"

#include <linux/jiffies.h>
#include <linux/slab.h>

/* attempts to take the place of an expired entry before giving up */
#define INSERT_TRIES 4

/**
 * struct name - what a node is found by
 * @flow: its flow
 * @key: what an engine knows it by too, if @flow is LVS_TUPLE_ENGINE
 */
struct name {
	struct lvs_tuple flow;
	const struct lvs_engine_key *key;
};

static enum lvs_conn_end sender(const struct lvs_node *node)
{
	return lvs_conn_node_index(node) == LVS_CONN_REPLY ? LVS_CONN_SERVER :
							     LVS_CONN_CLIENT;
}

static enum lvs_conn_end receiver(const struct lvs_node *node)
{
	return lvs_conn_node_index(node) == LVS_CONN_REPLY ? LVS_CONN_CLIENT :
							     LVS_CONN_VIRTUAL;
}

static void node_name(const struct lvs_node *node, struct name *name)
{
	const struct lvs_conn *conn = lvs_conn_of_node(node);
	enum lvs_conn_end from = sender(node), to = receiver(node);
	struct lvs_tuple *flow = &name->flow;

	flow->src = lvs_conn_addr(conn, from);
	flow->dst = lvs_conn_addr(conn, to);
	flow->sport = conn->port[from];
	flow->dport = conn->port[to];
	flow->proto = conn->proto;
	flow->kind = lvs_conn_kind(conn);
	name->key = conn->engine;
}

/* look-ups of packets bring a flow alone */
static const struct lvs_engine_key *key_of(const struct lvs_tuple *flow)
{
	return container_of(flow, struct name, flow)->key;
}

static u32 hash_flow(const struct lvs_tuple *flow)
{
	if (unlikely(flow->kind == LVS_TUPLE_ENGINE))
		return lvs_place(flow, key_of(flow)->hash);
	if (flow->dst.family == AF_INET6)
		return lvs_place(flow, 0);
	return lvs_place4(flow->src.ip, flow->dst.ip,
			  lvs_tuple_ports(flow->sport, flow->dport),
			  lvs_tuple_what(flow->kind, flow->proto), 0);
}

/* the same for a node, which a growing table asks for every one of its nodes */
static u32 hash_node(const struct lvs_node *node)
{
	const struct lvs_conn *conn = lvs_conn_of_node(node);
	enum lvs_conn_end from = sender(node), to = receiver(node);
	u8 kind = lvs_conn_kind(conn);
	struct name name;

	if (likely(conn->family == AF_INET && kind != LVS_TUPLE_ENGINE))
		return lvs_place4(conn->addr[from], conn->addr[to],
				  lvs_tuple_ports(conn->port[from],
						  conn->port[to]),
				  lvs_tuple_what(kind, conn->proto), 0);
	node_name(node, &name);
	return hash_flow(&name.flow);
}

static bool ends_match(const struct lvs_conn *conn,
		       const struct lvs_tuple *flow, enum lvs_conn_end from,
		       enum lvs_conn_end to)
{
	return conn->port[from] == flow->sport &&
	       conn->port[to] == flow->dport &&
	       lvs_words_equal(conn->family, lvs_conn_words(conn, from),
			       flow->src.words) &&
	       lvs_words_equal(conn->family, lvs_conn_words(conn, to),
			       flow->dst.words);
}

static bool is_named(const struct lvs_node *node, const void *name)
{
	const struct lvs_conn *conn = lvs_conn_of_node(node);
	const struct lvs_tuple *flow = name;

	if (conn->proto != flow->proto ||
	    conn->family != flow->dst.family ||
	    lvs_conn_kind(conn) != flow->kind)
		return false;
	if (unlikely(flow->kind == LVS_TUPLE_ENGINE) &&
	    !lvs_engine_key_equal(conn->engine, key_of(flow)))
		return false;
	if (lvs_conn_node_index(node) == LVS_CONN_REQUEST)
		return ends_match(conn, flow, LVS_CONN_CLIENT,
				  LVS_CONN_VIRTUAL);
	return ends_match(conn, flow, LVS_CONN_SERVER, LVS_CONN_CLIENT);
}

/**
 * lvs_conn_table_init() - give a namespace its table of connections
 * @lnet: namespace
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_conn_table_init(struct lvs_net *lnet)
{
	struct lvs_conn_table *table;
	int err;

	table = kzalloc(sizeof(*table), GFP_KERNEL);
	if (!table)
		return -ENOMEM;
	err = lvs_node_table_init(&table->nodes, hash_node);
	if (err) {
		kfree(table);
		return err;
	}
	lnet->conns = table;
	return 0;
}

/**
 * lvs_conn_table_exit() - free the table
 * @lnet: namespace; its connections were ended, and no packet, worker or
 *	listing looks any more
 *
 * Context: process, may sleep.
 */
void lvs_conn_table_exit(struct lvs_net *lnet)
{
	lvs_node_table_exit(&lnet->conns->nodes);
	kfree(lnet->conns);
}

/**
 * lvs_conn_table_count() - entries in the table, expired ones included
 * @lnet: namespace
 *
 * Context: any.
 * Return: entries.
 */
u32 lvs_conn_table_count(const struct lvs_net *lnet)
{
	return atomic_read(&lnet->conns->count);
}

/**
 * lvs_conn_table_is_one_way() - may there be entries without a reply node
 * @lnet: namespace
 *
 * Context: any.
 * Return: true once such an entry was inserted.
 */
bool lvs_conn_table_is_one_way(const struct lvs_net *lnet)
{
	return READ_ONCE(lnet->conns->is_one_way);
}

/**
 * lvs_conn_table_expects() - entries that were announced but not seen yet
 * @lnet: namespace
 *
 * Context: any.
 * Return: entries.
 */
u32 lvs_conn_table_expects(const struct lvs_net *lnet)
{
	return atomic_read(&lnet->conns->expects);
}

/**
 * lvs_conn_table_size() - buckets of the table
 * @lnet: namespace
 *
 * Context: process.
 * Return: buckets as of now.
 */
u32 lvs_conn_table_size(const struct lvs_net *lnet)
{
	return lvs_node_table_size(&lnet->conns->nodes);
}

/**
 * lvs_conn_find() - find the connection of a packet
 * @lnet: namespace
 * @flow: the packet's flow
 * @which: set to the direction that the packet is of
 *
 * Context: softirq, RCU.
 * Return: a connection that has not expired, without a reference, or NULL.
 */
struct lvs_conn *lvs_conn_find(struct lvs_net *lnet,
			       const struct lvs_tuple *flow,
			       enum lvs_conn_node_idx *which)
{
	struct lvs_node *node;
	struct lvs_conn *conn;

	node = lvs_node_find(&lnet->conns->nodes, hash_flow(flow), is_named,
			     flow);
	if (!node)
		return NULL;
	conn = lvs_conn_of_node(node);
	if (unlikely(lvs_conn_is_gone(conn, jiffies)))
		return NULL;
	*which = lvs_conn_node_index(node);
	return conn;
}

/**
 * lvs_conn_find_keyed() - find the template of what an engine has read
 * @lnet: namespace
 * @flow: as a template is named; LVS_TUPLE_ENGINE
 * @key: what the engine has read
 *
 * Context: softirq, RCU.
 * Return: a template that has not expired, without a reference, or NULL.
 */
struct lvs_conn *lvs_conn_find_keyed(struct lvs_net *lnet,
				     const struct lvs_tuple *flow,
				     const struct lvs_engine_key *key)
{
	struct name name = { .flow = *flow, .key = key };
	enum lvs_conn_node_idx which;

	return lvs_conn_find(lnet, &name.flow, &which);
}

/* one node into the table; who expired or died makes room */
static int insert_node(struct lvs_net *lnet, struct lvs_node *node)
{
	struct lvs_node *other;
	struct name name;
	u32 hash;
	int tries;

	node_name(node, &name);
	hash = hash_flow(&name.flow);
	for (tries = 0; tries < INSERT_TRIES; tries++) {
		other = lvs_node_insert(&lnet->conns->nodes, node, hash,
					is_named, &name.flow);
		if (!other)
			return 0;
		if (!lvs_conn_is_gone(lvs_conn_of_node(other), jiffies))
			return -EEXIST;
		lvs_conn_unlink(lnet, lvs_conn_of_node(other));
	}
	return -EEXIST;
}

static void remove_node(struct lvs_net *lnet, struct lvs_node *node)
{
	lvs_node_remove(&lnet->conns->nodes, node);
}

static int insert_nodes(struct lvs_net *lnet, struct lvs_conn *conn)
{
	bool two = conn->word & LVS_CONN_F_TWO_NODES;
	int err;

	if (two) {
		err = insert_node(lnet, &conn->nodes[LVS_CONN_REPLY]);
		if (err)
			return err;
	} else if (!lvs_conn_is_template(conn) &&
		   !READ_ONCE(lnet->conns->is_one_way)) {
		WRITE_ONCE(lnet->conns->is_one_way, true);
	}
	err = insert_node(lnet, &conn->nodes[LVS_CONN_REQUEST]);
	if (err && two)
		remove_node(lnet, &conn->nodes[LVS_CONN_REPLY]);
	return err;
}

static void free_conn_rcu(struct rcu_head *rcu)
{
	lvs_conn_free(container_of(rcu, struct lvs_conn, rcu));
}

/* true for the one caller that ends the connection; *word is its last word */
static bool mark_dead(struct lvs_conn *conn, u32 *word)
{
	*word = READ_ONCE(conn->word);
	do {
		if (*word & LVS_CONN_F_DEAD)
			return false;
	} while (!try_cmpxchg(&conn->word, word, *word | LVS_CONN_F_DEAD));
	return true;
}

static void count_in(struct lvs_net *lnet, struct lvs_conn *conn)
{
	if (lvs_conn_kind(conn) == LVS_TUPLE_EXPECT)
		atomic_inc(&lnet->conns->expects);
	if (lvs_conn_is_template(conn))
		atomic_inc(&conn->dest->load.persist);
	else
		lvs_dest_conn_add(conn->dest,
				  !(conn->word & LVS_CONN_F_INACTIVE));
}

static void count_out(struct lvs_net *lnet, struct lvs_conn *conn, u32 word)
{
	if (word & LVS_CONN_F_EXPECT)
		atomic_dec(&lnet->conns->expects);
	if (word & LVS_CONN_F_TEMPLATE)
		atomic_dec(&conn->dest->load.persist);
	else
		lvs_dest_conn_del(conn->dest, !(word & LVS_CONN_F_INACTIVE));
}

/* who has no bin leaves it to RCU */
static void put_conn(struct lvs_conn *conn, struct lvs_conn_bin *bin)
{
	if (!atomic_dec_and_test(&conn->holders))
		return;
	if (bin)
		lvs_conn_bin_put(bin, conn);
	else
		call_rcu(&conn->rcu, free_conn_rcu);
}

/* what a dead connection that is in no table any more holds */
static void release(struct lvs_net *lnet, struct lvs_conn *conn, u32 word,
		    struct lvs_conn_bin *bin)
{
	count_out(lnet, conn, word);
	lvs_way_drop(&conn->back);
	lvs_dest_put(conn->dest);
	atomic_dec(&lnet->conns->count);
	put_conn(conn, bin);
}

static void remove_nodes(struct lvs_net *lnet, struct lvs_conn *conn, u32 word)
{
	remove_node(lnet, &conn->nodes[LVS_CONN_REQUEST]);
	if (word & LVS_CONN_F_TWO_NODES)
		remove_node(lnet, &conn->nodes[LVS_CONN_REPLY]);
}

/* a choice that never proved good goes with the last flow that it made */
static void leave_control(struct lvs_net *lnet, struct lvs_conn *control,
			  struct lvs_conn_bin *bin)
{
	u32 word;

	if (lvs_conn_is_template(control) &&
	    atomic_read(&control->holders) <= 2 &&
	    lvs_conn_state(control) == LVS_TMPL_NONE &&
	    mark_dead(control, &word)) {
		remove_nodes(lnet, control, word);
		release(lnet, control, word, bin);
	}
	put_conn(control, bin);
}

static void release_all(struct lvs_net *lnet, struct lvs_conn *conn, u32 word,
			struct lvs_conn_bin *bin)
{
	struct lvs_conn *control = conn->control;

	release(lnet, conn, word, bin);
	if (control)
		leave_control(lnet, control, bin);
}

/**
 * lvs_conn_fetch_reply() - a connection that has replies is soon to be made
 * @lnet: namespace
 * @key: what it will be made of
 *
 * What its insertion would wait for is on its way meanwhile.
 *
 * Context: softirq, RCU.
 */
void lvs_conn_fetch_reply(const struct lvs_net *lnet,
			  const struct lvs_conn_key *key)
{
	const struct lvs_tuple reply = {
		.src = key->server,
		.dst = key->flow.src,
		.sport = key->server_port,
		.dport = key->flow.sport,
		.proto = key->flow.proto,
	};

	lvs_node_fetch(&lnet->conns->nodes, hash_flow(&reply));
}

/**
 * lvs_conn_insert() - publish a connection
 * @lnet: namespace
 * @conn: complete, seen by nobody else yet; freed on failure, a grace period
 *	later since its reply node may have been seen
 *
 * Context: softirq, RCU.
 * Return: 0, or -EEXIST if either direction belongs to another connection.
 */
int lvs_conn_insert(struct lvs_net *lnet, struct lvs_conn *conn)
{
	u32 word;
	int err;

	atomic_inc(&lnet->conns->count);
	count_in(lnet, conn);
	err = insert_nodes(lnet, conn);
	if (err && mark_dead(conn, &word))
		release_all(lnet, conn, word, NULL);
	return err;
}

/**
 * lvs_conn_unlink() - end a connection
 * @lnet: namespace
 * @conn: in the table, found under RCU; may be ended by several at once, of
 *	whom one does it
 *
 * Context: softirq or process, RCU.
 */
void lvs_conn_unlink(struct lvs_net *lnet, struct lvs_conn *conn)
{
	lvs_conn_discard(lnet, conn, NULL);
}

/**
 * lvs_conn_discard() - end a connection as one of many
 * @lnet: namespace
 * @conn: as for lvs_conn_unlink()
 * @bin: where it goes, if nobody holds it
 *
 * Context: process, RCU.
 */
void lvs_conn_discard(struct lvs_net *lnet, struct lvs_conn *conn,
		      struct lvs_conn_bin *bin)
{
	u32 word;

	if (!mark_dead(conn, &word))
		return;
	if (unlikely(word & LVS_CONN_F_NFCT))
		lvs_nfct_end(lnet, conn);
	remove_nodes(lnet, conn, word);
	release_all(lnet, conn, word, bin);
}

/**
 * lvs_conn_set_control() - let an entry control another, and outlive it
 * @conn: in no table yet
 * @control: template that decided about it, or connection that announced it,
 *	found under RCU
 *
 * Context: softirq, RCU.
 * Return: false if @control has just gone for good.
 */
bool lvs_conn_set_control(struct lvs_conn *conn, struct lvs_conn *control)
{
	if (!atomic_inc_not_zero(&control->holders))
		return false;
	conn->control = control;
	return true;
}
