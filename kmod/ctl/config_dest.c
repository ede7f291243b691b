// SPDX-License-Identifier: GPL-2.0
/*
 * Applies requests that concern servers. Floor 8.
 *
 * Each request is judged whole, then everything that it needs is allocated,
 * and only then something changes: a refused request leaves no trace.
 */
#include "ctl/config_dest.h"

#include "base/net.h"
#include "obj/dest.h"
#include "obj/dest_dead.h"
#include "obj/dest_table.h"
#include "obj/pool.h"
#include "obj/svc.h"
#include "path/posts.h"
#include "ctl/check.h"
#include "ctl/config.h"
#include "ctl/config_pool.h"
#include "ctl/config_svc.h"
#include "ctl/stats.h"

#include <linux/err.h>
#include <net/addrconf.h>
#include <net/ipv6.h>
#include <net/route.h>

static bool addr_is_usable4(struct net *net, __be32 ip)
{
	unsigned int type = inet_addr_type(net, ip);

	return type == RTN_UNICAST || type == RTN_LOCAL;
}

static bool addr_is_usable6(struct net *net, const struct in6_addr *in6)
{
	int type = ipv6_addr_type(in6);

	if ((type & IPV6_ADDR_UNICAST) && !(type & IPV6_ADDR_LINKLOCAL))
		return true;
	return ipv6_chk_addr(net, in6, NULL, 0);
}

static int check_addr(struct lvs_net *lnet, const struct lvs_addr *addr,
		      struct lvs_why *why)
{
	bool ok;

	if (addr->family == AF_INET6)
		ok = addr_is_usable6(lnet->net, &addr->in6);
	else
		ok = addr_is_usable4(lnet->net, addr->ip);
	if (ok)
		return 0;
	return lvs_refuse(why, -EINVAL, LVS_AT_DEST(ADDR),
			  "address is neither unicast nor local: no server can have it");
}

/* a change that keeps what the service has */
static struct lvs_pool_change keep_all(const struct lvs_pool *pool)
{
	return (struct lvs_pool_change) {
		.sched = pool->sched,
		.flags = pool->flags,
		.conf = pool->conf,
	};
}

static struct lvs_dest *find_dest(const struct lvs_pool *pool,
				  const struct lvs_dest_conf *conf)
{
	return lvs_svc_find_dest(pool, &conf->addr, conf->port);
}

static int refuse_missing(struct lvs_why *why)
{
	return lvs_refuse(why, -ENOENT, LVS_AT_TOP(DEST),
			  "service has no such server");
}

/* one that comes back to flows that it had is still dead here */
static struct lvs_dest *make_dest(struct lvs_net *lnet,
				  const struct lvs_svc *svc,
				  const struct lvs_dest_conf *conf)
{
	return lvs_dest_dead_take(lnet, &svc->key, &conf->addr, conf->port) ?:
	       lvs_dest_new(conf);
}

static void give_up_dest(struct lvs_net *lnet, const struct lvs_svc *svc,
			 struct lvs_dest *dest)
{
	if (lvs_dest_is_dead(dest))
		lvs_dest_dead_add(lnet, dest, &svc->key);
	lvs_dest_put(dest);
}

/*
 * Replies are of the service's family, and ICMP errors about what is sent to a
 * server of the server's.
 */
static int get_hooks(struct lvs_net *lnet, const struct lvs_svc *svc,
		     u16 family, struct lvs_why *why)
{
	int err;

	err = lvs_posts_expect_replies(lnet, svc->key.addr.family);
	if (!err && family != svc->key.addr.family)
		err = lvs_posts_get(lnet, family);
	if (err)
		lvs_refuse(why, err, LVS_AT_TOP(DEST),
			   "cannot register packet hooks: error %d", -err);
	return err;
}

static void put_hooks(struct lvs_net *lnet, const struct lvs_svc *svc,
		      u16 family)
{
	if (family != svc->key.addr.family)
		lvs_posts_put(lnet, family);
}

static void show_pool(struct lvs_net *lnet, struct lvs_svc *svc,
		      struct lvs_pool *pool, struct lvs_dest *dest,
		      bool returns)
{
	if (returns)
		lvs_stats_return_dest(lnet, svc, dest, pool);
	else
		lvs_pool_publish(lnet, svc, pool, NULL);
}

static int add_dest(struct lvs_net *lnet, struct lvs_svc *svc,
		    const struct lvs_dest_req *req, struct lvs_why *why)
{
	struct lvs_pool *old = lvs_config_pool(lnet, svc);
	struct lvs_pool_change change = keep_all(old);
	struct lvs_dest_conf conf;
	struct lvs_pool *pool;
	bool returns;
	int err;

	err = lvs_check_dest_conf(req, svc->key.addr.family, &conf, why);
	if (err)
		return err;
	if (find_dest(old, &conf))
		return lvs_refuse(why, -EEXIST, LVS_AT_TOP(DEST),
				  "service has this server already");
	err = check_addr(lnet, &conf.addr, why);
	if (err)
		return err;

	change.add = make_dest(lnet, svc, &conf);
	if (!change.add)
		return lvs_refuse(why, -ENOMEM, LVS_AT_TOP(DEST),
				  "not enough memory for a server");
	change.add_weight = conf.weight;
	lvs_dest_ramp_begin(change.add);
	err = get_hooks(lnet, svc, conf.addr.family, why);
	if (err)
		goto err_put_dest;
	pool = lvs_pool_derive(lnet, old, &change, why);
	if (IS_ERR(pool)) {
		err = PTR_ERR(pool);
		goto err_put_hooks;
	}
	returns = lvs_dest_is_dead(change.add);
	if (returns)
		lvs_dest_revive(change.add, &conf);
	lvs_dest_set_timeouts(change.add, svc->flow_timeout_s);
	err = lvs_dest_table_add(lnet, change.add, &svc->key);
	if (err) {
		lvs_refuse(why, err, LVS_AT_TOP(DEST),
			   "table of servers cannot grow: error %d", -err);
		goto err_kill_dest;
	}
	show_pool(lnet, svc, pool, change.add, returns);
	return 0;

err_kill_dest:
	lvs_dest_kill(lnet, change.add, &svc->key);
	lvs_pool_free(pool);
	put_hooks(lnet, svc, conf.addr.family);
	lvs_dest_put(change.add);
	return err;
err_put_hooks:
	put_hooks(lnet, svc, conf.addr.family);
err_put_dest:
	give_up_dest(lnet, svc, change.add);
	return err;
}

static int edit_dest(struct lvs_net *lnet, struct lvs_svc *svc,
		     const struct lvs_dest_req *req, struct lvs_why *why)
{
	struct lvs_pool *old = lvs_config_pool(lnet, svc);
	struct lvs_pool_change change = keep_all(old);
	struct lvs_dest_conf conf;
	struct lvs_dest *dest;
	struct lvs_pool *pool;
	int err;

	err = lvs_check_dest_conf(req, svc->key.addr.family, &conf, why);
	if (err)
		return err;
	dest = find_dest(old, &conf);
	if (!dest)
		return refuse_missing(why);

	change.reweigh = dest;
	change.new_weight = conf.weight;
	pool = lvs_pool_derive(lnet, old, &change, why);
	if (IS_ERR(pool))
		return PTR_ERR(pool);
	lvs_dest_update(dest, &conf);
	lvs_pool_publish(lnet, svc, pool, NULL);
	return 0;
}

static int del_dest(struct lvs_net *lnet, struct lvs_svc *svc,
		    const struct lvs_dest_req *req, struct lvs_why *why)
{
	struct lvs_pool *old = lvs_config_pool(lnet, svc);
	struct lvs_pool_change change = keep_all(old);
	struct lvs_dest_conf conf;
	struct lvs_dest *dest;
	struct lvs_pool *pool;
	int err;

	err = lvs_check_dest_id(req, svc->key.addr.family, &conf, why);
	if (err)
		return err;
	dest = find_dest(old, &conf);
	if (!dest)
		return refuse_missing(why);

	change.drop = dest;
	pool = lvs_pool_derive(lnet, old, &change, why);
	if (IS_ERR(pool))
		return PTR_ERR(pool);
	/* the old pool holds the server for one grace period more */
	rcu_read_lock();
	lvs_stats_drop_dest(lnet, svc, dest, pool);
	lvs_dest_table_del(lnet, dest);
	lvs_dest_kill(lnet, dest, &svc->key);
	rcu_read_unlock();
	put_hooks(lnet, svc, conf.addr.family);
	return 0;
}

typedef int (*dest_fn)(struct lvs_net *lnet, struct lvs_svc *svc,
		       const struct lvs_dest_req *req, struct lvs_why *why);

static int with_svc(struct lvs_net *lnet, const struct lvs_svc_req *sreq,
		    const struct lvs_dest_req *req, dest_fn apply,
		    struct lvs_why *why)
{
	struct lvs_svc *svc;
	int err;

	lvs_config_lock(lnet);
	svc = lvs_config_find_svc(lnet, sreq, why);
	err = IS_ERR(svc) ? PTR_ERR(svc) : apply(lnet, svc, req, why);
	lvs_config_unlock(lnet);
	return err;
}

/**
 * lvs_config_add_dest() - give a service one server more
 * @lnet: namespace
 * @sreq: names the service
 * @req: the server
 * @why: filled when refused
 *
 * Context: process, may sleep.
 * Return: 0; as lvs_config_find_svc() for the service; as
 * lvs_check_dest_conf() for the server; -EEXIST; -EINVAL for an address that
 * is neither unicast nor local; -ENOSPC; -ENOMEM.
 */
int lvs_config_add_dest(struct lvs_net *lnet, const struct lvs_svc_req *sreq,
			const struct lvs_dest_req *req, struct lvs_why *why)
{
	return with_svc(lnet, sreq, req, add_dest, why);
}

/**
 * lvs_config_edit_dest() - give a server another configuration
 * @lnet: namespace
 * @sreq: names the service
 * @req: the server
 * @why: filled when refused
 *
 * Context: process, may sleep.
 * Return: 0; as lvs_config_find_svc() for the service; as
 * lvs_check_dest_conf() for the server; -ENOENT if it is not there; -ENOMEM.
 */
int lvs_config_edit_dest(struct lvs_net *lnet, const struct lvs_svc_req *sreq,
			 const struct lvs_dest_req *req, struct lvs_why *why)
{
	return with_svc(lnet, sreq, req, edit_dest, why);
}

/**
 * lvs_config_del_dest() - take a server out of a service
 * @lnet: namespace
 * @sreq: names the service
 * @req: names the server
 * @why: filled when refused
 *
 * Context: process, may sleep.
 * Return: 0; as lvs_config_find_svc() for the service; as
 * lvs_check_dest_id() for the server; -ENOENT if it is not there; -ENOMEM.
 */
int lvs_config_del_dest(struct lvs_net *lnet, const struct lvs_svc_req *sreq,
			const struct lvs_dest_req *req, struct lvs_why *why)
{
	return with_svc(lnet, sreq, req, del_dest, why);
}
