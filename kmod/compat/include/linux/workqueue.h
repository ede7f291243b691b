/* SPDX-License-Identifier: GPL-2.0 */
/* The queue whose workers may run anywhere got another name. Floor 0. */
#ifndef LVS_COMPAT_LINUX_WORKQUEUE_H
#define LVS_COMPAT_LINUX_WORKQUEUE_H

#include_next <linux/workqueue.h>

#ifndef LVS_HAVE_DFL_WQ
#define system_dfl_wq system_unbound_wq
#endif

#endif
