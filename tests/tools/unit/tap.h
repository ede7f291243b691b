/* SPDX-License-Identifier: GPL-2.0 */
/* Results of a host program as TAP. One program includes this once. */
#ifndef LVS_TESTS_TOOLS_TAP_H
#define LVS_TESTS_TOOLS_TAP_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

static int tap_count;
static int tap_failed;

static inline bool tap_ok(bool ok, const char *description)
{
	tap_count++;
	tap_failed += !ok;
	printf("%sok %d %s\n", ok ? "" : "not ", tap_count, description);
	return ok;
}

static inline bool tap_num(long long got, long long want,
			   const char *description)
{
	if (tap_ok(got == want, description))
		return true;
	printf("# got %lld, want %lld\n", got, want);
	return false;
}

static inline bool tap_str(const char *got, const char *want,
			   const char *description)
{
	if (tap_ok(!strcmp(got, want), description))
		return true;
	printf("# got  '%s'\n# want '%s'\n", got, want);
	return false;
}

/* the exit status of the program */
static inline int tap_done(void)
{
	printf("1..%d\n", tap_count);
	return tap_failed != 0;
}

#endif /* LVS_TESTS_TOOLS_TAP_H */
