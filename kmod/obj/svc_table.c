// SPDX-License-Identifier: GPL-2.0
/*
 * The virtual services of a namespace: by key for packets, by age for
 * listings. Floor 3.
 */
#include "obj/svc_table.h"

#include "base/net.h"
#include "base/tuple.h"
#include "obj/dest.h"
#include "obj/ops.h"
#include "obj/past.h"
#include "obj/pool.h"
#include "obj/sieve.h"

#include <linux/in.h>
#include <linux/rhashtable.h>
#include <linux/slab.h>
#include <net/ip.h>

/* well-known ports of FTP */
#define FTP_PORT 21
#define FTP_DATA_PORT 20

static const struct rhashtable_params by_key_params = {
	.head_offset = offsetof(struct lvs_svc, node),
	.key_offset = offsetof(struct lvs_svc, key),
	.key_len = sizeof(struct lvs_svc_key),
	.automatic_shrinking = true,
};

/**
 * lvs_svc_table_init() - give a namespace its table of services
 * @lnet: namespace
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_svc_table_init(struct lvs_net *lnet)
{
	struct lvs_svc_table *table;
	int err = -ENOMEM;

	table = kzalloc(sizeof(*table), GFP_KERNEL);
	if (!table)
		return -ENOMEM;
	table->past = alloc_percpu(struct lvs_past);
	if (!table->past)
		goto err_free_table;
	err = rhashtable_init(&table->by_key, &by_key_params);
	if (err)
		goto err_free_past;
	xa_init_flags(&table->by_id, XA_FLAGS_ALLOC);
	lnet->svcs = table;
	return 0;

err_free_past:
	free_percpu(table->past);
err_free_table:
	kfree(table);
	return err;
}

/**
 * lvs_svc_table_exit() - free a namespace's table of services
 * @lnet: namespace; its services were removed
 *
 * Context: process, may sleep.
 */
void lvs_svc_table_exit(struct lvs_net *lnet)
{
	lvs_sieve_exit(lnet);
	xa_destroy(&lnet->svcs->by_id);
	rhashtable_destroy(&lnet->svcs->by_key);
	free_percpu(lnet->svcs->past);
	kfree(lnet->svcs);
}

/**
 * lvs_svc_find() - find a service by its key
 * @lnet: namespace
 * @key: made from a zeroed struct
 *
 * Context: RCU or config lock.
 * Return: the service without a reference, or NULL.
 */
struct lvs_svc *lvs_svc_find(struct lvs_net *lnet,
			     const struct lvs_svc_key *key)
{
	return rhashtable_lookup_fast(&lnet->svcs->by_key, key, by_key_params);
}

static struct lvs_svc *find_by_mark(struct lvs_net *lnet, u16 family, u32 mark)
{
	struct lvs_svc_key key = {
		.addr.family = family,
		.fwmark = mark,
		.proto = IPPROTO_TCP,
	};

	return lvs_svc_find(lnet, &key);
}

/* may a data connection of FTP come to this port */
static bool is_ftp_data(struct lvs_net *lnet, const struct lvs_svc_key *key)
{
	u16 port = ntohs(key->port);

	return key->proto == IPPROTO_TCP && READ_ONCE(lnet->svcs->ftp) &&
	       (port == FTP_DATA_PORT || !inet_port_requires_bind_service(
						lnet->net, port));
}

static struct lvs_svc *find_fallback(struct lvs_net *lnet,
				     struct lvs_svc_key *key)
{
	struct lvs_svc *svc;

	if (is_ftp_data(lnet, key)) {
		key->port = htons(FTP_PORT);
		svc = lvs_svc_find(lnet, key);
		if (svc)
			return svc;
	}
	if (!READ_ONCE(lnet->svcs->any_port))
		return NULL;
	key->port = 0;
	return lvs_svc_find(lnet, key);
}

/**
 * lvs_svc_find_flow() - find the service that a packet is for
 * @lnet: namespace
 * @flow: the packet's flow; its receiver is the virtual service
 * @mark: the packet's mark
 *
 * Services by mark come before services by address; of these, the port itself
 * comes first, then FTP for what may be its data, then all ports.
 *
 * Context: softirq, RCU.
 * Return: the service without a reference, or NULL.
 */
struct lvs_svc *lvs_svc_find_flow(struct lvs_net *lnet,
				  const struct lvs_tuple *flow, u32 mark)
{
	struct lvs_svc_key key = {
		.addr = flow->dst,
		.port = flow->dport,
		.proto = flow->proto,
	};
	struct lvs_svc *svc;

	if (mark && READ_ONCE(lnet->svcs->marks)) {
		svc = find_by_mark(lnet, flow->dst.family, mark);
		if (svc)
			return svc;
	}
	svc = lvs_svc_find(lnet, &key);
	return svc ?: find_fallback(lnet, &key);
}

/*
 * One-packet services leave no trace of the flows that a server answers, and
 * with some engines a server begins flows itself. The address that its packets
 * get is that of the service, which services by mark have not.
 */
static bool may_own_strays(const struct lvs_svc *svc)
{
	return !svc->key.fwmark &&
	       (lvs_svc_is_once(svc, svc->key.proto) ||
		(svc->engine && svc->engine->servers_begin));
}

static void count_strays(struct lvs_svc_table *table,
			 const struct lvs_svc *svc, int step)
{
	if (may_own_strays(svc))
		WRITE_ONCE(table->strays, table->strays + step);
}

static void count_svc(struct lvs_svc_table *table, const struct lvs_svc *svc,
		      int step)
{
	if (svc->key.addr.family == AF_INET6)
		table->count6 += step;
	else
		table->count4 += step;
	count_strays(table, svc, step);
	if (svc->key.fwmark)
		WRITE_ONCE(table->marks, table->marks + step);
	else if (!svc->key.port)
		WRITE_ONCE(table->any_port, table->any_port + step);
	else if (svc->key.port == htons(FTP_PORT))
		WRITE_ONCE(table->ftp, table->ftp + step);
}

/**
 * lvs_svc_insert() - publish a service
 * @lnet: namespace
 * @svc: complete; gets its place in listings here
 *
 * Context: process, may sleep; config lock.
 * Return: 0, -EEXIST if the key is taken, or -ENOMEM.
 */
int lvs_svc_insert(struct lvs_net *lnet, struct lvs_svc *svc)
{
	struct lvs_svc_table *table = lnet->svcs;
	int err;

	err = lvs_sieve_add_svc(lnet, &svc->key);
	if (err)
		return err;
	err = xa_alloc_cyclic(&table->by_id, &svc->id, NULL, xa_limit_31b,
			      &table->next_id, GFP_KERNEL);
	if (err < 0)
		return err;
	err = rhashtable_lookup_insert_fast(&table->by_key, &svc->node,
					    by_key_params);
	if (err) {
		xa_erase(&table->by_id, svc->id);
		return err;
	}
	xa_store(&table->by_id, svc->id, svc, GFP_KERNEL);
	count_svc(table, svc, 1);
	return 0;
}

/**
 * lvs_svc_table_update() - give a service another configuration
 * @lnet: namespace
 * @svc: in the table
 * @conf: checked configuration of the same key
 *
 * Context: process; config lock.
 */
void lvs_svc_table_update(struct lvs_net *lnet, struct lvs_svc *svc,
			  const struct lvs_svc_conf *conf)
{
	bool counted = may_own_strays(svc);
	struct lvs_svc_table *table = lnet->svcs;

	lvs_svc_update(svc, conf);
	WRITE_ONCE(table->strays,
		   table->strays + may_own_strays(svc) - counted);
}

/**
 * lvs_svc_unlink() - take a service out of the table
 * @lnet: namespace
 * @svc: in the table; packets may see it for one grace period more
 *
 * Context: process; config lock.
 */
void lvs_svc_unlink(struct lvs_net *lnet, struct lvs_svc *svc)
{
	struct lvs_svc_table *table = lnet->svcs;

	rhashtable_remove_fast(&table->by_key, &svc->node, by_key_params);
	xa_erase(&table->by_id, svc->id);
	count_svc(table, svc, -1);
}

/**
 * lvs_svc_next() - the next service in the order of listings
 * @lnet: namespace
 * @id: where to begin, 0 at first; left behind the service that is returned
 *
 * Context: RCU or config lock.
 * Return: the service without a reference, or NULL at the end.
 */
struct lvs_svc *lvs_svc_next(struct lvs_net *lnet, unsigned long *id)
{
	struct lvs_svc *svc;

	svc = xa_find(&lnet->svcs->by_id, id, ULONG_MAX, XA_PRESENT);
	if (svc)
		++*id;
	return svc;
}

/**
 * lvs_svc_table_stats() - what the whole namespace counted
 * @lnet: namespace
 * @sum: added to
 *
 * Context: process; config lock, or RCU for display.
 */
void lvs_svc_table_stats(struct lvs_net *lnet, struct lvs_counters *sum)
{
	struct lvs_svc *svc;
	unsigned long id = 0;

	lvs_counters_add(sum, &lnet->svcs->folded);
	rcu_read_lock();
	while ((svc = lvs_svc_next(lnet, &id)))
		lvs_svc_stats(svc, rcu_dereference(svc->pool), sum);
	rcu_read_unlock();
}

static void add_svc_cpu(const struct lvs_svc *svc, int cpu,
		    struct lvs_counters *sum)
{
	const struct lvs_pool *pool = rcu_dereference(svc->pool);
	u32 i;

	if (svc->origin)
		lvs_counters_sum_cpu(svc->origin->counters, cpu, sum);
	for (i = 0; i < pool->count; i++)
		lvs_counters_sum_cpu(pool->slots[i].dest->counters, cpu, sum);
}

/**
 * lvs_svc_table_stats_cpu() - what one CPU ever counted in the namespace
 * @lnet: namespace
 * @cpu: a possible one
 * @sum: added to
 *
 * Context: process.
 */
void lvs_svc_table_stats_cpu(struct lvs_net *lnet, int cpu,
			     struct lvs_counters *sum)
{
	struct lvs_svc *svc;
	unsigned long id = 0;

	lvs_counters_add(sum, &per_cpu_ptr(lnet->svcs->past, cpu)->gone);
	rcu_read_lock();
	while ((svc = lvs_svc_next(lnet, &id)))
		add_svc_cpu(svc, cpu, sum);
	rcu_read_unlock();
}
