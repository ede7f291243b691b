/* SPDX-License-Identifier: GPL-2.0 */
/* Deferred work as members, for host programs; nothing is deferred. */
#ifndef HOST_LINUX_WORKQUEUE_H
#define HOST_LINUX_WORKQUEUE_H

struct work_struct {
	int pending;
};

struct delayed_work {
	struct work_struct work;
};

#endif
