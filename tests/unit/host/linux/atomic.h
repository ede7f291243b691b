/* SPDX-License-Identifier: GPL-2.0 */
/* Atomic words, for host programs. */
#ifndef HOST_LINUX_ATOMIC_H
#define HOST_LINUX_ATOMIC_H

#include <linux/types.h>

typedef struct { int value; } atomic_t;
typedef struct { s64 value; } atomic64_t;

static inline int atomic_read(const atomic_t *a)
{
	return __atomic_load_n(&a->value, __ATOMIC_RELAXED);
}

static inline void atomic_set(atomic_t *a, int value)
{
	__atomic_store_n(&a->value, value, __ATOMIC_RELAXED);
}

static inline s64 atomic64_read(const atomic64_t *a)
{
	return __atomic_load_n(&a->value, __ATOMIC_RELAXED);
}

static inline void atomic64_set(atomic64_t *a, s64 value)
{
	__atomic_store_n(&a->value, value, __ATOMIC_RELAXED);
}

static inline s64 atomic64_fetch_inc(atomic64_t *a)
{
	return __atomic_fetch_add(&a->value, 1, __ATOMIC_SEQ_CST);
}

static inline bool atomic64_try_cmpxchg(atomic64_t *a, s64 *old, s64 value)
{
	return __atomic_compare_exchange_n(&a->value, old, value, false,
					   __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

static inline bool try_cmpxchg(u32 *word, u32 *old, u32 value)
{
	return __atomic_compare_exchange_n(word, old, value, false,
					   __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

static inline bool try_cmpxchg64(u64 *word, u64 *old, u64 value)
{
	return __atomic_compare_exchange_n(word, old, value, false,
					   __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

#endif
