/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The five words that name one direction of a flow, and their keyed hash.
 * Floor 1.
 */
#ifndef LVS_BASE_TUPLE_H
#define LVS_BASE_TUPLE_H

#include "base/addr.h"

/**
 * struct lvs_tuple - one direction of a flow
 * @src: sender's address; both addresses are of one family
 * @dst: receiver's address
 * @sport: sender's port
 * @dport: receiver's port
 * @proto: IPPROTO_*
 */
struct lvs_tuple {
	struct lvs_addr src;
	struct lvs_addr dst;
	__be16 sport;
	__be16 dport;
	u8 proto;
};

void lvs_hash_init(void);
u32 lvs_hash_flow(const struct lvs_tuple *flow, u32 seed);

#endif
