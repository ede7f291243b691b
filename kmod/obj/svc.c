// SPDX-License-Identifier: GPL-2.0
/*
 * A virtual service. Floor 3.
 */
#include "obj/svc.h"

#include "obj/dest.h"
#include "obj/pool.h"

#include <linux/in.h>
#include <linux/slab.h>
#include <uapi/linux/lvs.h>

static struct kmem_cache *svc_cache __read_mostly;

/**
 * lvs_svc_cache_init() - make the slab cache of services
 *
 * Context: process; once, at module load.
 * Return: 0, or -ENOMEM.
 */
int lvs_svc_cache_init(void)
{
	svc_cache = kmem_cache_create("lvs_svc", sizeof(struct lvs_svc), 0,
				      SLAB_HWCACHE_ALIGN, NULL);
	return svc_cache ? 0 : -ENOMEM;
}

/**
 * lvs_svc_cache_exit() - destroy the slab cache; complains of what is left
 *
 * Context: process, after rcu_barrier().
 */
void lvs_svc_cache_exit(void)
{
	kmem_cache_destroy(svc_cache);
}

static struct lvs_dest *new_origin(u16 family)
{
	const struct lvs_dest_conf conf = {
		.addr = { .family = family },
		.fwd = LVS_FWD_BYPASS,
	};

	return lvs_dest_new(&conf);
}

/**
 * lvs_svc_new() - make a service
 * @conf: checked configuration
 * @pool: its servers and scheduler; the service takes it over
 *
 * Context: process, may sleep.
 * Return: the service, in no table yet, or NULL when memory is short (@pool
 * stays the caller's then).
 */
struct lvs_svc *lvs_svc_new(const struct lvs_svc_conf *conf,
			    struct lvs_pool *pool)
{
	struct lvs_svc *svc;

	svc = kmem_cache_zalloc(svc_cache, GFP_KERNEL);
	if (!svc)
		return NULL;
	svc->key = conf->key;
	if (conf->key.fwmark) {
		svc->origin = new_origin(conf->key.addr.family);
		if (!svc->origin)
			goto err_free_svc;
	}
	RCU_INIT_POINTER(svc->pool, pool);
	lvs_svc_update(svc, conf);
	return svc;

err_free_svc:
	kmem_cache_free(svc_cache, svc);
	return NULL;
}

static void set_source(struct lvs_svc *svc, const struct lvs_source_conf *conf)
{
	struct lvs_meter_rule rule = lvs_meter_rule_of(conf->rate, conf->burst);

	WRITE_ONCE(svc->source.rate, conf->rate);
	WRITE_ONCE(svc->source.burst, conf->burst);
	WRITE_ONCE(svc->source_rule.slack_ns, rule.slack_ns);
	WRITE_ONCE(svc->source_rule.step_ns, rule.step_ns);
}

/**
 * lvs_svc_update() - give a service another configuration
 * @svc: service; its pool is not touched
 * @conf: checked configuration of the same key
 *
 * Context: process; config lock.
 */
void lvs_svc_update(struct lvs_svc *svc, const struct lvs_svc_conf *conf)
{
	unsigned int i;

	WRITE_ONCE(svc->engine, conf->engine);
	WRITE_ONCE(svc->flags, conf->flags);
	WRITE_ONCE(svc->timeout_s, conf->timeout_s);
	WRITE_ONCE(svc->netmask, conf->netmask);
	for (i = 0; i < LVS_TIMEOUT_COUNT; i++)
		WRITE_ONCE(svc->flow_timeout_s[i], conf->flow_timeout_s[i]);
	set_source(svc, &conf->source);
	if (svc->origin)
		lvs_dest_set_timeouts(svc->origin, svc->flow_timeout_s);
}

/**
 * lvs_svc_is_persistent() - does a service remember its clients
 * @svc: service
 *
 * Context: any.
 * Return: true if it does.
 */
bool lvs_svc_is_persistent(const struct lvs_svc *svc)
{
	return READ_ONCE(svc->flags) & LVS_SVC_F_PERSISTENT;
}

/**
 * lvs_svc_is_once() - is each packet of a protocol scheduled anew
 * @svc: service
 * @proto: IPPROTO_*
 *
 * Context: any.
 * Return: true for datagrams to a one-packet service.
 */
bool lvs_svc_is_once(const struct lvs_svc *svc, u8 proto)
{
	return proto == IPPROTO_UDP &&
	       (READ_ONCE(svc->flags) & LVS_SVC_F_ONEPACKET);
}

static void free_svc(struct rcu_head *rcu)
{
	struct lvs_svc *svc = container_of(rcu, struct lvs_svc, rcu);

	lvs_pool_free(rcu_dereference_protected(svc->pool, true));
	if (svc->origin)
		lvs_dest_put(svc->origin);
	kmem_cache_free(svc_cache, svc);
}

/**
 * lvs_svc_retire() - free a service and its pool one grace period later
 * @svc: in no table any more
 *
 * Context: process.
 */
void lvs_svc_retire(struct lvs_svc *svc)
{
	call_rcu(&svc->rcu, free_svc);
}

/**
 * lvs_svc_stats() - what a service counted: its servers, present and past
 * @svc: service
 * @pool: its servers
 * @sum: added to
 *
 * Context: process; config lock, or RCU for display.
 */
void lvs_svc_stats(const struct lvs_svc *svc, const struct lvs_pool *pool,
		   struct lvs_counters *sum)
{
	u32 i;

	lvs_counters_add(sum, &svc->folded);
	if (svc->origin)
		lvs_dest_stats(svc->origin, sum);
	for (i = 0; i < pool->count; i++)
		lvs_dest_stats(pool->slots[i].dest, sum);
}

/**
 * lvs_svc_find_dest() - find a server by address and port
 * @pool: servers of the service
 * @addr: address
 * @port: port, network order
 *
 * Context: config lock or RCU.
 * Return: the server without a reference, or NULL.
 */
struct lvs_dest *lvs_svc_find_dest(const struct lvs_pool *pool,
				   const struct lvs_addr *addr, __be16 port)
{
	u32 i;

	for (i = 0; i < pool->count; i++) {
		struct lvs_dest *dest = pool->slots[i].dest;

		if (dest->conf.port == port &&
		    lvs_addr_equal(&dest->conf.addr, addr))
			return dest;
	}
	return NULL;
}
