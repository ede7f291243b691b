/* SPDX-License-Identifier: GPL-2.0 */
/* A growing array whose capacity is the next power of two of its count. */
#ifndef LIBLVS_LIST_H
#define LIBLVS_LIST_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* room for item number count; NULL: out of memory, the array is unchanged */
static inline void *lvs_list_room(void **items, size_t count, size_t bytes)
{
	void *grown;

	if (count && (count & (count - 1)))
		return (char *)*items + count * bytes;
	if (count > SIZE_MAX / 2 / bytes)
		return NULL;
	grown = realloc(*items, (count ? 2 * count : 1) * bytes);
	if (!grown)
		return NULL;
	*items = grown;
	return (char *)grown + count * bytes;
}

#endif /* LIBLVS_LIST_H */
