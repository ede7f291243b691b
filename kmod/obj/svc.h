/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A virtual service. Floor 3.
 */
#ifndef LVS_OBJ_SVC_H
#define LVS_OBJ_SVC_H

#include "base/addr.h"
#include "base/counters.h"
#include "obj/rate.h"

#include <linux/rcupdate.h>
#include <linux/rhashtable-types.h>

struct lvs_dest;
struct lvs_pool;

/**
 * struct lvs_svc_key - what names a service
 * @addr: virtual address; only its family counts when @fwmark is set
 * @fwmark: packet mark, or 0 for a service by address
 * @port: virtual port
 * @proto: IPPROTO_*; IPPROTO_TCP when @fwmark is set
 *
 * Compared as memory: always made from a zeroed struct.
 */
struct lvs_svc_key {
	struct lvs_addr addr;
	u32 fwmark;
	__be16 port;
	u16 proto;
};

/**
 * struct lvs_svc_conf - what an administrator says of a service
 * @key: identity
 * @sched: scheduler name, "none" for none
 * @flags: LVS_SVC_F_*
 * @timeout_s: persistence time-out, seconds
 * @netmask: persistence granularity: IPv4 mask in network order, IPv6 prefix
 *	length in host order
 */
struct lvs_svc_conf {
	struct lvs_svc_key key;
	char sched[16];
	u32 flags;
	u32 timeout_s;
	u32 netmask;
};

/**
 * struct lvs_svc - a virtual service
 * @node: in the table, by key
 * @key: identity, constant
 * @id: place in listings, ascending by age; unique in the namespace
 * @pool: servers and their scheduler; RCU, written under the config lock
 * @flags: LVS_SVC_F_*, WRITE_ONCE under the config lock
 * @timeout_s: persistence time-out, seconds, likewise
 * @netmask: persistence granularity, likewise
 * @folded: what removed servers had counted, less what was zeroed; config lock
 * @rate: averages; config lock
 * @rcu: frees it one grace period after unlinking
 */
struct lvs_svc {
	struct rhash_head node;
	struct lvs_svc_key key;
	u32 id;
	struct lvs_pool __rcu *pool;
	u32 flags;
	u32 timeout_s;
	u32 netmask;
	struct lvs_counters folded;
	struct lvs_rate rate;
	struct rcu_head rcu;
};

int lvs_svc_cache_init(void);
void lvs_svc_cache_exit(void);
struct lvs_svc *lvs_svc_new(const struct lvs_svc_conf *conf,
			    struct lvs_pool *pool);
void lvs_svc_update(struct lvs_svc *svc, const struct lvs_svc_conf *conf);
void lvs_svc_retire(struct lvs_svc *svc);
void lvs_svc_stats(const struct lvs_svc *svc, const struct lvs_pool *pool,
		   struct lvs_counters *sum);
struct lvs_dest *lvs_svc_find_dest(const struct lvs_pool *pool,
				   const struct lvs_addr *addr, __be16 port);

#endif
