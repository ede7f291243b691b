/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A virtual service. Floor 3.
 */
#ifndef LVS_OBJ_SVC_H
#define LVS_OBJ_SVC_H

#include "base/counters.h"
#include "base/meter.h"
#include "obj/rate.h"
#include "obj/svc_conf.h"

#include <linux/rcupdate.h>
#include <linux/rhashtable-types.h>

struct lvs_dest;
struct lvs_pool;

/**
 * struct lvs_svc - a virtual service
 * @node: in the table, by key
 * @key: identity, constant
 * @id: place in listings, ascending by age; unique in the namespace
 * @pool: servers and their scheduler; RCU, written under the config lock
 * @origin: stands for whoever packets were sent to, in flows that bypass the
 *	servers; in no pool, without address; NULL for services by address
 * @engine: persistence engine, or NULL; WRITE_ONCE under the config lock
 * @flags: LVS_SVC_F_*, WRITE_ONCE under the config lock
 * @timeout_s: persistence time-out, seconds, likewise
 * @netmask: persistence granularity, likewise
 * @flow_timeout_s: as in struct lvs_svc_conf, likewise
 * @source_rule: @source as meters take it, likewise; a packet may read parts of
 *	two, and then lets a flow pass or not that it should not
 * @source: as in struct lvs_svc_conf, likewise; for listings
 * @folded: what removed servers had counted, less what was zeroed; config lock
 * @rate: averages; config lock
 * @rcu: frees it one grace period after unlinking
 */
struct lvs_svc {
	struct rhash_head node;
	struct lvs_svc_key key;
	u32 id;
	struct lvs_pool __rcu *pool;
	struct lvs_dest *origin;
	const struct lvs_engine_ops *engine;
	u32 flags;
	u32 timeout_s;
	u32 netmask;
	u32 flow_timeout_s[LVS_TIMEOUT_COUNT];
	struct lvs_meter_rule source_rule;
	struct lvs_source_conf source;
	struct lvs_counters folded;
	struct lvs_rate rate;
	struct rcu_head rcu;
};

int lvs_svc_cache_init(void);
void lvs_svc_cache_exit(void);
struct lvs_svc *lvs_svc_new(const struct lvs_svc_conf *conf,
			    struct lvs_pool *pool);
bool lvs_svc_is_persistent(const struct lvs_svc *svc);
bool lvs_svc_is_once(const struct lvs_svc *svc, u8 proto);
void lvs_svc_update(struct lvs_svc *svc, const struct lvs_svc_conf *conf);
void lvs_svc_retire(struct lvs_svc *svc);
void lvs_svc_stats(const struct lvs_svc *svc, const struct lvs_pool *pool,
		   struct lvs_counters *sum);
struct lvs_dest *lvs_svc_find_dest(const struct lvs_pool *pool,
				   const struct lvs_addr *addr, __be16 port);

#endif
