/* SPDX-License-Identifier: GPL-2.0 */
/* A clock that stands until a test moves it, for host programs. */
#ifndef HOST_LINUX_TIMEKEEPING_H
#define HOST_LINUX_TIMEKEEPING_H

#include <linux/types.h>

extern s64 host_now_s;

static inline s64 ktime_get_seconds(void)
{
	return host_now_s;
}

#endif
