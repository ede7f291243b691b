/* SPDX-License-Identifier: GPL-2.0 */
/* A node of the kernel's hash table, for host programs; nothing looks it up. */
#ifndef HOST_LINUX_RHASHTABLE_TYPES_H
#define HOST_LINUX_RHASHTABLE_TYPES_H

struct rhash_head {
	void *next;
};

#endif
