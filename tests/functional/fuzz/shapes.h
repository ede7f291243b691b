/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Every attribute of the family "IPVS" by list, with its length: what a list
 * can be filled with that is right in form and makes no sense. shapes.py makes
 * the tables of include/spec/lvs.yaml.
 */
#ifndef FUZZ_SHAPES_H
#define FUZZ_SHAPES_H

#include <stdint.h>

/**
 * struct attr_shape - an attribute
 * @type: its number
 * @len: bytes, 0 for text and nests
 */
struct attr_shape {
	uint16_t type;
	uint16_t len;
};

/**
 * struct list_shape - an attribute list
 * @attrs: what it can hold
 * @count: of those
 */
struct list_shape {
	const struct attr_shape *attrs;
	unsigned int count;
};

extern const struct list_shape top_shape;
extern const struct list_shape svc_shape;
extern const struct list_shape dest_shape;
extern const struct list_shape daemon_shape;

#endif
