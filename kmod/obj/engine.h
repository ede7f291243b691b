/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a persistence engine knows flows by: data that packets carry. Floor 3.
 */
#ifndef LVS_OBJ_ENGINE_H
#define LVS_OBJ_ENGINE_H

#include "base/limits.h"

#include <linux/types.h>

struct lvs_engine_ops;

/**
 * struct lvs_engine_key - what flows that belong together have in common
 * @ops: the engine that found it, NULL for no key at all
 * @hash: keyed hash of @data
 * @bytes: of @data that count, at least 1
 * @data: as the packet carries it; in memory only as far as it counts when
 *	the key belongs to a template
 */
struct lvs_engine_key {
	const struct lvs_engine_ops *ops;
	u32 hash;
	u8 bytes;
	u8 data[LVS_ENGINE_DATA_MAX];
};

bool lvs_engine_key_set(struct lvs_engine_key *key,
			const struct lvs_engine_ops *ops, const void *data,
			size_t bytes);
struct lvs_engine_key *lvs_engine_key_copy(const struct lvs_engine_key *key);
bool lvs_engine_key_equal(const struct lvs_engine_key *a,
			  const struct lvs_engine_key *b);

#endif
