/* SPDX-License-Identifier: GPL-2.0 */
/* A clock that stands until a test moves it, for host programs. */
#ifndef HOST_LINUX_TIMEKEEPING_H
#define HOST_LINUX_TIMEKEEPING_H

#include <linux/time64.h>
#include <linux/types.h>

extern s64 host_now_s;

static inline s64 ktime_get_seconds(void)
{
	return host_now_s;
}

static inline u64 ktime_get_coarse_ns(void)
{
	return host_now_s * NSEC_PER_SEC;
}

#endif
