// SPDX-License-Identifier: GPL-2.0
/* Structs to netlink attributes and back. */
#include "codec.h"

#include <arpa/inet.h>
#include <netlink/attr.h>
#include <netlink/msg.h>
#include <string.h>

static size_t addr_bytes(uint16_t family)
{
	return family == AF_INET6 ? 16 : 4;
}

static int put_addr(struct nl_msg *msg, int type, const struct lvs_addr *addr)
{
	uint8_t bytes[16] = { 0 };

	memcpy(bytes, &addr->v6, addr_bytes(addr->family));
	return nla_put(msg, type, sizeof(bytes), bytes);
}

static int put_id(struct nl_msg *msg, const struct lvs_svc *svc)
{
	int err = nla_put_u16(msg, LVS_SVC_ATTR_AF, svc->addr.family);

	if (svc->fwmark)
		return err | nla_put_u32(msg, LVS_SVC_ATTR_FWMARK, svc->fwmark);
	err |= nla_put_u16(msg, LVS_SVC_ATTR_PROTOCOL, svc->protocol);
	err |= put_addr(msg, LVS_SVC_ATTR_ADDR, &svc->addr);
	return err | nla_put_u16(msg, LVS_SVC_ATTR_PORT, htons(svc->port));
}

int lvs_put_svc_id(struct nl_msg *msg, const struct lvs_svc *svc)
{
	struct nlattr *nest = nla_nest_start(msg, LVS_CMD_ATTR_SERVICE);

	if (!nest || put_id(msg, svc))
		return -1;
	nla_nest_end(msg, nest);
	return 0;
}

static const struct {
	int attr;
	size_t at;
} extras[] = {
	{ LVS_SVC_ATTR_TIMEOUT_TCP, offsetof(struct lvs_svc, flow.tcp_s) },
	{ LVS_SVC_ATTR_TIMEOUT_TCP_FIN,
	  offsetof(struct lvs_svc, flow.tcp_fin_s) },
	{ LVS_SVC_ATTR_TIMEOUT_UDP, offsetof(struct lvs_svc, flow.udp_s) },
	{ LVS_SVC_ATTR_TABLE_SIZE, offsetof(struct lvs_svc, table_size) },
	{ LVS_SVC_ATTR_SLOW_START, offsetof(struct lvs_svc, slow_start_s) },
	{ LVS_SVC_ATTR_SOURCE_RATE, offsetof(struct lvs_svc, source_rate) },
	{ LVS_SVC_ATTR_SOURCE_BURST, offsetof(struct lvs_svc, source_burst) },
};

#define EXTRAS (sizeof(extras) / sizeof(extras[0]))

static int put_extras(struct nl_msg *msg, const struct lvs_svc *svc,
		      bool zeros)
{
	uint32_t value;
	int err = 0;
	size_t i;

	for (i = 0; i < EXTRAS; i++) {
		memcpy(&value, (const char *)svc + extras[i].at,
		       sizeof(value));
		if (value || zeros)
			err |= nla_put_u32(msg, extras[i].attr, value);
	}
	if (svc->hash_seed || zeros)
		err |= nla_put_u64(msg, LVS_SVC_ATTR_HASH_SEED,
				   svc->hash_seed);
	return err;
}

static int put_svc(struct nl_msg *msg, const struct lvs_svc *svc, bool zeros)
{
	struct lvs_flags flags = { .flags = svc->flags, .mask = ~0u };
	struct nlattr *nest = nla_nest_start(msg, LVS_CMD_ATTR_SERVICE);
	int err;

	if (!nest)
		return -1;
	err = put_id(msg, svc);
	err |= nla_put_string(msg, LVS_SVC_ATTR_SCHED_NAME, svc->sched);
	if (svc->pe[0])
		err |= nla_put_string(msg, LVS_SVC_ATTR_PE_NAME, svc->pe);
	err |= nla_put(msg, LVS_SVC_ATTR_FLAGS, sizeof(flags), &flags);
	err |= nla_put_u32(msg, LVS_SVC_ATTR_TIMEOUT, svc->timeout_s);
	err |= nla_put_u32(msg, LVS_SVC_ATTR_NETMASK, svc->netmask);
	err |= put_extras(msg, svc, zeros);
	if (err)
		return -1;
	nla_nest_end(msg, nest);
	return 0;
}

int lvs_put_svc_new(struct nl_msg *msg, const struct lvs_svc *svc)
{
	return put_svc(msg, svc, false);
}

int lvs_put_svc(struct nl_msg *msg, const struct lvs_svc *svc)
{
	return put_svc(msg, svc, true);
}

static int put_dest_id(struct nl_msg *msg, const struct lvs_dest *dest)
{
	int err = nla_put_u16(msg, LVS_DEST_ATTR_ADDR_FAMILY,
			      dest->addr.family);

	err |= put_addr(msg, LVS_DEST_ATTR_ADDR, &dest->addr);
	return err | nla_put_u16(msg, LVS_DEST_ATTR_PORT, htons(dest->port));
}

int lvs_put_dest_id(struct nl_msg *msg, const struct lvs_dest *dest)
{
	struct nlattr *nest = nla_nest_start(msg, LVS_CMD_ATTR_DEST);

	if (!nest || put_dest_id(msg, dest))
		return -1;
	nla_nest_end(msg, nest);
	return 0;
}

int lvs_put_dest(struct nl_msg *msg, const struct lvs_dest *dest)
{
	struct nlattr *nest = nla_nest_start(msg, LVS_CMD_ATTR_DEST);
	int err;

	if (!nest)
		return -1;
	err = put_dest_id(msg, dest);
	err |= nla_put_u32(msg, LVS_DEST_ATTR_FWD_METHOD, dest->fwd);
	err |= nla_put_s32(msg, LVS_DEST_ATTR_WEIGHT, dest->weight);
	err |= nla_put_u8(msg, LVS_DEST_ATTR_TUN_TYPE, dest->tun_type);
	err |= nla_put_u16(msg, LVS_DEST_ATTR_TUN_PORT, htons(dest->tun_port));
	err |= nla_put_u16(msg, LVS_DEST_ATTR_TUN_FLAGS, dest->tun_flags);
	err |= nla_put_u32(msg, LVS_DEST_ATTR_U_THRESH, dest->u_thresh);
	err |= nla_put_u32(msg, LVS_DEST_ATTR_L_THRESH, dest->l_thresh);
	if (err)
		return -1;
	nla_nest_end(msg, nest);
	return 0;
}

static int put_group(struct nl_msg *msg, const struct lvs_addr *group)
{
	switch (group->family) {
	case AF_INET:
		return nla_put(msg, LVS_DAEMON_ATTR_MCAST_GROUP, 4, &group->v4);
	case AF_INET6:
		return nla_put(msg, LVS_DAEMON_ATTR_MCAST_GROUP6, 16,
			       &group->v6);
	default:
		return 0;
	}
}

int lvs_put_daemon(struct nl_msg *msg, const struct lvs_daemon *d)
{
	struct nlattr *nest = nla_nest_start(msg, LVS_CMD_ATTR_DAEMON);
	int err;

	if (!nest)
		return -1;
	err = nla_put_u32(msg, LVS_DAEMON_ATTR_STATE, d->state);
	err |= nla_put_string(msg, LVS_DAEMON_ATTR_MCAST_IFN, d->ifname);
	err |= nla_put_u32(msg, LVS_DAEMON_ATTR_SYNC_ID, d->sync_id);
	if (d->maxlen_bytes)
		err |= nla_put_u16(msg, LVS_DAEMON_ATTR_SYNC_MAXLEN,
				   d->maxlen_bytes);
	err |= put_group(msg, &d->group);
	if (d->port)
		err |= nla_put_u16(msg, LVS_DAEMON_ATTR_MCAST_PORT, d->port);
	if (d->ttl)
		err |= nla_put_u8(msg, LVS_DAEMON_ATTR_MCAST_TTL, d->ttl);
	if (err)
		return -1;
	nla_nest_end(msg, nest);
	return 0;
}

/* An unsigned number of whatever length the kernel chose; absent: 0. */
static uint64_t take_uint(const struct nlattr *attr)
{
	uint64_t v64 = 0;
	uint32_t v32;
	uint16_t v16;

	if (!attr)
		return 0;
	switch (nla_len(attr)) {
	case 1:
		return *(const uint8_t *)nla_data(attr);
	case 2:
		memcpy(&v16, nla_data(attr), sizeof(v16));
		return v16;
	case 4:
		memcpy(&v32, nla_data(attr), sizeof(v32));
		return v32;
	case 8:
		memcpy(&v64, nla_data(attr), sizeof(v64));
		return v64;
	default:
		return 0;
	}
}

static uint16_t take_port(const struct nlattr *attr)
{
	return ntohs((uint16_t)take_uint(attr));
}

static bool take_addr(const struct nlattr *attr, uint16_t family,
		      struct lvs_addr *addr)
{
	size_t bytes = addr_bytes(family);

	memset(addr, 0, sizeof(*addr));
	addr->family = family;
	if (!attr || nla_len(attr) < (int)bytes)
		return false;
	memcpy(&addr->v6, nla_data(attr), bytes);
	return true;
}

static void take_stats(struct nlattr *nest64, struct nlattr *nest32,
		       struct lvs_stats *stats)
{
	struct nlattr *tb[LVS_STATS_ATTR_MAX + 1];
	struct nlattr *nest = nest64 ? nest64 : nest32;

	if (!nest || nla_parse_nested(tb, LVS_STATS_ATTR_MAX, nest, NULL) < 0)
		return;
	stats->conns = take_uint(tb[LVS_STATS_ATTR_CONNS]);
	stats->in_pkts = take_uint(tb[LVS_STATS_ATTR_INPKTS]);
	stats->out_pkts = take_uint(tb[LVS_STATS_ATTR_OUTPKTS]);
	stats->in_bytes = take_uint(tb[LVS_STATS_ATTR_INBYTES]);
	stats->out_bytes = take_uint(tb[LVS_STATS_ATTR_OUTBYTES]);
	stats->cps = take_uint(tb[LVS_STATS_ATTR_CPS]);
	stats->in_pps = take_uint(tb[LVS_STATS_ATTR_INPPS]);
	stats->out_pps = take_uint(tb[LVS_STATS_ATTR_OUTPPS]);
	stats->in_bps = take_uint(tb[LVS_STATS_ATTR_INBPS]);
	stats->out_bps = take_uint(tb[LVS_STATS_ATTR_OUTBPS]);
}

static bool take_id(struct nlattr **tb, struct lvs_svc *svc)
{
	uint16_t family = take_uint(tb[LVS_SVC_ATTR_AF]);

	svc->addr.family = family;
	svc->protocol = take_uint(tb[LVS_SVC_ATTR_PROTOCOL]);
	svc->fwmark = take_uint(tb[LVS_SVC_ATTR_FWMARK]);
	svc->port = take_port(tb[LVS_SVC_ATTR_PORT]);
	if (family != AF_INET && family != AF_INET6)
		return false;
	if (tb[LVS_SVC_ATTR_FWMARK])
		return true;
	return tb[LVS_SVC_ATTR_PROTOCOL] && tb[LVS_SVC_ATTR_PORT] &&
	       take_addr(tb[LVS_SVC_ATTR_ADDR], family, &svc->addr);
}

static void take_extras(struct nlattr **tb, struct lvs_svc *svc)
{
	uint32_t value;
	size_t i;

	for (i = 0; i < EXTRAS; i++) {
		value = take_uint(tb[extras[i].attr]);
		memcpy((char *)svc + extras[i].at, &value, sizeof(value));
	}
	svc->hash_seed = take_uint(tb[LVS_SVC_ATTR_HASH_SEED]);
}

bool lvs_take_svc(struct nlattr *nest, struct lvs_svc *svc)
{
	struct nlattr *tb[LVS_SVC_EXT_MAX + 1];

	memset(svc, 0, sizeof(*svc));
	if (!nest || nla_parse_nested(tb, LVS_SVC_EXT_MAX, nest, NULL) < 0)
		return false;
	if (!take_id(tb, svc) || !tb[LVS_SVC_ATTR_SCHED_NAME] ||
	    !tb[LVS_SVC_ATTR_FLAGS] || !tb[LVS_SVC_ATTR_TIMEOUT] ||
	    !tb[LVS_SVC_ATTR_NETMASK])
		return false;
	if (nla_len(tb[LVS_SVC_ATTR_FLAGS]) < (int)sizeof(svc->flags))
		return false;
	memcpy(&svc->flags, nla_data(tb[LVS_SVC_ATTR_FLAGS]),
	       sizeof(svc->flags));
	nla_strlcpy(svc->sched, tb[LVS_SVC_ATTR_SCHED_NAME],
		    sizeof(svc->sched));
	if (tb[LVS_SVC_ATTR_PE_NAME])
		nla_strlcpy(svc->pe, tb[LVS_SVC_ATTR_PE_NAME], sizeof(svc->pe));
	svc->timeout_s = take_uint(tb[LVS_SVC_ATTR_TIMEOUT]);
	svc->netmask = take_uint(tb[LVS_SVC_ATTR_NETMASK]);
	take_extras(tb, svc);
	take_stats(tb[LVS_SVC_ATTR_STATS64], tb[LVS_SVC_ATTR_STATS],
		   &svc->stats);
	return true;
}

static void take_dest_state(struct nlattr **tb, struct lvs_dest *dest)
{
	dest->fwd = take_uint(tb[LVS_DEST_ATTR_FWD_METHOD]) & LVS_FWD_MASK;
	dest->weight = (int32_t)take_uint(tb[LVS_DEST_ATTR_WEIGHT]);
	dest->u_thresh = take_uint(tb[LVS_DEST_ATTR_U_THRESH]);
	dest->l_thresh = take_uint(tb[LVS_DEST_ATTR_L_THRESH]);
	dest->active_conns = take_uint(tb[LVS_DEST_ATTR_ACTIVE_CONNS]);
	dest->inact_conns = take_uint(tb[LVS_DEST_ATTR_INACT_CONNS]);
	dest->persist_conns = take_uint(tb[LVS_DEST_ATTR_PERSIST_CONNS]);
	dest->tun_type = take_uint(tb[LVS_DEST_ATTR_TUN_TYPE]);
	dest->tun_port = take_port(tb[LVS_DEST_ATTR_TUN_PORT]);
	dest->tun_flags = take_uint(tb[LVS_DEST_ATTR_TUN_FLAGS]);
	take_stats(tb[LVS_DEST_ATTR_STATS64], tb[LVS_DEST_ATTR_STATS],
		   &dest->stats);
}

bool lvs_take_dest(struct nlattr *nest, uint16_t svc_family,
		   struct lvs_dest *dest)
{
	struct nlattr *tb[LVS_DEST_ATTR_MAX + 1];
	uint16_t family;

	memset(dest, 0, sizeof(*dest));
	if (!nest || nla_parse_nested(tb, LVS_DEST_ATTR_MAX, nest, NULL) < 0)
		return false;
	family = take_uint(tb[LVS_DEST_ATTR_ADDR_FAMILY]);
	if (!family)
		family = svc_family;
	if (!take_addr(tb[LVS_DEST_ATTR_ADDR], family, &dest->addr) ||
	    !tb[LVS_DEST_ATTR_PORT] || !tb[LVS_DEST_ATTR_FWD_METHOD] ||
	    !tb[LVS_DEST_ATTR_WEIGHT])
		return false;
	dest->port = take_port(tb[LVS_DEST_ATTR_PORT]);
	take_dest_state(tb, dest);
	return true;
}

bool lvs_take_daemon(struct nlattr *nest, struct lvs_daemon *d)
{
	struct nlattr *tb[LVS_DAEMON_ATTR_MAX + 1];

	memset(d, 0, sizeof(*d));
	if (!nest || nla_parse_nested(tb, LVS_DAEMON_ATTR_MAX, nest, NULL) < 0)
		return false;
	if (!tb[LVS_DAEMON_ATTR_STATE] || !tb[LVS_DAEMON_ATTR_MCAST_IFN] ||
	    !tb[LVS_DAEMON_ATTR_SYNC_ID])
		return false;
	d->state = take_uint(tb[LVS_DAEMON_ATTR_STATE]);
	d->sync_id = take_uint(tb[LVS_DAEMON_ATTR_SYNC_ID]);
	nla_strlcpy(d->ifname, tb[LVS_DAEMON_ATTR_MCAST_IFN],
		    sizeof(d->ifname));
	d->maxlen_bytes = take_uint(tb[LVS_DAEMON_ATTR_SYNC_MAXLEN]);
	d->port = take_uint(tb[LVS_DAEMON_ATTR_MCAST_PORT]);
	d->ttl = take_uint(tb[LVS_DAEMON_ATTR_MCAST_TTL]);
	if (tb[LVS_DAEMON_ATTR_MCAST_GROUP])
		take_addr(tb[LVS_DAEMON_ATTR_MCAST_GROUP], AF_INET, &d->group);
	else if (tb[LVS_DAEMON_ATTR_MCAST_GROUP6])
		take_addr(tb[LVS_DAEMON_ATTR_MCAST_GROUP6], AF_INET6,
			  &d->group);
	return true;
}
