// SPDX-License-Identifier: GPL-2.0
/*
 * Attributes as they go into a request, some of them wrong in one way.
 */
#include "attr.h"

#include <string.h>

#include <linux/lvs.h>

/* attributes that one mistake may be away from the one before, and more */
#define WAIT_MAX	14
/* a nest that is to be spoilt is wrapped so deep at most */
#define DEPTH_MAX	8

enum mistake {
	IS_ABSENT,
	IS_SHORTER,
	IS_LONGER,
	IS_EDGE,		/* its value */
	IS_NOISE,
	IS_TWICE,
	IS_ANOTHER,		/* its number */
	IS_FLAGGED,		/* its number has flags */
	IS_NESTED,		/* in one of its own number */
	IS_UNPADDED,
	IS_LIE,			/* its length */
	IS_CROWDED,		/* by one that nobody knows */
	MISTAKES,
};

/* NULL if there is no room */
static struct nlattr *put_plain(struct message *m, unsigned int type, const void *data, size_t len)
{
	struct nlattr *attr = (struct nlattr *)(m->data + m->len);
	size_t whole = NLA_ALIGN(NLA_HDRLEN + len);

	if (len > 0xffff - NLA_HDRLEN || m->len + whole > sizeof(m->data))
		return NULL;
	memset(attr, 0, whole);
	attr->nla_type = type;
	attr->nla_len = NLA_HDRLEN + len;
	if (len)
		memcpy(attr + 1, data, len);
	m->len += whole;
	return attr;
}

static void put_edge(struct message *m, unsigned int type, size_t len)
{
	uint64_t edge = dice_edge(m->dice);
	uint8_t value[256];

	if (len > sizeof(value))
		len = sizeof(value);
	memset(value, 0, sizeof(value));
	memcpy(value, &edge, sizeof(edge));
	put_plain(m, type, value, len);
}

static void put_noise(struct message *m, unsigned int type, size_t len)
{
	uint8_t noise[512];

	if (len > sizeof(noise))
		len = sizeof(noise);
	dice_fill(m->dice, noise, len);
	put_plain(m, type, noise, len);
}

static void put_longer(struct message *m, unsigned int type, const void *data, size_t len)
{
	uint8_t longer[512];
	size_t more = 1 + dice_below(m->dice, 40);

	if (len > sizeof(longer) - more)
		len = sizeof(longer) - more;
	dice_fill(m->dice, longer, sizeof(longer));
	if (len)
		memcpy(longer, data, len);
	put_plain(m, type, longer, len + more);
}

static void put_nested(struct message *m, unsigned int type, const void *data, size_t len)
{
	unsigned int depth = 1 + dice_below(m->dice, DEPTH_MAX);
	struct nlattr *outer[DEPTH_MAX];
	unsigned int i;

	for (i = 0; i < depth; i++) {
		outer[i] = put_plain(m, type, NULL, 0);
		if (!outer[i])
			return;
	}
	put_plain(m, type, data, len);
	for (i = 0; i < depth; i++)
		outer[i]->nla_len = m->data + m->len - (uint8_t *)outer[i];
}

static unsigned int another_type(struct dice *dice)
{
	if (dice_chance(dice, 60))
		return dice_below(dice, 20);
	return dice_chance(dice, 60) ? LVS_ATTR_EXT + dice_below(dice, 10) : dice_roll(dice);
}

static void put_lie(struct message *m, unsigned int type, const void *data, size_t len)
{
	struct nlattr *attr = put_plain(m, type, data, len);

	if (attr)
		attr->nla_len = dice_chance(m->dice, 50) ?
				dice_below(m->dice, NLA_HDRLEN + len + 2) : dice_edge(m->dice);
}

static void put_unpadded(struct message *m, unsigned int type, const void *data, size_t len)
{
	size_t at = m->len;

	if (put_plain(m, type, data, len))
		m->len = at + NLA_HDRLEN + len;
}

static void put_wrong(struct message *m, unsigned int type, const void *data, size_t len)
{
	static const unsigned int flags[] = { NLA_F_NESTED, NLA_F_NET_BYTEORDER,
					      NLA_F_NESTED | NLA_F_NET_BYTEORDER };

	switch (dice_below(m->dice, MISTAKES)) {
	case IS_ABSENT:
		return;
	case IS_SHORTER:
		put_plain(m, type, data, dice_below(m->dice, len));
		return;
	case IS_LONGER:
		put_longer(m, type, data, len);
		return;
	case IS_EDGE:
		put_edge(m, type, len);
		return;
	case IS_NOISE:
		put_noise(m, type, len);
		return;
	case IS_TWICE:
		put_plain(m, type, data, len);
		put_edge(m, type, len);
		return;
	case IS_ANOTHER:
		put_plain(m, another_type(m->dice), data, len);
		return;
	case IS_FLAGGED:
		put_plain(m, type | dice_of(m->dice, flags), data, len);
		return;
	case IS_NESTED:
		put_nested(m, type, data, len);
		return;
	case IS_UNPADDED:
		put_unpadded(m, type, data, len);
		return;
	case IS_LIE:
		put_lie(m, type, data, len);
		return;
	default:
		put_noise(m, another_type(m->dice), dice_below(m->dice, 64));
		put_plain(m, type, data, len);
	}
}

/* true if it is the turn of a wrong one */
static bool is_wrong_now(struct message *m)
{
	if (!m->spoils || m->wait--)
		return false;
	m->spoils--;
	m->wait = dice_below(m->dice, WAIT_MAX);
	return true;
}

void attr_put(struct message *m, unsigned int type, const void *data, size_t len)
{
	if (is_wrong_now(m))
		put_wrong(m, type, data, len);
	else
		put_plain(m, type, data, len);
}

void attr_put_u8(struct message *m, unsigned int type, uint8_t value)
{
	attr_put(m, type, &value, sizeof(value));
}

void attr_put_u16(struct message *m, unsigned int type, uint16_t value)
{
	attr_put(m, type, &value, sizeof(value));
}

void attr_put_be16(struct message *m, unsigned int type, uint16_t value)
{
	attr_put_u16(m, type, __builtin_bswap16(value));
}

void attr_put_u32(struct message *m, unsigned int type, uint32_t value)
{
	attr_put(m, type, &value, sizeof(value));
}

void attr_put_u64(struct message *m, unsigned int type, uint64_t value)
{
	attr_put(m, type, &value, sizeof(value));
}

void attr_put_text(struct message *m, unsigned int type, const char *text)
{
	attr_put(m, type, text, strlen(text) + 1);
}

/* one that the list knows, right in length, with any value */
void attr_put_any(struct message *m, const struct list_shape *list)
{
	const struct attr_shape *attr = &list->attrs[dice_below(m->dice, list->count)];

	if (!attr->len)
		put_noise(m, attr->type, dice_below(m->dice, 24));
	else
		put_edge(m, attr->type, attr->len);
}

/* clients of either kind exist: those that flag their nests, and others */
size_t attr_nest(struct message *m, unsigned int type)
{
	size_t at = m->len;

	if (dice_chance(m->dice, 50))
		type |= NLA_F_NESTED;
	put_plain(m, type, NULL, 0);
	return at;
}

/* a nest is wrong less often than what it holds: all would be wrong with it */
void attr_nest_end(struct message *m, size_t at)
{
	struct nlattr *attr = (struct nlattr *)(m->data + at);

	attr->nla_len = m->len - at;
	if (m->spoils && dice_chance(m->dice, 15)) {
		m->spoils--;
		attr->nla_len = dice_chance(m->dice, 50) ? dice_below(m->dice, m->len - at + 2) :
							   dice_edge(m->dice);
	}
	if (m->len % NLA_ALIGNTO && dice_chance(m->dice, 50))
		m->len = NLA_ALIGN(m->len);
}
