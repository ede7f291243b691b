/* SPDX-License-Identifier: GPL-2.0 */
/* RCU's struct, for host programs; nothing waits here. */
#ifndef HOST_LINUX_RCUPDATE_H
#define HOST_LINUX_RCUPDATE_H

struct rcu_head {
	void *next;
};

#endif
