// SPDX-License-Identifier: GPL-2.0
/* A small test harness: tables of cases, each with a description; TAP. */
#include "unit.h"

#include <linux/jiffies.h>
#include <linux/timekeeping.h>

#include <stdarg.h>
#include <stdio.h>

int host_allocs_left = -1;
s64 host_now_s = 1000000;
unsigned long jiffies = 1000;

static const char *current;
static bool failed;
static int count;
static int failures;

void unit_begin(const char *what)
{
	if (!count)
		puts("TAP version 13");
	current = what;
	failed = false;
	count++;
}

void unit_fail(const char *file, int line, const char *text, ...)
{
	va_list args;

	failed = true;
	printf("# %s:%d: ", file, line);
	va_start(args, text);
	vprintf(text, args);
	va_end(args);
	putchar('\n');
}

void unit_end(void)
{
	printf("%sok %d - %s\n", failed ? "not " : "", count, current);
	failures += failed;
	fflush(stdout);
}

int unit_finish(void)
{
	printf("1..%d\n", count);
	return failures || !count;
}
