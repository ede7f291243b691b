/* SPDX-License-Identifier: GPL-2.0 */
/* RCU's struct, for host programs; nothing waits here. */
#ifndef HOST_LINUX_RCUPDATE_H
#define HOST_LINUX_RCUPDATE_H

struct rcu_head {
	void *next;
};

#define rcu_dereference(p) READ_ONCE(p)
#define rcu_access_pointer(p) READ_ONCE(p)

#endif
