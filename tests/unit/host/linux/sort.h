/* SPDX-License-Identifier: GPL-2.0 */
/* Sorting, for host programs. */
#ifndef HOST_LINUX_SORT_H
#define HOST_LINUX_SORT_H

#include <stdlib.h>

static inline void sort(void *base, size_t count, size_t bytes,
			int (*compare)(const void *a, const void *b),
			void (*exchange)(void *a, void *b, int bytes))
{
	(void)exchange;
	qsort(base, count, bytes, compare);
}

#endif
