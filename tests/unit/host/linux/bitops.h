/* SPDX-License-Identifier: GPL-2.0 */
/* Bits of words, for host programs. */
#ifndef HOST_LINUX_BITOPS_H
#define HOST_LINUX_BITOPS_H

#include <linux/types.h>

static inline int fls64(u64 word)
{
	return word ? 64 - __builtin_clzll(word) : 0;
}

#endif
