/* SPDX-License-Identifier: GPL-2.0 */
/* Bits of words, for host programs. */
#ifndef HOST_LINUX_BITOPS_H
#define HOST_LINUX_BITOPS_H

#include <linux/types.h>

#define BITS_TO_LONGS(bits) \
	(((bits) + 8 * sizeof(long) - 1) / (8 * sizeof(long)))

static inline bool __test_and_set_bit(unsigned long bit, unsigned long *words)
{
	unsigned long *word = &words[bit / (8 * sizeof(long))];
	unsigned long mask = 1UL << bit % (8 * sizeof(long));
	bool was = *word & mask;

	*word |= mask;
	return was;
}

static inline int fls64(u64 word)
{
	return word ? 64 - __builtin_clzll(word) : 0;
}

#endif
