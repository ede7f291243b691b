// SPDX-License-Identifier: GPL-2.0
/*
 * Applies requests that concern services. Floor 8.
 *
 * Each request is judged whole, then everything that it needs is allocated,
 * and only then something changes: a refused request leaves no trace.
 */
#include "ctl/config_svc.h"

#include "base/net.h"
#include "obj/dest.h"
#include "obj/dest_table.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "obj/svc.h"
#include "obj/svc_table.h"
#include "pe/engines.h"
#include "sched/scheds.h"
#include "path/posts.h"
#include "path/source.h"
#include "ctl/check.h"
#include "ctl/config.h"
#include "ctl/config_pool.h"
#include "ctl/stats.h"

#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/limits.h>
#include <linux/sched.h>
#include <linux/string.h>

/* what users write to have no scheduler */
#define SCHED_NONE "none"

static struct lvs_svc *find_svc(struct lvs_net *lnet,
				const struct lvs_svc_key *key,
				struct lvs_why *why)
{
	struct lvs_svc *svc = lvs_svc_find(lnet, key);

	if (!svc)
		return ERR_PTR(lvs_refuse(why, -ESRCH, LVS_AT_TOP(SERVICE),
					  "no such service"));
	return svc;
}

/**
 * lvs_config_find_svc() - the service that a request names
 * @lnet: namespace
 * @req: decoded request
 * @why: filled when refused
 *
 * Context: RCU or config lock.
 * Return: the service without a reference, or ERR_PTR: -EINVAL, -EAFNOSUPPORT
 * as of lvs_check_svc_key(); -ESRCH if there is no such service.
 */
struct lvs_svc *lvs_config_find_svc(struct lvs_net *lnet,
				    const struct lvs_svc_req *req,
				    struct lvs_why *why)
{
	struct lvs_svc_key key;
	int err;

	err = lvs_check_svc_key(req, &key, why);
	if (err)
		return ERR_PTR(err);
	return find_svc(lnet, &key, why);
}

/* the scheduler of @req, NULL for none; what is unknown is left to check */
static const struct lvs_sched_ops *find_sched(const struct lvs_svc_req *req,
					      bool *known)
{
	const struct lvs_sched_ops *sched = NULL;

	*known = !strcmp(req->sched, SCHED_NONE);
	if (!*known && req->sched[0]) {
		sched = lvs_sched_find(req->sched);
		*known = sched;
	}
	return sched;
}

/* the meters stay when the request fails later; without a rule, nobody asks */
static int watch_sources(struct lvs_net *lnet,
			 const struct lvs_source_conf *conf,
			 struct lvs_why *why)
{
	if (!conf->rate || !lvs_source_watch(lnet))
		return 0;
	return lvs_refuse(why, -ENOMEM, LVS_AT_SVC(SOURCE_RATE),
			  "not enough memory to meter sources");
}

/* @svc: service that is edited, or NULL for a new one */
static struct lvs_pool *judge_svc(struct lvs_net *lnet,
				  const struct lvs_svc_req *req,
				  const struct lvs_svc *svc,
				  struct lvs_svc_conf *conf,
				  struct lvs_why *why)
{
	struct lvs_svc_facts facts = {
		.old_flags = svc ? svc->flags : 0,
		.old_timeout_s = svc ? svc->flow_timeout_s : NULL,
		.timeout_max_s = INT_MAX / HZ,
		.old_source = svc ? &svc->source : NULL,
	};
	struct lvs_pool *old = svc ? lvs_config_pool(lnet, svc) : NULL;
	struct lvs_pool_change change = {};
	int err;

	change.sched = find_sched(req, &facts.sched_known);
	facts.sched_hashes = change.sched && change.sched->hashes;
	facts.old_sched_conf = old ? &old->conf : NULL;
	facts.engine = lvs_engine_find(req->pe);
	err = lvs_check_svc_conf(req, &facts, conf, why) ?:
	      watch_sources(lnet, &conf->source, why);
	if (err)
		return ERR_PTR(err);
	change.flags = conf->flags;
	change.conf = conf->sched_conf;
	return lvs_pool_derive(lnet, old, &change, why);
}

/* packets for a mark may bypass all servers, and be replied to */
static int get_hooks(struct lvs_net *lnet, const struct lvs_svc *svc)
{
	u16 family = svc->key.addr.family;
	int err;

	err = lvs_posts_get(lnet, family);
	if (err || !svc->key.fwmark)
		return err;
	err = lvs_posts_expect_replies(lnet, family);
	if (err)
		lvs_posts_put(lnet, family);
	return err;
}

static int insert_svc(struct lvs_net *lnet, struct lvs_svc *svc,
		      struct lvs_why *why)
{
	u16 family = svc->key.addr.family;
	int err;

	err = get_hooks(lnet, svc);
	if (err)
		return lvs_refuse(why, err, LVS_AT_TOP(SERVICE),
				  "cannot register packet hooks: error %d",
				  -err);
	err = lvs_svc_insert(lnet, svc);
	if (err) {
		lvs_posts_put(lnet, family);
		return lvs_refuse(why, err, LVS_AT_TOP(SERVICE),
				  "table of services cannot grow: error %d",
				  -err);
	}
	lvs_config_touch(lnet);
	return 0;
}

static int add_svc(struct lvs_net *lnet, const struct lvs_svc_req *req,
		   const struct lvs_svc_key *key, struct lvs_why *why)
{
	struct lvs_svc_conf conf = { .key = *key };
	struct lvs_pool *pool;
	struct lvs_svc *svc;
	int err;

	lvs_config_assert_locked(lnet);
	if (lvs_svc_find(lnet, key))
		return lvs_refuse(why, -EEXIST, LVS_AT_TOP(SERVICE),
				  "service exists already");
	pool = judge_svc(lnet, req, NULL, &conf, why);
	if (IS_ERR(pool))
		return PTR_ERR(pool);
	svc = lvs_svc_new(&conf, pool);
	if (!svc) {
		lvs_pool_free(pool);
		return lvs_refuse(why, -ENOMEM, LVS_AT_TOP(SERVICE),
				  "not enough memory for a service");
	}
	lvs_pool_stamp(lnet, pool);
	err = insert_svc(lnet, svc, why);
	if (err)
		lvs_svc_retire(svc);
	return err;
}

/**
 * lvs_config_add_svc() - make a service
 * @lnet: namespace
 * @req: decoded request
 * @why: filled when refused
 *
 * Context: process, may sleep.
 * Return: 0; -EINVAL for an incomplete or wrong request; -EAFNOSUPPORT;
 * -EEXIST; -ENOENT for an unknown scheduler or engine; -ENOMEM; or what
 * netfilter says to our hooks.
 */
int lvs_config_add_svc(struct lvs_net *lnet, const struct lvs_svc_req *req,
		       struct lvs_why *why)
{
	struct lvs_svc_key key;
	int err;

	err = lvs_check_svc_key(req, &key, why) ?:
	      lvs_check_svc_complete(req, why);
	if (err)
		return err;
	lvs_config_lock(lnet);
	err = add_svc(lnet, req, &key, why);
	lvs_config_unlock(lnet);
	return err;
}

static void tell_timeouts(const struct lvs_svc *svc,
			  const struct lvs_pool *pool)
{
	u32 i;

	for (i = 0; i < pool->count; i++)
		lvs_dest_set_timeouts(pool->slots[i].dest,
				      svc->flow_timeout_s);
}

static int edit_svc(struct lvs_net *lnet, const struct lvs_svc_req *req,
		    const struct lvs_svc_key *key, struct lvs_why *why)
{
	struct lvs_svc_conf conf = { .key = *key };
	struct lvs_pool *pool;
	struct lvs_svc *svc;

	svc = find_svc(lnet, key, why);
	if (IS_ERR(svc))
		return PTR_ERR(svc);
	pool = judge_svc(lnet, req, svc, &conf, why);
	if (IS_ERR(pool))
		return PTR_ERR(pool);
	lvs_svc_table_update(lnet, svc, &conf);
	tell_timeouts(svc, pool);
	lvs_pool_publish(lnet, svc, pool, NULL);
	lvs_config_touch(lnet);
	return 0;
}

/**
 * lvs_config_edit_svc() - give a service another configuration
 * @lnet: namespace
 * @req: decoded request
 * @why: filled when refused
 *
 * Context: process, may sleep.
 * Return: as lvs_config_add_svc(), but -ESRCH instead of -EEXIST.
 */
int lvs_config_edit_svc(struct lvs_net *lnet, const struct lvs_svc_req *req,
			struct lvs_why *why)
{
	struct lvs_svc_key key;
	int err;

	err = lvs_check_svc_key(req, &key, why) ?:
	      lvs_check_svc_complete(req, why);
	if (err)
		return err;
	lvs_config_lock(lnet);
	err = edit_svc(lnet, req, &key, why);
	lvs_config_unlock(lnet);
	return err;
}

static void remove_svc(struct lvs_net *lnet, struct lvs_svc *svc)
{
	struct lvs_pool *pool = lvs_config_pool(lnet, svc);
	u16 family = svc->key.addr.family;
	struct lvs_dest *dest;
	u32 i;

	lvs_stats_drop_svc(lnet, svc);
	for (i = 0; i < pool->count; i++) {
		dest = pool->slots[i].dest;
		lvs_dest_table_del(lnet, dest);
		lvs_dest_kill(lnet, dest, &svc->key);
		if (dest->conf.addr.family != family)
			lvs_posts_put(lnet, dest->conf.addr.family);
	}
	lvs_svc_retire(svc);
	lvs_posts_put(lnet, family);
	lvs_config_touch(lnet);
}

/**
 * lvs_config_del_svc() - remove a service and its servers
 * @lnet: namespace
 * @req: decoded request
 * @why: filled when refused
 *
 * Context: process, may sleep.
 * Return: as lvs_config_find_svc().
 */
int lvs_config_del_svc(struct lvs_net *lnet, const struct lvs_svc_req *req,
		       struct lvs_why *why)
{
	struct lvs_svc *svc;

	lvs_config_lock(lnet);
	svc = lvs_config_find_svc(lnet, req, why);
	if (!IS_ERR(svc))
		remove_svc(lnet, svc);
	lvs_config_unlock(lnet);
	return PTR_ERR_OR_ZERO(svc);
}

/**
 * lvs_config_flush() - remove all services
 * @lnet: namespace
 *
 * Context: process, may sleep.
 */
void lvs_config_flush(struct lvs_net *lnet)
{
	struct lvs_svc *svc;
	unsigned long id = 0;

	lvs_config_lock(lnet);
	while ((svc = lvs_svc_next(lnet, &id))) {
		remove_svc(lnet, svc);
		cond_resched();
	}
	lvs_config_unlock(lnet);
}

/**
 * lvs_config_zero_svc() - let a service and its servers count from zero
 * @lnet: namespace
 * @req: decoded request
 * @why: filled when refused
 *
 * Context: process, may sleep.
 * Return: as lvs_config_find_svc().
 */
int lvs_config_zero_svc(struct lvs_net *lnet, const struct lvs_svc_req *req,
			struct lvs_why *why)
{
	struct lvs_svc *svc;

	lvs_config_lock(lnet);
	svc = lvs_config_find_svc(lnet, req, why);
	if (!IS_ERR(svc))
		lvs_stats_zero_svc(lnet, svc);
	lvs_config_unlock(lnet);
	return PTR_ERR_OR_ZERO(svc);
}

/**
 * lvs_config_zero() - let everything in a namespace count from zero
 * @lnet: namespace
 *
 * Context: process, may sleep.
 */
void lvs_config_zero(struct lvs_net *lnet)
{
	lvs_config_lock(lnet);
	lvs_stats_zero_all(lnet);
	lvs_config_unlock(lnet);
}
