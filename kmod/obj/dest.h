/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A real server of one service. Floor 3.
 *
 * A destination knows counters and a state, never its connections.
 */
#ifndef LVS_OBJ_DEST_H
#define LVS_OBJ_DEST_H

#include "base/counters.h"
#include "base/tunables.h"
#include "obj/dest_conf.h"
#include "obj/load.h"
#include "obj/rate.h"
#include "obj/svc_conf.h"
#include "obj/way.h"

#include <linux/cache.h>
#include <linux/list.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/types.h>
#include <net/dst_cache.h>

struct lvs_dest_brothers;
struct lvs_net;

/**
 * struct lvs_dest - a real server
 * @conf: configuration; identity (@addr, @port) is constant, the rest is
 *	written by control with WRITE_ONCE
 * @route: cached routes to it, per CPU
 * @counters: written per packet
 * @way: route that a client's packet was last seen to leave by, a reference is
 *	held; or NULL; changed by xchg only
 * @way_cookie: tells whether @way still holds, for IPv6; a mismatch costs a
 *	look-up
 * @load: connections and whether new ones may come
 * @timeout_jif: time-outs of its service's flows, by enum lvs_timeout, jiffies;
 *	0 is the namespace's; WRITE_ONCE under the config lock
 * @ramp_from: when it came, or came back, jiffies; config lock
 * @ramps: its weight rises since; config lock
 * @refs: pools, and connections
 * @dead: among the servers that left their service, see obj/dest_dead
 * @lnet: namespace of the service that it left
 * @svc: name of its service, constant from when packets see the server
 * @brothers: servers of the same address, see obj/dest_table; config lock
 * @brother: among them; RCU for readers, config lock for writers
 * @zeroed: counters when they were last zeroed; config lock
 * @rate: averages; config lock
 * @killed: drops the routes of a server that was taken out of its service
 * @is_leaving: @killed is on its way
 * @rcu: frees it after the last reference went
 */
struct lvs_dest {
	struct lvs_dest_conf conf;
	struct dst_cache route;
	struct lvs_counters_cpu __percpu *counters;
	struct dst_entry *way;
	u32 way_cookie;
	struct lvs_load load ____cacheline_aligned_in_smp;
	u32 timeout_jif[LVS_TIMEOUT_COUNT];
	unsigned long ramp_from;
	bool ramps;
	refcount_t refs;
	struct hlist_node dead;
	const struct lvs_net *lnet;
	struct lvs_svc_key svc;
	struct lvs_dest_brothers *brothers;
	struct list_head brother;
	struct lvs_counters zeroed;
	struct lvs_rate rate;
	struct rcu_head killed;
	bool is_leaving;
	struct rcu_head rcu;
};

/* was it taken out of its service */
static inline bool lvs_dest_is_dead(const struct lvs_dest *dest)
{
	return atomic_read(&dest->load.flags) & LVS_LOAD_F_DEAD;
}

/* route of requests, without a reference, or NULL if none holds; RCU */
static inline struct dst_entry *lvs_dest_way(const struct lvs_dest *dest)
{
	return lvs_way_get(&dest->way, READ_ONCE(dest->way_cookie));
}

int lvs_dest_cache_init(void);
void lvs_dest_cache_exit(void);
struct lvs_dest *lvs_dest_new(const struct lvs_dest_conf *conf);
void lvs_dest_get(struct lvs_dest *dest);
bool lvs_dest_tryget(struct lvs_dest *dest);
void lvs_dest_put(struct lvs_dest *dest);
void lvs_dest_update(struct lvs_dest *dest, const struct lvs_dest_conf *conf);
void lvs_dest_set_timeouts(struct lvs_dest *dest, const u32 *timeout_s);
void lvs_dest_ramp_begin(struct lvs_dest *dest);
void lvs_dest_kill(const struct lvs_net *lnet, struct lvs_dest *dest,
		   const struct lvs_svc_key *svc);
void lvs_dest_revive(struct lvs_dest *dest, const struct lvs_dest_conf *conf);
bool lvs_dest_set_way(struct lvs_dest *dest, struct dst_entry *dst, u32 cookie);
void lvs_dest_forget_routes(struct lvs_dest *dest);
void lvs_dest_drop_routes_here(struct lvs_dest *dest);
void lvs_dest_conn_add(struct lvs_dest *dest, bool active);
void lvs_dest_conn_del(struct lvs_dest *dest, bool active);
void lvs_dest_conn_move(struct lvs_dest *dest, bool to_active);
void lvs_dest_stats(const struct lvs_dest *dest, struct lvs_counters *sum);
void lvs_dest_zero(struct lvs_dest *dest);

#endif
