/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The root of what a network namespace holds. Floor 1.
 *
 * The parts are opaque here: each part allocates its own in its init function
 * and frees it in its exit function; main.c lists both in order.
 */
#ifndef LVS_BASE_NET_H
#define LVS_BASE_NET_H

#include <linux/types.h>

struct lvs_conn_table;
struct lvs_defender;
struct lvs_dest_table;
struct lvs_gc;
struct lvs_meters;
struct lvs_nfct;
struct lvs_posts;
struct lvs_rates;
struct lvs_reasons;
struct lvs_sieve;
struct lvs_svc_table;
struct lvs_sysctl;
struct lvs_tunables;
struct lvs_ctl;
struct net;
struct work_struct;

/**
 * struct lvs_net - what one network namespace holds
 * @net: the namespace; it outlives this
 * @conns: connections (obj/conn_table)
 * @svcs: virtual services (obj/svc_table)
 * @dests: servers by their own address (obj/dest_table)
 * @sieve: addresses that may matter, NULL before the first service (obj/sieve)
 * @tunables: knobs (base/tunables)
 * @reasons: drops by reason (base/reason)
 * @gc: expiry worker (obj/conn_gc)
 * @rates: rate estimator (obj/rate)
 * @defense: worker and rate of the defence strategies (path/defense)
 * @sources: meters of who begins flows, NULL before they are wanted
 *	(path/source)
 * @posts: which packet hooks are registered (path/posts)
 * @ctl: configuration lock (ctl/config)
 * @sysctl: files of the knobs (ctl/sysctl)
 * @nfct: conntrack's functions while the knob is on, else NULL (obj/nfct)
 * @last_post: registers the hooks at POST_ROUTING (path/posts)
 * @wants_last: packets have asked for that; WRITE_ONCE
 * @defrag6: IPv6 reassembly was asked for, WRITE_ONCE under the configuration
 *	lock (path/defrag6)
 *
 * All pointers but @nfct, @sieve and @sources are set by the part's init and
 * constant until its exit, which runs after the namespace's last packet.
 */
struct lvs_net {
	struct net *net;
	struct lvs_conn_table *conns;
	struct lvs_svc_table *svcs;
	struct lvs_dest_table *dests;
	struct lvs_sieve *sieve;
	struct lvs_tunables *tunables;
	struct lvs_reasons __percpu *reasons;
	struct lvs_gc *gc;
	struct lvs_rates *rates;
	struct lvs_defender *defense;
	struct lvs_meters *sources;
	struct lvs_posts *posts;
	struct lvs_ctl *ctl;
	struct lvs_sysctl *sysctl;
	struct lvs_nfct __rcu *nfct;
	struct work_struct *last_post;
	bool wants_last;
	bool defrag6;
};

extern unsigned int lvs_net_id;

struct lvs_net *lvs_net_of(const struct net *net);

#endif
