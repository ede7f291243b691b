/* SPDX-License-Identifier: GPL-2.0 */
/* Memory, for host programs; a test can make it fail. */
#ifndef HOST_LINUX_SLAB_H
#define HOST_LINUX_SLAB_H

#include <stdlib.h>

#define GFP_KERNEL 0
#define GFP_KERNEL_ACCOUNT 0
#define __GFP_NOWARN 0

/* so many allocations succeed before one fails; negative: all succeed */
extern int host_allocs_left;

static inline void *host_alloc(size_t bytes)
{
	if (!host_allocs_left)
		return NULL;
	if (host_allocs_left > 0)
		host_allocs_left--;
	return aligned_alloc(64, (bytes + 63) / 64 * 64);
}

static inline void *kvzalloc(size_t bytes, int how)
{
	void *memory = host_alloc(bytes);

	(void)how;
	return memory ? __builtin_memset(memory, 0, bytes) : NULL;
}

static inline void *kvmalloc_array(size_t count, size_t bytes, int how)
{
	(void)how;
	return host_alloc(count * bytes);
}

static inline void kvfree(const void *memory)
{
	free((void *)memory);
}

#endif
