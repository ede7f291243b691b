// SPDX-License-Identifier: GPL-2.0
/*
 * The time that this machine has spent computing.
 *
 * A User-Mode Linux kernel is a process: it asks its host how long it has run,
 * so that what other programs of the host took does not count.
 */
#include "clock.h"

#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/limits.h>
#include <linux/minmax.h>
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

#define TRIES 100

/**
 * gen_clock_cost_ns() - what it takes to ask for the time
 *
 * Return: nanoseconds that are between two answers at least.
 */
u64 gen_clock_cost_ns(void)
{
	u64 cost = U64_MAX, before, after;
	int i;

	for (i = 0; i < TRIES; i++) {
		before = gen_clock_ns();
		after = gen_clock_ns();
		cost = min(cost, after - before);
	}
	return cost;
}
