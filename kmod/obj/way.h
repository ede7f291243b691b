/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A route that packets find without taking a reference. Floor 3.
 */
#ifndef LVS_OBJ_WAY_H
#define LVS_OBJ_WAY_H

#include <linux/types.h>
#include <net/dst.h>

/* the route without a reference, or NULL if none is known that holds; RCU */
static inline struct dst_entry *lvs_way_get(struct dst_entry *const *way,
					    u32 cookie)
{
	struct dst_entry *dst = READ_ONCE(*way);

	return dst ? dst_check(dst, cookie) : NULL;
}

bool lvs_way_set(struct dst_entry **way, struct dst_entry *dst);
void lvs_way_drop(struct dst_entry **way);

#endif
