/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Requests, decoded into plain structs: what the administrator said, not yet
 * judged. Floor 8.
 */
#ifndef LVS_CTL_REQUEST_H
#define LVS_CTL_REQUEST_H

#include "base/addr.h"
#include "base/tunables.h"
#include "obj/svc_conf.h"
#include "ctl/why.h"

#include <uapi/linux/lvs.h>

#include <linux/types.h>

/**
 * struct lvs_svc_req - what a request says of a service
 * @present: bit lvs_attr_slot(n) is set when attribute n came
 * @family: AF_*, unchecked
 * @proto: IPPROTO_*, unchecked
 * @words: virtual address, zero-extended
 * @port: virtual port
 * @fwmark: packet mark
 * @sched: scheduler name
 * @pe: name of the persistence engine
 * @flags: LVS_SVC_F_* and which of them to change
 * @timeout_s: persistence time-out, seconds
 * @netmask: as in struct lvs_svc_conf
 * @flow_timeout_s: likewise
 * @sched_conf: likewise
 * @source: likewise
 */
struct lvs_svc_req {
	u64 present;
	u16 family;
	u16 proto;
	__be32 words[LVS_ADDR6_WORDS];
	__be16 port;
	u32 fwmark;
	char sched[LVS_SCHED_NAME_MAX];
	char pe[LVS_PE_NAME_MAX + 1];
	struct lvs_flags flags;
	u32 timeout_s;
	u32 netmask;
	u32 flow_timeout_s[LVS_TIMEOUT_COUNT];
	struct lvs_sched_conf sched_conf;
	struct lvs_source_conf source;
};

/**
 * struct lvs_dest_req - what a request says of a server
 * @malformed: errno of the decoder, reported only when the service is known
 *	to exist; 0 if the rest is valid
 * @why: what @malformed means
 * @present: bit lvs_attr_slot(n) is set when attribute n came
 * @family: AF_*, 0 if not said
 * @words: address, zero-extended
 * @port: port
 * @tun_port: outer UDP port
 * @fwd: forwarding method, low bits count
 * @weight: as sent; negative values are refused
 * @upper: upper threshold, connections
 * @lower: lower threshold, connections
 * @tun_flags: LVS_TUN_F_*
 * @tun_type: LVS_TUN_*
 */
struct lvs_dest_req {
	int malformed;
	struct lvs_why why;
	u64 present;
	u16 family;
	__be32 words[LVS_ADDR6_WORDS];
	__be16 port;
	__be16 tun_port;
	u32 fwd;
	s32 weight;
	u32 upper;
	u32 lower;
	u16 tun_flags;
	u8 tun_type;
};

/**
 * struct lvs_daemon_req - what a request says of a replication daemon
 * @present: bit lvs_attr_slot(n) is set when attribute n came
 * @state: LVS_DAEMON_*
 * @ifname: interface
 * @group: IPv4 multicast group
 * @group6: IPv6 multicast group
 */
struct lvs_daemon_req {
	u64 present;
	u32 state;
	char ifname[LVS_IFNAME_MAX];
	__be32 group;
	struct in6_addr group6;
};

/**
 * struct lvs_timeouts_req - what a request says of the time-outs
 * @s: by enum lvs_timeout, seconds; 0 leaves one as it is
 */
struct lvs_timeouts_req {
	u32 s[LVS_TIMEOUT_COUNT];
};

/* IPVS's numbers are below 32; ours, from LVS_ATTR_EXT on, follow on those */
#define LVS_ATTR_SLOTS 64

static inline unsigned int lvs_attr_slot(unsigned int attr)
{
	return attr < LVS_ATTR_EXT ? attr : attr - LVS_ATTR_EXT + 32;
}

static inline bool lvs_req_has(u64 present, unsigned int attr)
{
	return present & 1ULL << lvs_attr_slot(attr);
}

#endif
