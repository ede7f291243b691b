// SPDX-License-Identifier: GPL-2.0
/*
 * The servers of a namespace by their own address: whose packet is this?
 * Floor 3.
 *
 * A server stands here from just before packets can see it in its service
 * until it is taken out of that. Its name is its address, its port and the
 * protocol of its service. Where both service and server are for all ports,
 * it stands under port 0, and if its service is by mark, which is for any
 * protocol, under protocol 0; a look-up tries these too while there are any.
 *
 * Servers of one name, which serve for many services, are brothers in a list,
 * so that taking one of thousands out costs no more than taking the only one.
 */
#include "obj/dest_table.h"

#include "base/limits.h"
#include "base/net.h"
#include "obj/sieve.h"

#include <linux/rculist.h>
#include <linux/rhashtable.h>
#include <linux/slab.h>

/**
 * struct name - what a server is found by
 * @words: its address
 * @family: AF_INET or AF_INET6
 * @port: its port, or 0 for any
 * @proto: IPPROTO_*, or 0 for any
 * @zero: keeps the struct comparable as memory
 */
struct name {
	__be32 words[LVS_ADDR6_WORDS];
	u16 family;
	__be16 port;
	u16 proto;
	u16 zero;
};

/**
 * struct lvs_dest_brothers - servers of one name
 * @node: in the table
 * @name: constant
 * @dests: servers, never empty while it is in the table; RCU for readers
 * @rcu: frees it a grace period after the last one went
 */
struct lvs_dest_brothers {
	struct rhash_head node;
	struct name name;
	struct list_head dests;
	struct rcu_head rcu;
};

static struct name make_name(const struct lvs_addr *addr, __be16 port,
			     u16 proto)
{
	struct name name = {
		.family = addr->family,
		.port = port,
		.proto = proto,
	};

	memcpy(name.words, addr->words, sizeof(name.words));
	return name;
}

/* a server that keeps the packet's port gets the service's, if that has one */
static __be16 port_of(const struct lvs_dest *dest)
{
	return dest->conf.port ?: dest->svc.port;
}

static struct name name_of(const struct lvs_dest *dest)
{
	return make_name(&dest->conf.addr, port_of(dest),
			 dest->svc.fwmark ? 0 : dest->svc.proto);
}

static const struct rhashtable_params by_name_params = {
	.head_offset = offsetof(struct lvs_dest_brothers, node),
	.key_offset = offsetof(struct lvs_dest_brothers, name),
	.key_len = sizeof(struct name),
	.automatic_shrinking = true,
};

/**
 * lvs_dest_table_init() - give a namespace its table of servers
 * @lnet: namespace
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_dest_table_init(struct lvs_net *lnet)
{
	struct lvs_dest_table *table;
	int err;

	table = kzalloc(sizeof(*table), GFP_KERNEL);
	if (!table)
		return -ENOMEM;
	err = rhashtable_init(&table->by_name, &by_name_params);
	if (err) {
		kfree(table);
		return err;
	}
	lnet->dests = table;
	return 0;
}

/**
 * lvs_dest_table_exit() - free a namespace's table of servers
 * @lnet: namespace; its services were removed
 *
 * Context: process, may sleep.
 */
void lvs_dest_table_exit(struct lvs_net *lnet)
{
	rhashtable_destroy(&lnet->dests->by_name);
	kfree(lnet->dests);
}

static void count_dest(struct lvs_dest_table *table,
		       const struct lvs_dest *dest, int step)
{
	if (!port_of(dest))
		WRITE_ONCE(table->any_port, table->any_port + step);
	if (dest->svc.fwmark)
		WRITE_ONCE(table->by_mark, table->by_mark + step);
}

static struct lvs_dest_brothers *find_brothers(struct lvs_dest_table *table,
					       const struct name *name)
{
	return rhashtable_lookup(&table->by_name, name, by_name_params);
}

static int found_family(struct lvs_dest_table *table, struct lvs_dest *dest,
			const struct name *name)
{
	struct lvs_dest_brothers *brothers;
	int err;

	brothers = kzalloc(sizeof(*brothers), GFP_KERNEL);
	if (!brothers)
		return -ENOMEM;
	brothers->name = *name;
	INIT_LIST_HEAD(&brothers->dests);
	list_add(&dest->brother, &brothers->dests);
	dest->brothers = brothers;
	err = rhashtable_insert_fast(&table->by_name, &brothers->node,
				     by_name_params);
	if (err)
		kfree(brothers);
	return err;
}

static int join_family(struct lvs_dest_table *table, struct lvs_dest *dest)
{
	struct name name = name_of(dest);
	struct lvs_dest_brothers *brothers;

	rcu_read_lock();
	brothers = find_brothers(table, &name);
	rcu_read_unlock();
	if (!brothers)
		return found_family(table, dest, &name);
	dest->brothers = brothers;
	list_add_tail_rcu(&dest->brother, &brothers->dests);
	return 0;
}

/**
 * lvs_dest_table_add() - let a server be found by its address
 * @lnet: namespace
 * @dest: server, in no pool that packets see; if it was here before, a grace
 *	period has passed since it was taken out
 * @svc: name of its service
 *
 * Context: process, may sleep; config lock.
 * Return: 0, or -ENOMEM, -E2BIG, -EBUSY when the table cannot grow.
 */
int lvs_dest_table_add(struct lvs_net *lnet, struct lvs_dest *dest,
		       const struct lvs_svc_key *svc)
{
	struct lvs_dest_table *table = lnet->dests;
	int err;

	dest->svc = *svc;
	err = lvs_sieve_add(lnet, &dest->conf.addr) ?:
	      join_family(table, dest);
	if (!err)
		count_dest(table, dest, 1);
	return err;
}

/**
 * lvs_dest_table_del() - let a server be found no longer
 * @lnet: namespace
 * @dest: in the table; whoever has found it under RCU may go on, so its last
 *	reference goes later than this
 *
 * Context: process; config lock.
 */
void lvs_dest_table_del(struct lvs_net *lnet, struct lvs_dest *dest)
{
	struct lvs_dest_brothers *brothers = dest->brothers;
	struct lvs_dest_table *table = lnet->dests;

	count_dest(table, dest, -1);
	list_del_rcu(&dest->brother);
	if (!list_empty(&brothers->dests))
		return;
	rhashtable_remove_fast(&table->by_name, &brothers->node,
			       by_name_params);
	kfree_rcu(brothers, rcu);
}

static struct lvs_dest *probe(struct lvs_net *lnet, const struct name *name,
			      lvs_dest_wanted wanted)
{
	unsigned int left = LVS_BROTHERS_MAX;
	struct lvs_dest_brothers *brothers;
	struct lvs_dest *dest;

	brothers = find_brothers(lnet->dests, name);
	if (!brothers)
		return NULL;
	list_for_each_entry_rcu(dest, &brothers->dests, brother) {
		if (wanted(lnet, dest))
			return dest;
		if (!--left)
			break;
	}
	return NULL;
}

/* of this port, then of any */
static struct lvs_dest *probe_ports(struct lvs_net *lnet,
				    const struct lvs_addr *addr, __be16 port,
				    u16 proto, lvs_dest_wanted wanted)
{
	struct name name = make_name(addr, port, proto);
	struct lvs_dest *dest;

	dest = probe(lnet, &name, wanted);
	if (dest || !port || !READ_ONCE(lnet->dests->any_port))
		return dest;
	name.port = 0;
	return probe(lnet, &name, wanted);
}

/**
 * lvs_dest_table_find() - find the server that sends from an address
 * @lnet: namespace
 * @addr: the packet's sender
 * @port: its port
 * @proto: IPPROTO_* of the packet
 * @wanted: which of the servers there, as one machine may serve for many
 *	services
 *
 * Services by address come before services by mark, and a server's own port
 * before any port. Of very many servers of one name, only the first
 * LVS_BROTHERS_MAX are asked.
 *
 * Context: softirq, RCU.
 * Return: a live server without a reference, or NULL.
 */
struct lvs_dest *lvs_dest_table_find(struct lvs_net *lnet,
				     const struct lvs_addr *addr, __be16 port,
				     u16 proto, lvs_dest_wanted wanted)
{
	struct lvs_dest *dest;

	dest = probe_ports(lnet, addr, port, proto, wanted);
	if (dest || !READ_ONCE(lnet->dests->by_mark))
		return dest;
	return probe_ports(lnet, addr, port, 0, wanted);
}
