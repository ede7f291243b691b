// SPDX-License-Identifier: GPL-2.0
/*
 * The time that this machine has spent computing.
 *
 * A User-Mode Linux kernel is a process: it asks its host how long it has run,
 * so that what other programs of the host took does not count.
 */
#include "clock.h"

#include <linux/ktime.h>
#include <linux/time.h>

#if defined(CONFIG_UML) && defined(CONFIG_X86_64)

#define HOST_CLOCK_GETTIME 228
#define HOST_CLOCK_THREAD_CPUTIME 3

struct host_time {
	s64 s;
	s64 ns;
};

u64 gen_clock_ns(void)
{
	struct host_time now = {};
	long ret;

	asm volatile("syscall"
		     : "=a" (ret)
		     : "0" ((long)HOST_CLOCK_GETTIME),
		       "D" ((long)HOST_CLOCK_THREAD_CPUTIME), "S" (&now)
		     : "rcx", "r11", "memory");
	return now.s * NSEC_PER_SEC + now.ns;
}

#else

u64 gen_clock_ns(void)
{
	return ktime_get_ns();
}

#endif
