// SPDX-License-Identifier: GPL-2.0
/*
 * Requests of the family "IPVS". More than half are sound as far as one of
 * them alone can be; most others have one or two mistakes.
 */
#include "attr.h"
#include "names.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#include <linux/lvs.h>

const struct command commands[] = {
	{ LVS_CMD_NEW_SERVICE, "NEW_SERVICE", CONTENT_SVC, 60, 0, 0 },
	{ LVS_CMD_SET_SERVICE, "SET_SERVICE", CONTENT_SVC, 40, 0, 0 },
	{ LVS_CMD_DEL_SERVICE, "DEL_SERVICE", CONTENT_SVC_NAME, 10, 0, 0 },
	{ LVS_CMD_GET_SERVICE, "GET_SERVICE", CONTENT_SVC_NAME, 25, 40, 0 },
	{ LVS_CMD_NEW_DEST, "NEW_DEST", CONTENT_DEST, 90, 0, 0 },
	{ LVS_CMD_SET_DEST, "SET_DEST", CONTENT_DEST, 50, 0, 0 },
	{ LVS_CMD_DEL_DEST, "DEL_DEST", CONTENT_DEST_NAME, 20, 0, 0 },
	{ LVS_CMD_GET_DEST, "GET_DEST", CONTENT_SVC_NAME, 25, 90, 0 },
	{ LVS_CMD_NEW_DAEMON, "NEW_DAEMON", CONTENT_DAEMON, 8, 0, EOPNOTSUPP },
	{ LVS_CMD_DEL_DAEMON, "DEL_DAEMON", CONTENT_DAEMON, 8, 0, ESRCH },
	{ LVS_CMD_GET_DAEMON, "GET_DAEMON", CONTENT_NONE, 6, 90, 0 },
	{ LVS_CMD_SET_CONFIG, "SET_CONFIG", CONTENT_TIMEOUTS, 12, 0, 0 },
	{ LVS_CMD_GET_CONFIG, "GET_CONFIG", CONTENT_NONE, 6, 0, 0 },
	{ LVS_CMD_GET_INFO, "GET_INFO", CONTENT_NONE, 6, 0, 0 },
	{ LVS_CMD_ZERO, "ZERO", CONTENT_SVC_NAME, 12, 0, 0 },
	{ LVS_CMD_FLUSH, "FLUSH", CONTENT_NONE, 3, 0, 0 },
	{ LVS_CMD_GET_EXT, "GET_EXT", CONTENT_NONE, 6, 0, 0 },
};
const unsigned int commands_count = COUNT_OF(commands);

const struct command *command_draw(struct dice *dice)
{
	unsigned int i, sum = 0;

	for (i = 0; i < COUNT_OF(commands); i++)
		sum += commands[i].weight;
	sum = dice_below(dice, sum);
	for (i = 0; sum >= commands[i].weight; i++)
		sum -= commands[i].weight;
	return &commands[i];
}

const struct command *command_find(unsigned int number)
{
	unsigned int i;

	for (i = 0; i < COUNT_OF(commands); i++) {
		if (commands[i].number == number)
			return &commands[i];
	}
	return NULL;
}

void message_clear(struct message *m, struct dice *dice)
{
	m->dice = dice;
	m->len = 0;
	m->spoils = 0;
}

static void put_svc_name(struct message *m, const struct svc_name *name)
{
	attr_put_u16(m, LVS_SVC_ATTR_AF, name->family);
	if (name->mark) {
		attr_put_u32(m, LVS_SVC_ATTR_FWMARK, name->mark);
		return;
	}
	attr_put_u16(m, LVS_SVC_ATTR_PROTOCOL, name->proto);
	attr_put(m, LVS_SVC_ATTR_ADDR, name->addr, name->addr_len);
	attr_put_be16(m, LVS_SVC_ATTR_PORT, name->port);
}

static uint32_t netmask(struct dice *dice, uint16_t family)
{
	if (family == AF_INET6)
		return 1 + dice_below(dice, 128);
	return dice_chance(dice, 60) ? ~0U : __builtin_bswap32(~0U << dice_below(dice, 32));
}

/* what a client that knows IPVS alone does not send */
static void put_svc_extras(struct message *m, const struct svc_name *name)
{
	static const uint32_t sizes[] = { 0, 251, 509, 4093, 65521, 131071 };
	struct dice *dice = m->dice;

	if (dice_chance(dice, 15))
		attr_put_text(m, LVS_SVC_ATTR_PE_NAME, dice_chance(dice, 80) ? "sip" : "");
	if (dice_chance(dice, 10))
		attr_put_u32(m, name->proto == IPPROTO_UDP ? LVS_SVC_ATTR_TIMEOUT_UDP :
			     LVS_SVC_ATTR_TIMEOUT_TCP, dice_below(dice, 100));
	if (dice_chance(dice, 10))
		attr_put_u32(m, LVS_SVC_ATTR_TABLE_SIZE, dice_of(dice, sizes));
	if (dice_chance(dice, 10))
		attr_put_u64(m, LVS_SVC_ATTR_HASH_SEED, dice_roll(dice) >> 1);
	if (dice_chance(dice, 10))
		attr_put_u32(m, LVS_SVC_ATTR_SLOW_START, dice_below(dice, 30));
	if (dice_chance(dice, 10))
		attr_put_u32(m, LVS_SVC_ATTR_SOURCE_RATE, dice_below(dice, 1000));
	if (dice_chance(dice, 10))
		attr_put_u32(m, LVS_SVC_ATTR_SOURCE_BURST, dice_below(dice, 1000));
}

static void put_svc(struct message *m, const struct svc_name *name)
{
	struct dice *dice = m->dice;
	struct lvs_flags flags = { .flags = dice_below(dice, 64), .mask = ~0U };

	put_svc_name(m, name);
	attr_put_text(m, LVS_SVC_ATTR_SCHED_NAME, sched_draw(dice));
	attr_put(m, LVS_SVC_ATTR_FLAGS, &flags, sizeof(flags));
	attr_put_u32(m, LVS_SVC_ATTR_TIMEOUT, dice_below(dice, 400));
	attr_put_u32(m, LVS_SVC_ATTR_NETMASK, netmask(dice, name->family));
	put_svc_extras(m, name);
}

static void put_dest_name(struct message *m, const struct dest_name *name)
{
	attr_put(m, LVS_DEST_ATTR_ADDR, name->addr, name->addr_len);
	attr_put_be16(m, LVS_DEST_ATTR_PORT, name->port);
	attr_put_u16(m, LVS_DEST_ATTR_ADDR_FAMILY, name->family);
}

/* by another family than the service's there are tunnels alone */
static void put_dest(struct message *m, const struct svc_name *svc, const struct dest_name *name)
{
	static const uint32_t methods[] = { LVS_FWD_MASQ, LVS_FWD_MASQ, LVS_FWD_TUNNEL,
					    LVS_FWD_TUNNEL, LVS_FWD_DROUTE, LVS_FWD_LOCAL,
					    LVS_FWD_BYPASS };
	static const uint32_t weights[] = { 0, 1, 1, 1, 2, 3, 100, 65535 };
	struct dice *dice = m->dice;
	uint32_t upper = dice_chance(dice, 20) ? dice_below(dice, 100) : 0;

	put_dest_name(m, name);
	attr_put_u32(m, LVS_DEST_ATTR_FWD_METHOD,
		     name->family != svc->family ? LVS_FWD_TUNNEL : dice_of(dice, methods));
	attr_put_u32(m, LVS_DEST_ATTR_WEIGHT, dice_of(dice, weights));
	attr_put_u32(m, LVS_DEST_ATTR_U_THRESH, upper);
	attr_put_u32(m, LVS_DEST_ATTR_L_THRESH, dice_below(dice, upper));
	if (dice_chance(dice, 40)) {
		attr_put_u8(m, LVS_DEST_ATTR_TUN_TYPE, dice_below(dice, 3));
		attr_put_be16(m, LVS_DEST_ATTR_TUN_PORT, 6080);
		attr_put_u16(m, LVS_DEST_ATTR_TUN_FLAGS, dice_below(dice, 3));
	}
}

static void put_daemon(struct message *m)
{
	attr_put_u32(m, LVS_DAEMON_ATTR_STATE, 1 + dice_below(m->dice, 2));
	attr_put_text(m, LVS_DAEMON_ATTR_MCAST_IFN, "lo");
	attr_put_u32(m, LVS_DAEMON_ATTR_SYNC_ID, dice_below(m->dice, 256));
}

static void put_timeouts(struct message *m)
{
	unsigned int type;

	for (type = LVS_CMD_ATTR_TIMEOUT_TCP; type <= LVS_CMD_ATTR_TIMEOUT_UDP; type++) {
		if (dice_chance(m->dice, 70))
			attr_put_u32(m, type, dice_below(m->dice, 1000));
	}
}

/* a few that the list knows, in any order */
static void put_nonsense(struct message *m, const struct list_shape *list)
{
	uint32_t count = dice_below(m->dice, 6);

	while (count--)
		attr_put_any(m, list);
}

/* a nest that is filled as the request wants it, or with nonsense */
static void put_svc_nest(struct message *m, const struct svc_name *name, bool whole)
{
	size_t at = attr_nest(m, LVS_CMD_ATTR_SERVICE);

	if (whole)
		put_svc(m, name);
	else
		put_svc_name(m, name);
	if (m->spoils && dice_chance(m->dice, 20))
		put_nonsense(m, &svc_shape);
	attr_nest_end(m, at);
}

static void put_dest_nest(struct message *m, const struct svc_name *svc, bool whole)
{
	struct dest_name name = dest_name_draw(m->dice, svc->family);
	size_t at = attr_nest(m, LVS_CMD_ATTR_DEST);

	if (whole)
		put_dest(m, svc, &name);
	else
		put_dest_name(m, &name);
	if (m->spoils && dice_chance(m->dice, 20))
		put_nonsense(m, &dest_shape);
	attr_nest_end(m, at);
}

static void put_daemon_nest(struct message *m)
{
	size_t at = attr_nest(m, LVS_CMD_ATTR_DAEMON);

	put_daemon(m);
	if (m->spoils && dice_chance(m->dice, 20))
		put_nonsense(m, &daemon_shape);
	attr_nest_end(m, at);
}

static void put_content(struct message *m, enum content content)
{
	struct svc_name svc = svc_name_draw(m->dice);

	switch (content) {
	case CONTENT_SVC_NAME:
		if (dice_chance(m->dice, 90))
			put_svc_nest(m, &svc, false);
		break;
	case CONTENT_SVC:
		put_svc_nest(m, &svc, true);
		break;
	case CONTENT_DEST_NAME:
	case CONTENT_DEST:
		put_svc_nest(m, &svc, false);
		put_dest_nest(m, &svc, content == CONTENT_DEST);
		break;
	case CONTENT_DAEMON:
		put_daemon_nest(m);
		break;
	case CONTENT_TIMEOUTS:
		put_timeouts(m);
		break;
	case CONTENT_NONE:
		break;
	}
	if (m->spoils && dice_chance(m->dice, 10))
		put_nonsense(m, &top_shape);
}

/* where the request begins */
static size_t begin(struct message *m, const struct command *command, uint16_t family, uint32_t seq)
{
	struct nlmsghdr *nlh = (struct nlmsghdr *)(m->data + m->len);
	struct genlmsghdr *genl = NLMSG_DATA(nlh);
	size_t at = m->len;

	memset(nlh, 0, NLMSG_HDRLEN + GENL_HDRLEN);
	nlh->nlmsg_type = family;
	nlh->nlmsg_seq = seq;
	nlh->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
	if (dice_chance(m->dice, command->dumps))
		nlh->nlmsg_flags |= NLM_F_DUMP;
	genl->cmd = command->number;
	genl->version = LVS_GENL_VERSION;
	m->len += NLMSG_HDRLEN + GENL_HDRLEN;
	return at;
}

static void end(struct message *m, size_t at)
{
	struct nlmsghdr *nlh = (struct nlmsghdr *)(m->data + at);

	nlh->nlmsg_len = m->len - at;
	m->len = NLMSG_ALIGN(m->len);
}

/* headers that are not quite right, too */
static void spoil_headers(struct message *m, size_t at)
{
	struct nlmsghdr *nlh = (struct nlmsghdr *)(m->data + at);
	struct genlmsghdr *genl = NLMSG_DATA(nlh);

	if (dice_chance(m->dice, 15))
		nlh->nlmsg_flags ^= dice_roll(m->dice);
	if (dice_chance(m->dice, 5))
		genl->version = dice_roll(m->dice);
	if (dice_chance(m->dice, 5))
		genl->reserved = dice_roll(m->dice);
	if (dice_chance(m->dice, 5))
		genl->cmd = dice_below(m->dice, 80);
}

static void put_junk(struct message *m)
{
	size_t len = dice_below(m->dice, dice_chance(m->dice, 5) ? 60000 : 400);

	if (dice_chance(m->dice, 50)) {
		put_nonsense(m, &top_shape);
		return;
	}
	if (m->len + len > sizeof(m->data))
		return;
	dice_fill(m->dice, m->data + m->len, len);
	m->len += len;
}

/**
 * message_request() - one more request
 * @m: what is to be sent at once
 * @command: what is asked
 * @family: number of the family
 * @seq: number of the request
 */
void message_request(struct message *m, const struct command *command, uint16_t family,
		     uint32_t seq)
{
	uint32_t quality = dice_below(m->dice, 100);
	size_t at = begin(m, command, family, seq);

	m->spoils = quality < 60 ? 0 : 1 + dice_below(m->dice, 2);
	m->wait = dice_below(m->dice, 12);
	if (quality < 92)
		put_content(m, command->content);
	else
		put_junk(m);
	if (quality >= 60)
		spoil_headers(m, at);
	m->spoils = 0;
	end(m, at);
}

/* many servers for one service, far ones */
void message_crowd(struct message *m, uint16_t family, uint32_t seq)
{
	struct svc_name svc = svc_name_draw(m->dice);
	const struct command *command = command_find(LVS_CMD_NEW_DEST);
	unsigned int i;

	for (i = 0; i < CROWD; i++) {
		struct dest_name name = dest_name_nth(svc.family, 1000 + i);
		size_t at = begin(m, command, family, seq + i), nest;

		put_svc_nest(m, &svc, false);
		nest = attr_nest(m, LVS_CMD_ATTR_DEST);
		put_dest(m, &svc, &name);
		attr_nest_end(m, nest);
		end(m, at);
	}
}

/* what is ready to be sent is cut, lengthened or turned in places, but for its number */
void message_damage(struct message *m)
{
	struct nlmsghdr *nlh = (struct nlmsghdr *)m->data;
	size_t more;

	switch (dice_below(m->dice, 4)) {
	case 0:
		m->len = dice_below(m->dice, m->len);
		break;
	case 1:
		nlh->nlmsg_len = dice_chance(m->dice, 50) ? dice_below(m->dice, m->len + 8) :
							    dice_edge(m->dice);
		break;
	case 2:
		more = dice_below(m->dice, 64);
		if (m->len + more > sizeof(m->data))
			break;
		dice_fill(m->dice, m->data + m->len, more);
		m->len += more;
		break;
	default:
		if (m->len > NLMSG_HDRLEN)
			dice_damage(m->dice, m->data + NLMSG_HDRLEN, m->len - NLMSG_HDRLEN);
	}
}
