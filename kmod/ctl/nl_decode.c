// SPDX-License-Identifier: GPL-2.0
/*
 * Decodes attributes into plain requests, and tells the sender which of them
 * is wrong. Floor 8.
 *
 * The lengths are judged here and not by the kernel's policies, which would
 * answer with a general text, and would write a line to the log for numbers
 * that are longer than need be.
 */
#include "ctl/nl_decode.h"

#include <linux/netlink.h>
#include <net/genetlink.h>

enum attr_kind {
	ATTR_ANY,		/* not looked at */
	ATTR_MIN,		/* at least so many bytes */
	ATTR_MAX,		/* at most so many bytes */
	ATTR_STRING,		/* at most so many characters and a NUL */
	ATTR_NEST,		/* empty or at least a header */
};

/**
 * struct attr_rule - the form of an attribute
 * @kind: enum attr_kind
 * @size: bytes or characters, as @kind says
 * @name: as users know it
 */
struct attr_rule {
	u8 kind;
	u8 size;
	const char *name;
};

#define RULE_MIN(type, name) { ATTR_MIN, sizeof(type), name }

static const struct attr_rule svc_rules[LVS_SVC_ATTR_MAX + 1] = {
	[LVS_SVC_ATTR_AF] = RULE_MIN(u16, "address family"),
	[LVS_SVC_ATTR_PROTOCOL] = RULE_MIN(u16, "protocol"),
	[LVS_SVC_ATTR_ADDR] = { ATTR_MAX, sizeof(struct in6_addr), "address" },
	[LVS_SVC_ATTR_PORT] = RULE_MIN(__be16, "port"),
	[LVS_SVC_ATTR_FWMARK] = RULE_MIN(u32, "firewall mark"),
	[LVS_SVC_ATTR_SCHED_NAME] = { ATTR_STRING, LVS_SCHED_NAME_MAX - 1,
				      "scheduler name" },
	[LVS_SVC_ATTR_FLAGS] = { ATTR_MAX, sizeof(struct lvs_flags), "flags" },
	[LVS_SVC_ATTR_TIMEOUT] = RULE_MIN(u32, "timeout"),
	[LVS_SVC_ATTR_NETMASK] = RULE_MIN(u32, "netmask"),
	[LVS_SVC_ATTR_STATS] = { ATTR_NEST, 0, "statistics" },
	[LVS_SVC_ATTR_PE_NAME] = { ATTR_STRING, LVS_PE_NAME_MAX,
				   "persistence engine name" },
};

/* from LVS_ATTR_EXT on */
static const struct attr_rule svc_ext_rules[] = {
	RULE_MIN(u32, "tcp timeout"),
	RULE_MIN(u32, "tcpfin timeout"),
	RULE_MIN(u32, "udp timeout"),
	RULE_MIN(u32, "table size"),
	RULE_MIN(u64, "hash seed"),
	RULE_MIN(u32, "slow start"),
	RULE_MIN(u32, "source rate"),
	RULE_MIN(u32, "source burst"),
};

static const struct attr_rule dest_rules[LVS_DEST_ATTR_MAX + 1] = {
	[LVS_DEST_ATTR_ADDR] = { ATTR_MAX, sizeof(struct in6_addr),
				 "address" },
	[LVS_DEST_ATTR_PORT] = RULE_MIN(__be16, "port"),
	[LVS_DEST_ATTR_FWD_METHOD] = RULE_MIN(u32, "forwarding method"),
	[LVS_DEST_ATTR_WEIGHT] = RULE_MIN(s32, "weight"),
	[LVS_DEST_ATTR_U_THRESH] = RULE_MIN(u32, "upper threshold"),
	[LVS_DEST_ATTR_L_THRESH] = RULE_MIN(u32, "lower threshold"),
	[LVS_DEST_ATTR_ACTIVE_CONNS] = RULE_MIN(u32, "active connections"),
	[LVS_DEST_ATTR_INACT_CONNS] = RULE_MIN(u32, "inactive connections"),
	[LVS_DEST_ATTR_PERSIST_CONNS] =
		RULE_MIN(u32, "persistent connections"),
	[LVS_DEST_ATTR_STATS] = { ATTR_NEST, 0, "statistics" },
	[LVS_DEST_ATTR_ADDR_FAMILY] = RULE_MIN(u16, "address family"),
	[LVS_DEST_ATTR_TUN_TYPE] = RULE_MIN(u8, "tunnel type"),
	[LVS_DEST_ATTR_TUN_PORT] = RULE_MIN(__be16, "tunnel port"),
	[LVS_DEST_ATTR_TUN_FLAGS] = RULE_MIN(u16, "tunnel flags"),
};

static const struct attr_rule daemon_rules[LVS_DAEMON_ATTR_MAX + 1] = {
	[LVS_DAEMON_ATTR_STATE] = RULE_MIN(u32, "daemon state"),
	[LVS_DAEMON_ATTR_MCAST_IFN] = { ATTR_STRING, LVS_IFNAME_MAX - 1,
					"interface name" },
	[LVS_DAEMON_ATTR_SYNC_ID] = RULE_MIN(u32, "sync id"),
	[LVS_DAEMON_ATTR_SYNC_MAXLEN] = RULE_MIN(u16, "maximum length"),
	[LVS_DAEMON_ATTR_MCAST_GROUP] = RULE_MIN(__be32, "multicast group"),
	[LVS_DAEMON_ATTR_MCAST_GROUP6] =
		RULE_MIN(struct in6_addr, "multicast group"),
	[LVS_DAEMON_ATTR_MCAST_PORT] = RULE_MIN(u16, "multicast port"),
	[LVS_DAEMON_ATTR_MCAST_TTL] = RULE_MIN(u8, "multicast ttl"),
};

/**
 * struct attr_list - an attribute list that a message may carry
 * @nest: enum lvs_why_nest
 * @top: number of the nest at the top level
 * @max: highest number in it
 * @rules: by number
 * @name: as users know it
 * @ext: numbers from LVS_ATTR_EXT on
 * @ext_rules: of those
 */
struct attr_list {
	u8 nest;
	u8 top;
	u8 max;
	const struct attr_rule *rules;
	const char *name;
	u8 ext;
	const struct attr_rule *ext_rules;
};

static const struct attr_list svc_list = {
	LVS_WHY_SVC, LVS_CMD_ATTR_SERVICE, LVS_SVC_ATTR_MAX, svc_rules,
	"service", ARRAY_SIZE(svc_ext_rules), svc_ext_rules,
};

static const struct attr_list dest_list = {
	LVS_WHY_DEST, LVS_CMD_ATTR_DEST, LVS_DEST_ATTR_MAX, dest_rules,
	"server",
};

static const struct attr_list daemon_list = {
	LVS_WHY_DAEMON, LVS_CMD_ATTR_DAEMON, LVS_DAEMON_ATTR_MAX,
	daemon_rules, "daemon",
};

static const struct attr_list *const lists[] = {
	[LVS_WHY_SVC] = &svc_list,
	[LVS_WHY_DEST] = &dest_list,
	[LVS_WHY_DAEMON] = &daemon_list,
};

static int check_string(const struct nlattr *attr,
			const struct attr_rule *rule, u16 at,
			struct lvs_why *why)
{
	const char *text = nla_data(attr);
	unsigned int len = nla_len(attr);

	if (len > rule->size + 1U ||
	    (len == rule->size + 1U && text[rule->size]))
		return lvs_refuse(why, -EINVAL, at,
				  "%s is longer than %u characters",
				  rule->name, rule->size);
	if (!memchr(text, '\0', len))
		return lvs_refuse(why, -EINVAL, at,
				  "%s does not end with a zero byte",
				  rule->name);
	return 0;
}

static int check_form(const struct nlattr *attr, const struct attr_rule *rule,
		      u16 at, struct lvs_why *why)
{
	unsigned int len = nla_len(attr);

	switch (rule->kind) {
	case ATTR_MIN:
		if (len < rule->size)
			return lvs_refuse(why, -EINVAL, at,
					  "%s has %u bytes: needs %u",
					  rule->name, len, rule->size);
		break;
	case ATTR_MAX:
		if (len > rule->size)
			return lvs_refuse(why, -EINVAL, at,
					  "%s has %u bytes: at most %u",
					  rule->name, len, rule->size);
		break;
	case ATTR_STRING:
		return check_string(attr, rule, at, why);
	case ATTR_NEST:
		if (len && len < NLA_HDRLEN)
			return lvs_refuse(why, -EINVAL, at,
					  "%s have %u bytes: needs %u",
					  rule->name, len, NLA_HDRLEN);
		break;
	}
	return 0;
}

/* NULL for a number that we do not know */
static const struct attr_rule *find_rule(const struct attr_list *list,
					 unsigned int type)
{
	if (type >= LVS_ATTR_EXT) {
		type -= LVS_ATTR_EXT;
		return type < list->ext ? &list->ext_rules[type] : NULL;
	}
	return type && type <= list->max ? &list->rules[type] : NULL;
}

/* all attributes of a nest that we know, the last of each, by slot */
static int parse(const struct nlattr *nest, const struct attr_list *list,
		 struct nlattr **tb, u64 *present, struct lvs_why *why)
{
	const struct attr_rule *rule;
	struct nlattr *attr;
	int rem, err;

	memset(tb, 0, LVS_ATTR_SLOTS * sizeof(*tb));
	if (!nest)
		return lvs_refuse(why, -EINVAL, LVS_AT(LVS_WHY_TOP, list->top),
				  "%s is missing", list->name);
	nla_for_each_nested(attr, nest, rem) {
		int type = nla_type(attr);

		rule = find_rule(list, type);
		if (!rule)
			continue;
		err = check_form(attr, rule, LVS_AT(list->nest, type), why);
		if (err)
			return err;
		tb[lvs_attr_slot(type)] = attr;
		*present |= 1ULL << lvs_attr_slot(type);
	}
	return 0;
}

/* a number that may be absent, then 0 */
#define NUMBER(attr, get) ((attr) ? get(attr) : 0)

static void copy_short(void *to, const struct nlattr *attr, int size)
{
	if (attr)
		nla_memcpy(to, attr, size);
}

static void copy_string(char *to, const struct nlattr *attr, size_t size)
{
	if (attr)
		nla_strscpy(to, attr, size);
}

static void decode_sched_conf(struct nlattr *const *tb,
			      struct lvs_sched_conf *conf)
{
	const struct nlattr *attr;

	attr = tb[lvs_attr_slot(LVS_SVC_ATTR_TABLE_SIZE)];
	conf->table_size = NUMBER(attr, nla_get_u32);
	attr = tb[lvs_attr_slot(LVS_SVC_ATTR_HASH_SEED)];
	conf->hash_seed = NUMBER(attr, nla_get_u64);
	attr = tb[lvs_attr_slot(LVS_SVC_ATTR_SLOW_START)];
	conf->slow_start_s = NUMBER(attr, nla_get_u32);
}

static void decode_source_conf(struct nlattr *const *tb,
			       struct lvs_source_conf *conf)
{
	const struct nlattr *attr;

	attr = tb[lvs_attr_slot(LVS_SVC_ATTR_SOURCE_RATE)];
	conf->rate = NUMBER(attr, nla_get_u32);
	attr = tb[lvs_attr_slot(LVS_SVC_ATTR_SOURCE_BURST)];
	conf->burst = NUMBER(attr, nla_get_u32);
}

/**
 * lvs_nl_decode_svc() - decode a service
 * @nest: LVS_CMD_ATTR_SERVICE, or NULL
 * @req: filled
 * @why: filled when refused
 *
 * Context: any.
 * Return: 0, or -EINVAL if @nest or the form of an attribute is wrong.
 */
int lvs_nl_decode_svc(const struct nlattr *nest, struct lvs_svc_req *req,
		      struct lvs_why *why)
{
	struct nlattr *tb[LVS_ATTR_SLOTS];
	struct nlattr *attr;
	unsigned int i;
	int err;

	memset(req, 0, sizeof(*req));
	err = parse(nest, &svc_list, tb, &req->present, why);
	if (err)
		return err;
	req->family = NUMBER(tb[LVS_SVC_ATTR_AF], nla_get_u16);
	req->proto = NUMBER(tb[LVS_SVC_ATTR_PROTOCOL], nla_get_u16);
	copy_short(req->words, tb[LVS_SVC_ATTR_ADDR], sizeof(req->words));
	req->port = NUMBER(tb[LVS_SVC_ATTR_PORT], nla_get_be16);
	req->fwmark = NUMBER(tb[LVS_SVC_ATTR_FWMARK], nla_get_u32);
	copy_string(req->sched, tb[LVS_SVC_ATTR_SCHED_NAME],
		    sizeof(req->sched));
	copy_string(req->pe, tb[LVS_SVC_ATTR_PE_NAME], sizeof(req->pe));
	copy_short(&req->flags, tb[LVS_SVC_ATTR_FLAGS], sizeof(req->flags));
	req->timeout_s = NUMBER(tb[LVS_SVC_ATTR_TIMEOUT], nla_get_u32);
	req->netmask = NUMBER(tb[LVS_SVC_ATTR_NETMASK], nla_get_u32);
	for (i = 0; i < LVS_TIMEOUT_COUNT; i++) {
		attr = tb[lvs_attr_slot(LVS_SVC_ATTR_TIMEOUT_TCP + i)];
		req->flow_timeout_s[i] = NUMBER(attr, nla_get_u32);
	}
	decode_sched_conf(tb, &req->sched_conf);
	decode_source_conf(tb, &req->source);
	return 0;
}

/**
 * lvs_nl_decode_dest() - decode a server
 * @nest: LVS_CMD_ATTR_DEST, or NULL
 * @req: filled; what is wrong with @nest is noted in it, since IPVS looks for
 *	the service first
 *
 * Context: any.
 */
void lvs_nl_decode_dest(const struct nlattr *nest, struct lvs_dest_req *req)
{
	struct nlattr *tb[LVS_ATTR_SLOTS];

	memset(req, 0, sizeof(*req));
	req->malformed = parse(nest, &dest_list, tb, &req->present, &req->why);
	if (req->malformed)
		return;
	req->family = NUMBER(tb[LVS_DEST_ATTR_ADDR_FAMILY], nla_get_u16);
	copy_short(req->words, tb[LVS_DEST_ATTR_ADDR], sizeof(req->words));
	req->port = NUMBER(tb[LVS_DEST_ATTR_PORT], nla_get_be16);
	req->fwd = NUMBER(tb[LVS_DEST_ATTR_FWD_METHOD], nla_get_u32);
	req->weight = NUMBER(tb[LVS_DEST_ATTR_WEIGHT], nla_get_s32);
	req->upper = NUMBER(tb[LVS_DEST_ATTR_U_THRESH], nla_get_u32);
	req->lower = NUMBER(tb[LVS_DEST_ATTR_L_THRESH], nla_get_u32);
	req->tun_type = NUMBER(tb[LVS_DEST_ATTR_TUN_TYPE], nla_get_u8);
	req->tun_port = NUMBER(tb[LVS_DEST_ATTR_TUN_PORT], nla_get_be16);
	req->tun_flags = NUMBER(tb[LVS_DEST_ATTR_TUN_FLAGS], nla_get_u16);
}

/**
 * lvs_nl_decode_daemon() - decode a replication daemon
 * @nest: LVS_CMD_ATTR_DAEMON, or NULL
 * @req: filled
 * @why: filled when refused
 *
 * Context: any.
 * Return: 0, or -EINVAL if @nest or the form of an attribute is wrong.
 */
int lvs_nl_decode_daemon(const struct nlattr *nest,
			 struct lvs_daemon_req *req, struct lvs_why *why)
{
	struct nlattr *tb[LVS_ATTR_SLOTS];
	int err;

	memset(req, 0, sizeof(*req));
	err = parse(nest, &daemon_list, tb, &req->present, why);
	if (err)
		return err;
	req->state = NUMBER(tb[LVS_DAEMON_ATTR_STATE], nla_get_u32);
	copy_string(req->ifname, tb[LVS_DAEMON_ATTR_MCAST_IFN],
		    sizeof(req->ifname));
	req->group = NUMBER(tb[LVS_DAEMON_ATTR_MCAST_GROUP], nla_get_in_addr);
	copy_short(&req->group6, tb[LVS_DAEMON_ATTR_MCAST_GROUP6],
		   sizeof(req->group6));
	return 0;
}

/**
 * lvs_nl_decode_timeouts() - decode the time-outs
 * @attrs: top level of the request, form judged by the family's policy
 * @req: filled
 *
 * Context: any.
 */
void lvs_nl_decode_timeouts(struct nlattr *const *attrs,
			    struct lvs_timeouts_req *req)
{
	unsigned int i;

	for (i = 0; i < LVS_TIMEOUT_COUNT; i++)
		req->s[i] = NUMBER(attrs[LVS_CMD_ATTR_TIMEOUT_TCP + i],
				   nla_get_u32);
}

/* point the sender at the attribute: the one that came, or where one lacks */
static void mark_attr(struct genl_info *info, const struct lvs_why *why)
{
	struct nlattr *nest = NULL;
	struct nlattr *attr;

	if (why->nest == LVS_WHY_TOP) {
		attr = info->attrs[why->attr];
	} else {
		nest = info->attrs[lists[why->nest]->top];
		attr = nest ? nla_find_nested(nest, why->attr) : NULL;
	}
	if (attr)
		NL_SET_BAD_ATTR(info->extack, attr);
	else
		NL_SET_ERR_ATTR_MISS(info->extack, nest, why->attr);
}

/**
 * lvs_nl_refuse() - tell the sender why its request is refused
 * @info: the request
 * @err: negative errno
 * @why: reason; without a text, memory was short
 *
 * Context: process.
 * Return: @err.
 */
int lvs_nl_refuse(struct genl_info *info, int err, const struct lvs_why *why)
{
	if (!why->text[0]) {
		NL_SET_ERR_MSG(info->extack, "not enough memory");
		return err;
	}
	NL_SET_ERR_MSG_FMT(info->extack, "%s", why->text);
	mark_attr(info, why);
	return err;
}
