// SPDX-License-Identifier: GPL-2.0
/*
 * Attribute lists, written and read byte by byte, so that wrong ones can be
 * made and odd ones be noticed.
 */
#include "attrs.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

void attrs_put(struct attrs *to, int type, const void *data, size_t len)
{
	struct nlattr *attr = (struct nlattr *)(to->data + to->len);

	if (to->len + NLA_HDRLEN + NLA_ALIGN(len) > sizeof(to->data))
		abort();
	attr->nla_type = type;
	attr->nla_len = NLA_HDRLEN + len;
	memset(attr + 1, 0, NLA_ALIGN(len));
	if (len)
		memcpy(attr + 1, data, len);
	to->len += NLA_HDRLEN + NLA_ALIGN(len);
}

size_t attrs_nest(struct attrs *to, int type)
{
	size_t at = to->len;

	attrs_put(to, type | NLA_F_NESTED, NULL, 0);
	return at;
}

void attrs_nest_end(struct attrs *to, size_t at)
{
	((struct nlattr *)(to->data + at))->nla_len = to->len - at;
}

void attrs_put_form(struct attrs *to, int type, const struct form *form)
{
	size_t at = attrs_nest(to, type);
	int i;

	for (i = 0; i < FORM_ATTRS; i++) {
		if (form->present[i])
			attrs_put(to, i, form->data[i], form->len[i]);
	}
	attrs_nest_end(to, at);
}

void form_set(struct form *form, int attr, const void *data, size_t len)
{
	if (attr >= FORM_ATTRS || len > FORM_BYTES)
		abort();
	form->present[attr] = true;
	form->len[attr] = len;
	memset(form->data[attr], 0, FORM_BYTES);
	memcpy(form->data[attr], data, len);
}

void form_set_u8(struct form *form, int attr, uint8_t value)
{
	form_set(form, attr, &value, sizeof(value));
}

void form_set_u16(struct form *form, int attr, uint16_t value)
{
	form_set(form, attr, &value, sizeof(value));
}

void form_set_be16(struct form *form, int attr, uint16_t value)
{
	form_set_u16(form, attr, htons(value));
}

void form_set_u32(struct form *form, int attr, uint32_t value)
{
	form_set(form, attr, &value, sizeof(value));
}

void form_set_text(struct form *form, int attr, const char *text)
{
	form_set(form, attr, text, strlen(text) + 1);
}

/* always 16 bytes, as most clients send addresses */
void form_set_ip(struct form *form, int attr, const char *ip)
{
	uint8_t words[16] = {};

	if (!inet_pton(strchr(ip, ':') ? AF_INET6 : AF_INET, ip, words))
		abort();
	form_set(form, attr, words, sizeof(words));
}

void form_spoil(struct form *form, const struct wrong *wrong)
{
	uint8_t ones[FORM_BYTES];

	memset(ones, 0xff, sizeof(ones));
	switch (wrong->how) {
	case UNCHANGED:
		break;
	case ABSENT:
		form->present[wrong->attr] = false;
		break;
	case WITH_LENGTH:
		form->present[wrong->attr] = true;
		form->len[wrong->attr] = wrong->value;
		break;
	case WITH_U8:
		form_set_u8(form, wrong->attr, wrong->value);
		break;
	case WITH_U16:
		form_set_u16(form, wrong->attr, wrong->value);
		break;
	case WITH_BE16:
		form_set_be16(form, wrong->attr, wrong->value);
		break;
	case WITH_U32:
		form_set_u32(form, wrong->attr, wrong->value);
		break;
	case WITH_FILL:
		form_set(form, wrong->attr, ones, wrong->value);
		break;
	case WITH_TEXT:
		form_set(form, wrong->attr, wrong->text,
			 wrong->value ?: strlen(wrong->text) + 1);
		break;
	}
}

const struct nlattr *attr_first(const void *list, size_t len)
{
	const struct nlattr *attr = list;

	if (len < NLA_HDRLEN || attr->nla_len < NLA_HDRLEN ||
	    attr->nla_len > len)
		return NULL;
	return attr;
}

const struct nlattr *attr_next(const struct nlattr *attr, const void *list,
			       size_t len)
{
	size_t used = (const uint8_t *)attr - (const uint8_t *)list +
		      NLA_ALIGN(attr->nla_len);

	return used < len ? attr_first((const uint8_t *)list + used,
				       len - used) : NULL;
}

const struct nlattr *attr_find(const void *list, size_t len, int type)
{
	const struct nlattr *attr = attr_first(list, len);

	while (attr && (attr->nla_type & NLA_TYPE_MASK) != type)
		attr = attr_next(attr, list, len);
	return attr;
}

const void *attr_data(const struct nlattr *attr)
{
	return (const uint8_t *)attr + NLA_HDRLEN;
}

size_t attr_len(const struct nlattr *attr)
{
	return attr->nla_len - NLA_HDRLEN;
}

uint32_t attr_u32(const struct nlattr *attr)
{
	uint32_t value;

	memcpy(&value, attr_data(attr), sizeof(value));
	return value;
}

uint16_t attr_u16(const struct nlattr *attr)
{
	uint16_t value;

	memcpy(&value, attr_data(attr), sizeof(value));
	return value;
}
