/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Attribute lists, written and read byte by byte, so that wrong ones can be
 * made and odd ones be noticed.
 */
#ifndef API_ATTRS_H
#define API_ATTRS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <linux/netlink.h>

/* attributes of a list, ours from 128 on among them, and bytes of one */
#define FORM_ATTRS 136
#define FORM_BYTES 40

/**
 * struct attrs - attributes under construction
 * @len: bytes used
 * @data: the attributes
 */
struct attrs {
	size_t len;
	_Alignas(4) uint8_t data[4096];
};

/**
 * struct form - an attribute list as a table, to be changed at will
 * @present: by number
 * @len: by number, bytes
 * @data: by number
 */
struct form {
	bool present[FORM_ATTRS];
	size_t len[FORM_ATTRS];
	uint8_t data[FORM_ATTRS][FORM_BYTES];
};

/**
 * struct wrong - how a list is changed for a case
 * @what: the case, in words
 * @attr: which attribute
 * @how: what is done to it
 * @value: number, or length, as @how says
 * @text: text for WITH_TEXT
 * @err: expected errno by command, as the test says which
 */
struct wrong {
	const char *what;
	int attr;
	enum {
		UNCHANGED,
		ABSENT,
		WITH_LENGTH,	/* the value it has, cut or followed by zeros */
		WITH_U8,
		WITH_U16,
		WITH_BE16,
		WITH_U32,
		WITH_FILL,	/* length @value, all bytes 0xff */
		WITH_TEXT,	/* length @value, or strlen and a NUL if 0 */
	} how;
	uint64_t value;
	const char *text;
	int err[3];
};

void attrs_put(struct attrs *to, int type, const void *data, size_t len);
size_t attrs_nest(struct attrs *to, int type);
void attrs_nest_end(struct attrs *to, size_t at);
void attrs_put_form(struct attrs *to, int type, const struct form *form);

void form_set(struct form *form, int attr, const void *data, size_t len);
void form_set_u8(struct form *form, int attr, uint8_t value);
void form_set_u16(struct form *form, int attr, uint16_t value);
void form_set_be16(struct form *form, int attr, uint16_t value);
void form_set_u32(struct form *form, int attr, uint32_t value);
void form_set_text(struct form *form, int attr, const char *text);
void form_set_ip(struct form *form, int attr, const char *ip);
void form_spoil(struct form *form, const struct wrong *wrong);

/* reading: attributes of a list in their order */
const struct nlattr *attr_first(const void *list, size_t len);
const struct nlattr *attr_next(const struct nlattr *attr, const void *list,
			       size_t len);
const struct nlattr *attr_find(const void *list, size_t len, int type);
const void *attr_data(const struct nlattr *attr);
size_t attr_len(const struct nlattr *attr);
uint32_t attr_u32(const struct nlattr *attr);
uint16_t attr_u16(const struct nlattr *attr);

#endif
