// SPDX-License-Identifier: GPL-2.0
/*
 * Requests that are like others, but for a few changes. Lengths are made to
 * agree again afterwards, or all that is changed would be refused at sight.
 */
#include "change.h"

#include <string.h>
#include <sys/types.h>

#include <linux/lvs.h>

#define CHANGES_MAX 4

enum change {
	CHANGE_VALUE,		/* an attribute's becomes an edge */
	CHANGE_BYTES,		/* a few of an attribute's value */
	CHANGE_DROP,		/* an attribute is gone */
	CHANGE_TWICE,		/* or comes twice */
	CHANGE_ORDER,		/* or before all others of its list */
	CHANGE_COMMAND,		/* the same is asked of another one */
	CHANGE_FLAGS,		/* of the request */
	CHANGE_CUT,		/* the last request ends earlier */
	CHANGE_JOIN,		/* another one that was kept comes next */
	CHANGES,
};

/**
 * struct site - an attribute and what it lies in, each by its offset
 * @request: the request's header
 * @nest: the nest's header, 0 if the attribute lies in none
 * @list: first attribute of the list that it is part of
 * @attr: the attribute
 * @whole: bytes from there to the next one, or to the end of the list
 */
struct site {
	size_t request;
	size_t nest;
	size_t list;
	size_t attr;
	size_t whole;
};

static struct nlmsghdr *request_at(struct message *m, size_t at)
{
	return (struct nlmsghdr *)(m->data + at);
}

static struct nlattr *attr_at(struct message *m, size_t at)
{
	return (struct nlattr *)(m->data + at);
}

/* the header of any of the requests; false if there is none */
static bool draw_request(struct message *m, size_t *request)
{
	struct nlmsghdr *nlh = request_at(m, 0);
	int len = m->len, count = 0;

	for (; NLMSG_OK(nlh, len); nlh = NLMSG_NEXT(nlh, len)) {
		if (nlh->nlmsg_len < NLMSG_HDRLEN + GENL_HDRLEN)
			continue;
		if (!dice_below(m->dice, ++count))
			*request = (uint8_t *)nlh - m->data;
	}
	return count;
}

/* any of the attributes from @at to @end, as far as those are sound */
static bool draw_attr(struct message *m, struct site *site, size_t at,
		      size_t end)
{
	size_t whole;
	int count = 0;

	site->list = at;
	for (; at + NLA_HDRLEN <= end; at += whole) {
		whole = attr_at(m, at)->nla_len;
		if (whole < NLA_HDRLEN || whole > end - at)
			break;
		whole = NLA_ALIGN(whole);
		if (whole > end - at)
			whole = end - at;
		if (!dice_below(m->dice, ++count)) {
			site->attr = at;
			site->whole = whole;
		}
	}
	return count;
}

static bool is_nest(const struct nlattr *attr)
{
	switch (attr->nla_type & NLA_TYPE_MASK) {
	case LVS_CMD_ATTR_SERVICE:
	case LVS_CMD_ATTR_DEST:
	case LVS_CMD_ATTR_DAEMON:
		return attr->nla_len > NLA_HDRLEN;
	}
	return false;
}

/* any attribute of any request, most often one in a nest where there is one */
static bool draw_site(struct message *m, struct site *site)
{
	struct site inner;
	size_t end;

	if (!draw_request(m, &site->request))
		return false;
	site->nest = 0;
	end = site->request + request_at(m, site->request)->nlmsg_len;
	if (!draw_attr(m, site, site->request + NLMSG_HDRLEN + GENL_HDRLEN,
		       end))
		return false;
	if (!is_nest(attr_at(m, site->attr)) || dice_chance(m->dice, 15))
		return true;
	inner = *site;
	inner.nest = site->attr;
	end = site->attr + attr_at(m, site->attr)->nla_len;
	if (draw_attr(m, &inner, site->attr + NLA_HDRLEN, end))
		*site = inner;
	return true;
}

static uint8_t *value_of(struct message *m, const struct site *site,
			 size_t *len)
{
	const struct nlattr *attr = attr_at(m, site->attr);

	*len = attr->nla_len - NLA_HDRLEN;
	return m->data + site->attr + NLA_HDRLEN;
}

static void change_value(struct message *m, const struct site *site)
{
	uint64_t edge = dice_edge(m->dice);
	size_t len;
	uint8_t *value = value_of(m, site, &len);

	memcpy(value, &edge, len < sizeof(edge) ? len : sizeof(edge));
}

static void change_bytes(struct message *m, const struct site *site)
{
	size_t len;
	uint8_t *value = value_of(m, site, &len);

	dice_damage(m->dice, value, len);
}

/* what the attribute lies in is so much longer, or shorter */
static void grow(struct message *m, const struct site *site, ssize_t more)
{
	m->len += more;
	request_at(m, site->request)->nlmsg_len += more;
	if (site->nest)
		attr_at(m, site->nest)->nla_len += more;
}

static void drop(struct message *m, const struct site *site)
{
	uint8_t *attr = m->data + site->attr;
	size_t next = site->attr + site->whole;

	memmove(attr, m->data + next, m->len - next);
	grow(m, site, -(ssize_t)site->whole);
}

static void double_it(struct message *m, const struct site *site)
{
	uint8_t *attr = m->data + site->attr;

	if (m->len + site->whole > sizeof(m->data))
		return;
	memmove(attr + site->whole, attr, m->len - site->attr);
	grow(m, site, site->whole);
}

static void move_first(struct message *m, const struct site *site)
{
	uint8_t *list = m->data + site->list, *attr = m->data + site->attr;
	uint8_t saved[512];

	if (site->whole > sizeof(saved))
		return;
	memcpy(saved, attr, site->whole);
	memmove(list + site->whole, list, attr - list);
	memcpy(list, saved, site->whole);
}

static void change_attr(struct message *m, enum change change)
{
	struct site site;

	if (!draw_site(m, &site))
		return;
	switch (change) {
	case CHANGE_VALUE:
		change_value(m, &site);
		break;
	case CHANGE_BYTES:
		change_bytes(m, &site);
		break;
	case CHANGE_DROP:
		drop(m, &site);
		break;
	case CHANGE_TWICE:
		double_it(m, &site);
		break;
	default:
		move_first(m, &site);
	}
}

static void change_header(struct message *m, enum change change)
{
	struct nlmsghdr *nlh;
	struct genlmsghdr *genl;
	size_t request;

	if (!draw_request(m, &request))
		return;
	nlh = request_at(m, request);
	genl = NLMSG_DATA(nlh);
	if (change == CHANGE_COMMAND)
		genl->cmd = command_draw(m->dice)->number;
	else
		nlh->nlmsg_flags ^= 1 << dice_below(m->dice, 16);
}

/* the first request stays one */
static void cut(struct message *m)
{
	struct nlmsghdr *nlh = request_at(m, 0);
	int len = m->len;

	while (NLMSG_OK(nlh, len) && NLMSG_ALIGN(nlh->nlmsg_len) < len)
		nlh = NLMSG_NEXT(nlh, len);
	if (!NLMSG_OK(nlh, len))
		return;
	nlh->nlmsg_len = NLMSG_HDRLEN +
			 dice_below(m->dice, nlh->nlmsg_len - NLMSG_HDRLEN);
	m->len = (uint8_t *)nlh - m->data + nlh->nlmsg_len;
}

static void change_once(struct message *m, const struct kept *kept)
{
	enum change change = dice_below(m->dice, CHANGES);

	switch (change) {
	case CHANGE_COMMAND:
	case CHANGE_FLAGS:
		change_header(m, change);
		break;
	case CHANGE_CUT:
		cut(m);
		break;
	case CHANGE_JOIN:
		kept_append(kept, m);
		break;
	default:
		change_attr(m, change);
	}
}

/**
 * change_some() - make something else of what was sent before
 * @m: a copy of that
 * @kept: whatever else was kept
 */
void change_some(struct message *m, const struct kept *kept)
{
	uint32_t times = 1 + dice_below(m->dice, CHANGES_MAX);

	while (times--)
		change_once(m, kept);
}
