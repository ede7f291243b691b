// SPDX-License-Identifier: GPL-2.0
/*
 * What a persistence engine knows flows by: data that packets carry. Floor 3.
 */
#include "obj/engine.h"

#include "base/tuple.h"

#include <linux/slab.h>
#include <linux/stddef.h>
#include <linux/string.h>

/**
 * lvs_engine_key_set() - make a key
 * @key: filled
 * @ops: who found the data
 * @data: the data
 * @bytes: how much of it
 *
 * Context: any.
 * Return: false if there is no data, or more than LVS_ENGINE_DATA_MAX.
 */
bool lvs_engine_key_set(struct lvs_engine_key *key,
			const struct lvs_engine_ops *ops, const void *data,
			size_t bytes)
{
	if (!bytes || bytes > sizeof(key->data))
		return false;
	key->ops = ops;
	key->bytes = bytes;
	memcpy(key->data, data, bytes);
	key->hash = lvs_hash_bytes(data, bytes);
	return true;
}

/**
 * lvs_engine_key_copy() - copy a key, only as large as it is
 * @key: key
 *
 * Context: softirq; atomic allocation.
 * Return: a copy for lvs_conn.engine, or NULL when memory is short.
 */
struct lvs_engine_key *lvs_engine_key_copy(const struct lvs_engine_key *key)
{
	return kmemdup(key, offsetof(struct lvs_engine_key, data) + key->bytes,
		       GFP_ATOMIC | __GFP_NOWARN);
}

/**
 * lvs_engine_key_equal() - do two keys say the same
 * @a: key
 * @b: key
 *
 * Context: any.
 * Return: true if they are of one engine and of the same data.
 */
bool lvs_engine_key_equal(const struct lvs_engine_key *a,
			  const struct lvs_engine_key *b)
{
	return a->ops == b->ops && a->bytes == b->bytes &&
	       !memcmp(a->data, b->data, a->bytes);
}
