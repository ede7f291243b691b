// SPDX-License-Identifier: GPL-2.0
/*
 * Judges requests: pure, without side effects, in the order that IPVS clients
 * know. Floor 8.
 */
#include "ctl/check.h"

#include "base/limits.h"
#include "obj/dest_conf.h"
#include "obj/svc_conf.h"

#include <linux/errno.h>
#include <linux/in.h>

/**
 * struct need - an attribute that has to be there
 * @attr: number
 * @name: as users know it
 */
struct need {
	u8 attr;
	const char *name;
};

static const struct need svc_by_addr[] = {
	{ LVS_SVC_ATTR_PROTOCOL, "protocol" },
	{ LVS_SVC_ATTR_ADDR, "address" },
	{ LVS_SVC_ATTR_PORT, "port" },
	{}
};

static const struct need svc_rest[] = {
	{ LVS_SVC_ATTR_SCHED_NAME, "scheduler name" },
	{ LVS_SVC_ATTR_FLAGS, "flags" },
	{ LVS_SVC_ATTR_TIMEOUT, "timeout" },
	{ LVS_SVC_ATTR_NETMASK, "netmask" },
	{}
};

static const struct need dest_id[] = {
	{ LVS_DEST_ATTR_ADDR, "address" },
	{ LVS_DEST_ATTR_PORT, "port" },
	{}
};

static const struct need dest_rest[] = {
	{ LVS_DEST_ATTR_FWD_METHOD, "forwarding method" },
	{ LVS_DEST_ATTR_WEIGHT, "weight" },
	{ LVS_DEST_ATTR_U_THRESH, "upper threshold" },
	{ LVS_DEST_ATTR_L_THRESH, "lower threshold" },
	{}
};

static const struct need daemon_rest[] = {
	{ LVS_DAEMON_ATTR_STATE, "state" },
	{ LVS_DAEMON_ATTR_MCAST_IFN, "interface" },
	{ LVS_DAEMON_ATTR_SYNC_ID, "sync id" },
	{}
};

static int need_all(const struct need *need, u64 present,
		    enum lvs_why_nest nest, struct lvs_why *why)
{
	static const char *const what[] = {
		[LVS_WHY_SVC] = "service",
		[LVS_WHY_DEST] = "server",
		[LVS_WHY_DAEMON] = "daemon",
	};

	for (; need->name; need++) {
		if (!lvs_req_has(present, need->attr))
			return lvs_refuse(why, -EINVAL,
					  LVS_AT(nest, need->attr),
					  "%s of the %s is missing",
					  need->name, what[nest]);
	}
	return 0;
}

static bool family_is_known(u16 family)
{
	return family == AF_INET || family == AF_INET6;
}

/**
 * lvs_check_svc_key() - which service does a request name
 * @req: decoded request
 * @key: filled
 * @why: filled when refused
 *
 * Context: any.
 * Return: 0; -EINVAL if part of the name is missing; -EAFNOSUPPORT for an
 * address family other than AF_INET and AF_INET6.
 */
int lvs_check_svc_key(const struct lvs_svc_req *req, struct lvs_svc_key *key,
		      struct lvs_why *why)
{
	bool by_mark = lvs_req_has(req->present, LVS_SVC_ATTR_FWMARK);
	int err;

	memset(key, 0, sizeof(*key));
	if (!lvs_req_has(req->present, LVS_SVC_ATTR_AF))
		return lvs_refuse(why, -EINVAL, LVS_AT_SVC(AF),
				  "address family of the service is missing");
	if (!by_mark) {
		err = need_all(svc_by_addr, req->present, LVS_WHY_SVC, why);
		if (err)
			return err;
	}
	if (!family_is_known(req->family))
		return lvs_refuse(why, -EAFNOSUPPORT, LVS_AT_SVC(AF),
				  "address family %u is unknown: use %u (IPv4) or %u (IPv6)",
				  req->family, AF_INET, AF_INET6);

	key->addr.family = req->family;
	if (by_mark) {
		key->fwmark = req->fwmark;
		key->proto = IPPROTO_TCP;
		return 0;
	}
	key->addr = lvs_addr_from_words(req->family, req->words);
	key->port = req->port;
	key->proto = req->proto;
	return 0;
}

/**
 * lvs_check_svc_complete() - does a request carry all that a service has
 * @req: decoded request
 * @why: filled when refused
 *
 * Context: any.
 * Return: 0, or -EINVAL.
 */
int lvs_check_svc_complete(const struct lvs_svc_req *req, struct lvs_why *why)
{
	return need_all(svc_rest, req->present, LVS_WHY_SVC, why);
}

static int check_netmask(const struct lvs_svc_req *req, struct lvs_why *why)
{
	if (req->family != AF_INET6)
		return 0;
	if (req->netmask < LVS_PREFIX6_MIN || req->netmask > LVS_PREFIX6_MAX)
		return lvs_refuse(why, -EINVAL, LVS_AT_SVC(NETMASK),
				  "prefix length %u is out of range: use %d..%d",
				  req->netmask, LVS_PREFIX6_MIN,
				  LVS_PREFIX6_MAX);
	return 0;
}

/* by enum lvs_timeout */
static const struct {
	u16 proto;
	const char *name;
} timeouts[LVS_TIMEOUT_COUNT] = {
	{ IPPROTO_TCP, "tcp" },
	{ IPPROTO_TCP, "tcpfin" },
	{ IPPROTO_UDP, "udp" },
};

static int check_flow_timeout(const struct lvs_svc_req *req,
			      const struct lvs_svc_facts *facts,
			      const struct lvs_svc_conf *conf, unsigned int i,
			      struct lvs_why *why)
{
	u16 at = LVS_AT_SVC(TIMEOUT_TCP) + i;
	u32 seconds = req->flow_timeout_s[i];

	if (seconds > facts->timeout_max_s)
		return lvs_refuse(why, -EINVAL, at,
				  "%s timeout of %u seconds exceeds %u",
				  timeouts[i].name, seconds,
				  facts->timeout_max_s);
	if (seconds && !conf->key.fwmark &&
	    conf->key.proto != timeouts[i].proto)
		return lvs_refuse(why, -EINVAL, at,
				  "service has no flows for a %s timeout: use 0",
				  timeouts[i].name);
	return 0;
}

/* those that are not said stay as they are */
static int check_flow_timeouts(const struct lvs_svc_req *req,
			       const struct lvs_svc_facts *facts,
			       struct lvs_svc_conf *conf, struct lvs_why *why)
{
	const u32 *old = facts->old_timeout_s;
	unsigned int i;
	int err;

	for (i = 0; i < LVS_TIMEOUT_COUNT; i++) {
		if (!lvs_req_has(req->present, LVS_SVC_ATTR_TIMEOUT_TCP + i)) {
			conf->flow_timeout_s[i] = old ? old[i] : 0;
			continue;
		}
		err = check_flow_timeout(req, facts, conf, i, why);
		if (err)
			return err;
		conf->flow_timeout_s[i] = req->flow_timeout_s[i];
	}
	return 0;
}

/**
 * lvs_check_svc_conf() - judge what a request says of a service
 * @req: decoded, complete request
 * @facts: what has to be known besides
 * @conf: filled, but for its key, which is known
 * @why: filled when refused
 *
 * Context: any.
 * Return: 0; -ENOENT for an unknown scheduler or persistence engine; -EINVAL
 * for an IPv6 prefix length that is out of range, for a time-out that is or
 * that the service has no use for, and as of lvs_check_sched_conf() and
 * lvs_check_source_conf().
 */
int lvs_check_svc_conf(const struct lvs_svc_req *req,
		       const struct lvs_svc_facts *facts,
		       struct lvs_svc_conf *conf, struct lvs_why *why)
{
	u32 mask = req->flags.mask;
	int err;

	if (!facts->sched_known)
		return lvs_refuse(why, -ENOENT, LVS_AT_SVC(SCHED_NAME),
				  "scheduler \"%s\" is unknown", req->sched);
	if (req->pe[0] && !facts->engine)
		return lvs_refuse(why, -ENOENT, LVS_AT_SVC(PE_NAME),
				  "persistence engine \"%s\" is unknown",
				  req->pe);
	err = check_netmask(req, why) ?:
	      check_flow_timeouts(req, facts, conf, why) ?:
	      lvs_check_sched_conf(req, facts, &conf->sched_conf, why) ?:
	      lvs_check_source_conf(req, facts, &conf->source, why);
	if (err)
		return err;

	memcpy(conf->sched, req->sched, sizeof(conf->sched));
	conf->engine = facts->engine;
	conf->flags = (facts->old_flags & ~mask) | (req->flags.flags & mask) |
		      LVS_SVC_F_HASHED;
	conf->timeout_s = req->timeout_s;
	conf->netmask = req->netmask;
	return 0;
}

/**
 * lvs_check_dest_id() - which server does a request name
 * @req: decoded request
 * @svc_family: family of the service, taken when the request says none
 * @conf: address and port filled, the rest zeroed
 * @why: filled when refused
 *
 * Context: any.
 * Return: 0; -EINVAL if the request is malformed or incomplete;
 * -EAFNOSUPPORT for an address family other than AF_INET and AF_INET6.
 */
int lvs_check_dest_id(const struct lvs_dest_req *req, u16 svc_family,
		      struct lvs_dest_conf *conf, struct lvs_why *why)
{
	u16 family = req->family ?: svc_family;
	int err;

	memset(conf, 0, sizeof(*conf));
	if (req->malformed) {
		*why = req->why;
		return req->malformed;
	}
	err = need_all(dest_id, req->present, LVS_WHY_DEST, why);
	if (err)
		return err;
	if (!family_is_known(family))
		return lvs_refuse(why, -EAFNOSUPPORT,
				  LVS_AT_DEST(ADDR_FAMILY),
				  "address family %u is unknown: use %u (IPv4) or %u (IPv6)",
				  family, AF_INET, AF_INET6);
	conf->addr = lvs_addr_from_words(family, req->words);
	conf->port = req->port;
	return 0;
}

static int check_load(const struct lvs_dest_req *req, struct lvs_why *why)
{
	if (req->weight < 0)
		return lvs_refuse(why, -ERANGE, LVS_AT_DEST(WEIGHT),
				  "weight %d is below 0: use 0..%d",
				  req->weight, LVS_WEIGHT_MAX);
	if (req->lower > req->upper)
		return lvs_refuse(why, -ERANGE, LVS_AT_DEST(L_THRESH),
				  "lower threshold %u exceeds the upper one, %u",
				  req->lower, req->upper);
	if (req->upper > LVS_THRESHOLD_MAX)
		return lvs_refuse(why, -EINVAL, LVS_AT_DEST(U_THRESH),
				  "upper threshold %u exceeds %d",
				  req->upper, LVS_THRESHOLD_MAX);
	return 0;
}

static int check_tunnel(const struct lvs_dest_req *req, struct lvs_why *why)
{
	if (req->tun_type == LVS_TUN_GUE && !req->tun_port)
		return lvs_refuse(why, -EINVAL, LVS_AT_DEST(TUN_PORT),
				  "gue tunnel needs a port: use 1..65535");
	return 0;
}

/**
 * lvs_check_dest_conf() - judge what a request says of a server
 * @req: decoded request
 * @svc_family: family of the service
 * @conf: filled
 * @why: filled when refused
 *
 * Context: any.
 * Return: 0; -EINVAL, -EAFNOSUPPORT as of lvs_check_dest_id(); -EINVAL for
 * another family than the service's without a tunnel, a threshold out of
 * range, or a GUE tunnel without a port; -ERANGE for a negative weight or
 * thresholds in the wrong order.
 */
int lvs_check_dest_conf(const struct lvs_dest_req *req, u16 svc_family,
			struct lvs_dest_conf *conf, struct lvs_why *why)
{
	u8 fwd = req->fwd & LVS_FWD_MASK;
	int err;

	if (!req->malformed) {
		err = need_all(dest_id, req->present, LVS_WHY_DEST, why) ?:
		      need_all(dest_rest, req->present, LVS_WHY_DEST, why);
		if (err)
			return err;
	}
	err = lvs_check_dest_id(req, svc_family, conf, why);
	if (err)
		return err;
	if (conf->addr.family != svc_family && fwd != LVS_FWD_TUNNEL)
		return lvs_refuse(why, -EINVAL, LVS_AT_DEST(FWD_METHOD),
				  "server of another address family needs a tunnel");
	err = check_load(req, why) ?: check_tunnel(req, why);
	if (err)
		return err;

	conf->fwd = fwd;
	conf->weight = req->weight;
	conf->upper = req->upper;
	conf->lower = req->lower;
	conf->tun.type = req->tun_type;
	conf->tun.flags = req->tun_flags;
	conf->tun.port = req->tun_port;
	return 0;
}

/**
 * lvs_check_timeouts() - judge new time-outs
 * @req: decoded request, seconds
 * @max_s: largest value that the clock can hold, seconds
 * @why: filled when refused
 *
 * Context: any.
 * Return: 0, or -EINVAL.
 */
int lvs_check_timeouts(const struct lvs_timeouts_req *req, u32 max_s,
		       struct lvs_why *why)
{
	unsigned int i;

	for (i = 0; i < LVS_TIMEOUT_COUNT; i++) {
		if (req->s[i] > max_s)
			return lvs_refuse(why, -EINVAL,
					  LVS_AT_TOP(TIMEOUT_TCP) + i,
					  "timeout of %u seconds exceeds %u",
					  req->s[i], max_s);
	}
	return 0;
}

/**
 * lvs_check_daemon_new() - is a request to start a daemon well formed
 * @req: decoded request
 * @why: filled when refused
 *
 * Its state is judged by lvs_check_daemon_state(), after the interface.
 *
 * Context: any.
 * Return: 0, or -EINVAL.
 */
int lvs_check_daemon_new(const struct lvs_daemon_req *req,
			 struct lvs_why *why)
{
	int err = need_all(daemon_rest, req->present, LVS_WHY_DAEMON, why);

	if (err)
		return err;
	if (lvs_req_has(req->present, LVS_DAEMON_ATTR_MCAST_GROUP)) {
		if (!ipv4_is_multicast(req->group))
			return lvs_refuse(why, -EINVAL,
					  LVS_AT_DAEMON(MCAST_GROUP),
					  "group is not a multicast address: use 224.0.0.0/4");
	} else if (lvs_req_has(req->present, LVS_DAEMON_ATTR_MCAST_GROUP6)) {
		if (req->group6.s6_addr[0] != 0xff)
			return lvs_refuse(why, -EINVAL,
					  LVS_AT_DAEMON(MCAST_GROUP6),
					  "group is not a multicast address: use ff00::/8");
	}
	return 0;
}

/**
 * lvs_check_daemon_state() - which daemon is meant
 * @req: decoded request
 * @why: filled when refused
 *
 * Context: any.
 * Return: 0, or -EINVAL.
 */
int lvs_check_daemon_state(const struct lvs_daemon_req *req,
			   struct lvs_why *why)
{
	if (!lvs_req_has(req->present, LVS_DAEMON_ATTR_STATE))
		return lvs_refuse(why, -EINVAL, LVS_AT_DAEMON(STATE),
				  "state of the daemon is missing");
	if (req->state != LVS_DAEMON_MASTER && req->state != LVS_DAEMON_BACKUP)
		return lvs_refuse(why, -EINVAL, LVS_AT_DAEMON(STATE),
				  "daemon state %u is unknown: use %u (master) or %u (backup)",
				  req->state, LVS_DAEMON_MASTER,
				  LVS_DAEMON_BACKUP);
	return 0;
}
