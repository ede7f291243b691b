/* SPDX-License-Identifier: GPL-2.0 */
/* Lists as members, for host programs. */
#ifndef HOST_LINUX_LIST_H
#define HOST_LINUX_LIST_H

struct list_head {
	struct list_head *next, *prev;
};

struct hlist_node {
	struct hlist_node *next, **pprev;
};

#endif
