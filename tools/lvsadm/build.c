// SPDX-License-Identifier: GPL-2.0
/* Services and servers as a request wants them. Pure. */
#include "build.h"

#include "sched_flags.h"
#include "text_addr.h"

#include <string.h>

struct lvs_svc svc_default(const struct request *req)
{
	struct lvs_svc svc = req->svc;

	strcpy(svc.sched, "wlc");
	svc.netmask = netmask_full(svc.addr.family);
	return svc;
}

static void apply_sched(const char *sched, struct lvs_svc *svc)
{
	/* flags and tables mean something else to another scheduler */
	if (strcmp(svc->sched, sched)) {
		svc->flags &= ~SCHED_FLAGS_ALL;
		svc->table_size = 0;
		svc->hash_seed = 0;
	}
	strcpy(svc->sched, sched);
}

static void apply_persistent(int64_t seconds, struct lvs_svc *svc)
{
	svc->timeout_s = seconds;
	if (seconds)
		svc->flags |= LVS_SVC_F_PERSISTENT;
	else
		svc->flags &= ~LVS_SVC_F_PERSISTENT;
}

static bool apply_netmask(const char *word, struct lvs_svc *svc,
			  struct failure *fail)
{
	if (text_to_netmask(word, svc->addr.family, &svc->netmask))
		return true;
	if (svc->addr.family == AF_INET6)
		return failed(fail, STATUS_USAGE,
			      "illegal ipv6 netmask specified: --netmask %s, not from 1 to 128",
			      word);
	return failed(fail, STATUS_USAGE,
		      "illegal virtual server persistent mask specified: --netmask %s",
		      word);
}

static void apply_timeouts(const struct request *req, struct lvs_svc *svc)
{
	if (request_has(req, OPT_TCP_TIMEOUT))
		svc->flow.tcp_s = req->number[OPT_TCP_TIMEOUT];
	if (request_has(req, OPT_TCPFIN_TIMEOUT))
		svc->flow.tcp_fin_s = req->number[OPT_TCPFIN_TIMEOUT];
	if (request_has(req, OPT_UDP_TIMEOUT))
		svc->flow.udp_s = req->number[OPT_UDP_TIMEOUT];
}

static void apply_sched_conf(const struct request *req, struct lvs_svc *svc)
{
	if (request_has(req, OPT_TABLE_SIZE))
		svc->table_size = req->number[OPT_TABLE_SIZE];
	if (request_has(req, OPT_HASH_SEED))
		svc->hash_seed = req->number[OPT_HASH_SEED];
	if (request_has(req, OPT_SLOW_START))
		svc->slow_start_s = req->number[OPT_SLOW_START];
}

static void apply_source(const struct request *req, struct lvs_svc *svc)
{
	if (request_has(req, OPT_SOURCE_RATE))
		svc->source_rate = req->number[OPT_SOURCE_RATE];
	if (request_has(req, OPT_SOURCE_BURST))
		svc->source_burst = req->number[OPT_SOURCE_BURST];
}

static bool svc_check(const struct lvs_svc *svc, struct failure *fail)
{
	if (svc->fwmark)
		return true;
	if (!svc->port && !(svc->flags & LVS_SVC_F_PERSISTENT))
		return failed(fail, STATUS_USAGE,
			      "Zero port specified for non-persistent service: name a port, or give --persistent");
	if (svc->protocol != IPPROTO_UDP && svc->flags & LVS_SVC_F_ONEPACKET)
		return failed(fail, STATUS_USAGE,
			      "One-Packet Scheduling is only for UDP virtual services: --ops");
	return true;
}

bool svc_apply(const struct request *req, struct lvs_svc *svc,
	       struct failure *fail)
{
	char *const *value = req->words.value;
	uint32_t flags;

	if (request_has(req, OPT_SCHEDULER))
		apply_sched(value[OPT_SCHEDULER], svc);
	if (request_has(req, OPT_PERSISTENT))
		apply_persistent(req->number[OPT_PERSISTENT], svc);
	if (request_has(req, OPT_NETMASK) &&
	    !apply_netmask(value[OPT_NETMASK], svc, fail))
		return false;
	apply_timeouts(req, svc);
	apply_sched_conf(req, svc);
	apply_source(req, svc);
	if (request_has(req, OPT_OPS))
		svc->flags |= LVS_SVC_F_ONEPACKET;
	if (request_has(req, OPT_PE))
		strcpy(svc->pe, strcmp(value[OPT_PE], "none") ?
		       value[OPT_PE] : "");
	if (request_has(req, OPT_SCHED_FLAGS)) {
		if (!sched_flags_parse(value[OPT_SCHED_FLAGS], svc->sched,
				       &flags, fail))
			return false;
		svc->flags = (svc->flags & ~SCHED_FLAGS_ALL) | flags;
	}
	return svc_check(svc, fail);
}

struct lvs_dest dest_default(const struct request *req)
{
	struct lvs_dest dest = req->dest;

	dest.fwd = LVS_FWD_DROUTE;
	dest.weight = 1;
	return dest;
}

static bool names_tunnel(const struct request *req)
{
	return req->words.given & OPTS_TUNNEL_ALL;
}

/* What the server already has counts as given. */
static bool check_tunnel(const struct request *req,
			 const struct lvs_dest *dest, struct failure *fail)
{
	uint64_t given = req->words.given;
	const struct rule *rule;

	if (!names_tunnel(req))
		return true;
	if (dest->fwd != LVS_FWD_TUNNEL)
		return failed(fail, STATUS_USAGE,
			      "Tunnel options conflict with forward method: --%s needs --ipip",
			      opt_name(__builtin_ctzll(given & OPTS_TUNNEL_ALL)));
	if (dest->tun_type > LVS_TUN_GRE)
		return true;
	rule = &tun_rules[dest->tun_type];
	if (dest->tun_type == LVS_TUN_GUE && dest->tun_port)
		given |= OPT_BIT(OPT_TUN_PORT);
	return rule_check(rule, given, OPTS_TUNNEL, fail);
}

static void apply_tunnel(const struct request *req, struct lvs_dest *dest)
{
	if (request_has(req, OPT_TUN_TYPE) && dest->tun_type != req->tun_type) {
		dest->tun_type = req->tun_type;
		dest->tun_port = 0;
		dest->tun_flags = LVS_TUN_F_NOCSUM;
	}
	if (request_has(req, OPT_TUN_PORT))
		dest->tun_port = req->number[OPT_TUN_PORT];
	if (request_has(req, OPT_TUN_NOCSUM))
		dest->tun_flags = LVS_TUN_F_NOCSUM;
	if (request_has(req, OPT_TUN_CSUM))
		dest->tun_flags = LVS_TUN_F_CSUM;
	if (request_has(req, OPT_TUN_REMCSUM))
		dest->tun_flags = LVS_TUN_F_REMCSUM;
}

static void apply_method(const struct request *req, struct lvs_dest *dest)
{
	dest->fwd = req->words.variant[OPT_FORWARD];
	if (dest->fwd == LVS_FWD_TUNNEL)
		return;
	dest->tun_type = LVS_TUN_IPIP;
	dest->tun_port = 0;
	dest->tun_flags = LVS_TUN_F_NOCSUM;
}

bool dest_apply(const struct request *req, struct lvs_dest *dest,
		struct failure *fail)
{
	if (request_has(req, OPT_FORWARD))
		apply_method(req, dest);
	if (request_has(req, OPT_WEIGHT))
		dest->weight = req->number[OPT_WEIGHT];
	if (request_has(req, OPT_UTHRESHOLD))
		dest->u_thresh = req->number[OPT_UTHRESHOLD];
	if (request_has(req, OPT_LTHRESHOLD))
		dest->l_thresh = req->number[OPT_LTHRESHOLD];
	apply_tunnel(req, dest);
	/* only address translation can change the port */
	if (!req->svc.fwmark && (dest->fwd == LVS_FWD_DROUTE ||
				 dest->fwd == LVS_FWD_TUNNEL))
		dest->port = req->svc.port;
	if (req->svc.addr.family != dest->addr.family &&
	    dest->fwd != LVS_FWD_TUNNEL)
		return failed(fail, STATUS_USAGE,
			      "Different address family is allowed only for tunneling servers: --real-server needs --ipip");
	return check_tunnel(req, dest, fail);
}
