/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A real server of one service. Floor 3.
 *
 * A destination knows counters and a state, never its connections.
 */
#ifndef LVS_OBJ_DEST_H
#define LVS_OBJ_DEST_H

#include "base/addr.h"
#include "base/counters.h"
#include "obj/load.h"
#include "obj/rate.h"

#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <net/dst_cache.h>

/**
 * struct lvs_tun - how packets are wrapped for a server
 * @type: LVS_TUN_*
 * @flags: LVS_TUN_F_*
 * @port: outer UDP port for GUE
 *
 * One word, so that it is read and written whole.
 */
struct lvs_tun {
	u8 type;
	u8 flags;
	__be16 port;
};

/**
 * struct lvs_dest_conf - what an administrator says of a server
 * @addr: address of the server
 * @port: its port; 0 keeps the packet's
 * @fwd: LVS_FWD_*
 * @weight: 0..LVS_WEIGHT_MAX
 * @upper: connections from which on no new ones come, 0 is no limit
 * @lower: connections below which new ones come again, 0 is 3/4 of @upper
 * @tun: tunnel parameters
 */
struct lvs_dest_conf {
	struct lvs_addr addr;
	__be16 port;
	u8 fwd;
	u32 weight;
	u32 upper;
	u32 lower;
	struct lvs_tun tun;
};

/**
 * struct lvs_dest - a real server
 * @conf: configuration; identity (@addr, @port) is constant, the rest is
 *	written by control with WRITE_ONCE
 * @route: cached routes to it, per CPU
 * @counters: written per packet
 * @load: connections and whether new ones may come
 * @refs: pools, and connections
 * @zeroed: counters when they were last zeroed; config lock
 * @rate: averages; config lock
 * @rcu: frees it after the last reference went
 */
struct lvs_dest {
	struct lvs_dest_conf conf;
	struct dst_cache route;
	struct lvs_counters_cpu __percpu *counters;
	struct lvs_load load ____cacheline_aligned_in_smp;
	refcount_t refs;
	struct lvs_counters zeroed;
	struct lvs_rate rate;
	struct rcu_head rcu;
};

int lvs_dest_cache_init(void);
void lvs_dest_cache_exit(void);
struct lvs_dest *lvs_dest_new(const struct lvs_dest_conf *conf);
void lvs_dest_get(struct lvs_dest *dest);
bool lvs_dest_tryget(struct lvs_dest *dest);
void lvs_dest_put(struct lvs_dest *dest);
void lvs_dest_update(struct lvs_dest *dest, const struct lvs_dest_conf *conf);
void lvs_dest_kill(struct lvs_dest *dest);
bool lvs_dest_is_dead(const struct lvs_dest *dest);
void lvs_dest_conn_add(struct lvs_dest *dest, bool active);
void lvs_dest_conn_del(struct lvs_dest *dest, bool active);
void lvs_dest_conn_move(struct lvs_dest *dest, bool to_active);
void lvs_dest_stats(const struct lvs_dest *dest, struct lvs_counters *sum);
void lvs_dest_zero(struct lvs_dest *dest);

#endif
