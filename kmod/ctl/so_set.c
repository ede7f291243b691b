// SPDX-License-Identifier: GPL-2.0
/*
 * Requests by socket option that change something. Floor 8.
 *
 * They are decoded into the requests that netlink knows. Why one is refused
 * cannot be told but by errno.
 */
#include "ctl/so_set.h"

#include "base/net.h"
#include "ctl/config.h"
#include "ctl/config_daemon.h"
#include "ctl/config_dest.h"
#include "ctl/config_svc.h"
#include "ctl/request.h"
#include "ctl/so_key.h"

#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/in.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <uapi/linux/ip_vs.h>

/**
 * union arg - what comes with a request
 * @key: which service, but for time-outs and daemons
 * @svc: service
 * @dest: server; the service is @svc
 * @timeouts: time-outs
 * @daemon: daemon
 */
union arg {
	struct lvs_so_key key;
	struct {
		struct ip_vs_service_user svc;
		struct ip_vs_dest_user dest;
	};
	struct ip_vs_timeout_user timeouts;
	struct ip_vs_daemon_user daemon;
};

/* as IPVS has it, also where a mark makes the protocol void */
static int check_proto(const union arg *arg)
{
	switch (arg->key.proto) {
	case IPPROTO_TCP:
	case IPPROTO_UDP:
	case IPPROTO_SCTP:
		return 0;
	default:
		return -EFAULT;
	}
}

static int decode_key(const union arg *arg, struct lvs_svc_req *req)
{
	lvs_so_decode_key(&arg->key, req);
	return check_proto(arg);
}

static int decode_svc(const union arg *arg, struct lvs_svc_req *req)
{
	const struct ip_vs_service_user *svc = &arg->svc;

	if (!memchr(svc->sched_name, '\0', sizeof(svc->sched_name)))
		return -EINVAL;
	lvs_so_decode_key(&arg->key, req);
	req->present |= BIT_ULL(LVS_SVC_ATTR_SCHED_NAME) |
			BIT_ULL(LVS_SVC_ATTR_FLAGS) |
			BIT_ULL(LVS_SVC_ATTR_TIMEOUT) |
			BIT_ULL(LVS_SVC_ATTR_NETMASK);
	static_assert(sizeof(req->sched) == sizeof(svc->sched_name));
	memcpy(req->sched, svc->sched_name, sizeof(req->sched));
	req->flags.flags = svc->flags;
	req->flags.mask = ~0U;
	req->timeout_s = svc->timeout;
	req->netmask = (__force u32)svc->netmask;
	return check_proto(arg);
}

static void decode_dest(const union arg *arg, struct lvs_dest_req *req)
{
	const struct ip_vs_dest_user *dest = &arg->dest;

	*req = (struct lvs_dest_req) {
		.present = BIT_ULL(LVS_DEST_ATTR_ADDR) |
			   BIT_ULL(LVS_DEST_ATTR_PORT) |
			   BIT_ULL(LVS_DEST_ATTR_FWD_METHOD) |
			   BIT_ULL(LVS_DEST_ATTR_WEIGHT) |
			   BIT_ULL(LVS_DEST_ATTR_U_THRESH) |
			   BIT_ULL(LVS_DEST_ATTR_L_THRESH),
		.family = AF_INET,
		.words = { dest->addr },
		.port = dest->port,
		.fwd = dest->conn_flags,
		.weight = dest->weight,
		.upper = dest->u_threshold,
		.lower = dest->l_threshold,
	};
}

static int add_svc(struct lvs_net *lnet, const union arg *arg)
{
	struct lvs_svc_req req;
	struct lvs_why why;

	return decode_svc(arg, &req) ?: lvs_config_add_svc(lnet, &req, &why);
}

static int edit_svc(struct lvs_net *lnet, const union arg *arg)
{
	struct lvs_svc_req req;
	struct lvs_why why;

	return decode_svc(arg, &req) ?: lvs_config_edit_svc(lnet, &req, &why);
}

static int del_svc(struct lvs_net *lnet, const union arg *arg)
{
	struct lvs_svc_req req;
	struct lvs_why why;

	return decode_key(arg, &req) ?: lvs_config_del_svc(lnet, &req, &why);
}

static int flush(struct lvs_net *lnet, const union arg *arg)
{
	lvs_config_flush(lnet);
	return 0;
}

/* a request that names no service is for all of them */
static int zero(struct lvs_net *lnet, const union arg *arg)
{
	struct lvs_svc_req req;
	struct lvs_why why;

	if (!arg->key.fwmark && !arg->key.addr && !arg->key.port) {
		lvs_config_zero(lnet);
		return 0;
	}
	return decode_key(arg, &req) ?: lvs_config_zero_svc(lnet, &req, &why);
}

static int apply_dest(struct lvs_net *lnet, const union arg *arg,
		      int (*apply)(struct lvs_net *lnet,
				   const struct lvs_svc_req *sreq,
				   const struct lvs_dest_req *req,
				   struct lvs_why *why))
{
	struct lvs_dest_req req;
	struct lvs_svc_req sreq;
	struct lvs_why why;

	decode_dest(arg, &req);
	return decode_key(arg, &sreq) ?: apply(lnet, &sreq, &req, &why);
}

static int add_dest(struct lvs_net *lnet, const union arg *arg)
{
	return apply_dest(lnet, arg, lvs_config_add_dest);
}

static int edit_dest(struct lvs_net *lnet, const union arg *arg)
{
	return apply_dest(lnet, arg, lvs_config_edit_dest);
}

static int del_dest(struct lvs_net *lnet, const union arg *arg)
{
	return apply_dest(lnet, arg, lvs_config_del_dest);
}

/* negative ones are out of range when read as large ones */
static int set_timeouts(struct lvs_net *lnet, const union arg *arg)
{
	const struct lvs_timeouts_req req = {
		.s = {
			[LVS_TIMEOUT_TCP] = arg->timeouts.tcp_timeout,
			[LVS_TIMEOUT_TCP_FIN] = arg->timeouts.tcp_fin_timeout,
			[LVS_TIMEOUT_UDP] = arg->timeouts.udp_timeout,
		},
	};
	struct lvs_why why;

	return lvs_config_set_timeouts(lnet, &req, &why);
}

static int start_daemon(struct lvs_net *lnet, const union arg *arg)
{
	struct lvs_daemon_req req = {
		.present = BIT_ULL(LVS_DAEMON_ATTR_STATE) |
			   BIT_ULL(LVS_DAEMON_ATTR_MCAST_IFN) |
			   BIT_ULL(LVS_DAEMON_ATTR_SYNC_ID),
		.state = arg->daemon.state,
	};
	struct lvs_why why;

	if (strscpy(req.ifname, arg->daemon.mcast_ifn,
		    sizeof(req.ifname)) <= 0)
		return -EINVAL;
	return lvs_config_start_daemon(lnet, &req, &why);
}

static int stop_daemon(struct lvs_net *lnet, const union arg *arg)
{
	struct lvs_daemon_req req = {
		.present = BIT_ULL(LVS_DAEMON_ATTR_STATE),
		.state = arg->daemon.state,
	};
	struct lvs_why why;

	return lvs_config_stop_daemon(lnet, &req, &why);
}

/**
 * struct request - what an option does
 * @bytes: of what comes with it
 * @apply: does it
 */
struct request {
	unsigned int bytes;
	int (*apply)(struct lvs_net *lnet, const union arg *arg);
};

#define SVC_BYTES sizeof(struct ip_vs_service_user)
#define DEST_BYTES offsetofend(union arg, dest)
#define DAEMON_BYTES sizeof(struct ip_vs_daemon_user)

static const struct request requests[] = {
	[IP_VS_SO_SET_ADD - IP_VS_BASE_CTL] = { SVC_BYTES, add_svc },
	[IP_VS_SO_SET_EDIT - IP_VS_BASE_CTL] = { SVC_BYTES, edit_svc },
	[IP_VS_SO_SET_DEL - IP_VS_BASE_CTL] = { SVC_BYTES, del_svc },
	[IP_VS_SO_SET_FLUSH - IP_VS_BASE_CTL] = { 0, flush },
	[IP_VS_SO_SET_ADDDEST - IP_VS_BASE_CTL] = { DEST_BYTES, add_dest },
	[IP_VS_SO_SET_DELDEST - IP_VS_BASE_CTL] = { DEST_BYTES, del_dest },
	[IP_VS_SO_SET_EDITDEST - IP_VS_BASE_CTL] = { DEST_BYTES, edit_dest },
	[IP_VS_SO_SET_TIMEOUT - IP_VS_BASE_CTL] = {
		sizeof(struct ip_vs_timeout_user), set_timeouts },
	[IP_VS_SO_SET_STARTDAEMON - IP_VS_BASE_CTL] = {
		DAEMON_BYTES, start_daemon },
	[IP_VS_SO_SET_STOPDAEMON - IP_VS_BASE_CTL] = {
		DAEMON_BYTES, stop_daemon },
	[IP_VS_SO_SET_ZERO - IP_VS_BASE_CTL] = { SVC_BYTES, zero },
};

/**
 * lvs_so_set() - apply a request
 * @lnet: namespace
 * @opt: IP_VS_SO_SET_*
 * @from: what comes with it
 * @bytes: length of that
 *
 * Context: process, may sleep.
 * Return: 0; -EINVAL for another option, a wrong length or a text without an
 * end; -EFAULT if @from cannot be read, or for a protocol other than TCP, UDP
 * and SCTP; else as the functions of ctl/config_svc, config_dest,
 * config_daemon and lvs_config_set_timeouts().
 */
int lvs_so_set(struct lvs_net *lnet, int opt, sockptr_t from,
	       unsigned int bytes)
{
	unsigned int i = opt - IP_VS_BASE_CTL;
	union arg arg;

	if (i >= ARRAY_SIZE(requests) || !requests[i].apply ||
	    bytes != requests[i].bytes)
		return -EINVAL;
	memset(&arg, 0, sizeof(arg));
	if (copy_from_sockptr(&arg, from, bytes))
		return -EFAULT;
	return requests[i].apply(lnet, &arg);
}
