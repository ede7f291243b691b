/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What names a virtual service, and what an administrator says of it. Floor 3.
 */
#ifndef LVS_OBJ_SVC_CONF_H
#define LVS_OBJ_SVC_CONF_H

#include "base/addr.h"
#include "base/tunables.h"

#include <linux/types.h>

struct lvs_engine_ops;

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
 * struct lvs_sched_conf - what an administrator says of how servers are chosen
 * @hash_seed: of the scheduler's hash; directors that have the same one choose
 *	the same servers
 * @table_size: entries of the scheduler's table, a prime; 0 leaves it to the
 *	scheduler
 * @slow_start_s: a server that comes, or comes back, has its full weight after
 *	this, seconds; 0 is at once
 */
struct lvs_sched_conf {
	u64 hash_seed;
	u32 table_size;
	u32 slow_start_s;
};

/**
 * struct lvs_source_conf - what an administrator lets one source begin
 * @rate: flows a second; 0 is any number
 * @burst: flows at once; 0 is @rate
 */
struct lvs_source_conf {
	u32 rate;
	u32 burst;
};

/**
 * struct lvs_svc_conf - what an administrator says of a service
 * @key: identity
 * @sched: scheduler name, "none" for none
 * @sched_conf: what else concerns the choice of servers
 * @engine: persistence engine, or NULL
 * @flags: LVS_SVC_F_*
 * @timeout_s: persistence time-out, seconds
 * @netmask: persistence granularity: IPv4 mask in network order, IPv6 prefix
 *	length in host order
 * @flow_timeout_s: time-outs of its flows, by enum lvs_timeout, seconds; 0 is
 *	the namespace's
 * @source: what one source may begin at this service, beside the namespace's
 */
struct lvs_svc_conf {
	struct lvs_svc_key key;
	char sched[16];
	struct lvs_sched_conf sched_conf;
	const struct lvs_engine_ops *engine;
	u32 flags;
	u32 timeout_s;
	u32 netmask;
	u32 flow_timeout_s[LVS_TIMEOUT_COUNT];
	struct lvs_source_conf source;
};

#endif
