/* SPDX-License-Identifier: GPL-2.0 */
/* From a member to what it is in, for host programs. */
#ifndef HOST_LINUX_CONTAINER_OF_H
#define HOST_LINUX_CONTAINER_OF_H

#include <stddef.h>

#define container_of(ptr, type, member) \
	((type *)((char *)(ptr) - offsetof(type, member)))

#endif
