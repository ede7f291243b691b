/* SPDX-License-Identifier: GPL-2.0 */
/* A small test harness: tables of cases, each with a description; TAP. */
#ifndef HOST_UNIT_H
#define HOST_UNIT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Each test program has a main() that calls UNIT_TABLE() for every table and
 * ends with unit_finish(). A case is one result line. Its struct begins with
 * the description.
 */
void unit_begin(const char *what);
void unit_end(void);
int unit_finish(void);
void unit_fail(const char *file, int line, const char *text, ...)
	__attribute__((format(printf, 3, 4)));

#define UNIT_TABLE(table, run) do {					\
	for (size_t unit_i = 0; unit_i < sizeof(table) / sizeof((table)[0]); \
	     unit_i++) {						\
		unit_begin((table)[unit_i].what);			\
		run(&(table)[unit_i]);					\
		unit_end();						\
	}								\
} while (0)

#define UNIT_TEST(what, run) do {					\
	unit_begin(what);						\
	run();								\
	unit_end();							\
} while (0)

#define EXPECT(condition) do {						\
	if (!(condition))						\
		unit_fail(__FILE__, __LINE__, "not so: %s", #condition); \
} while (0)

#define EXPECT_EQ(got, want) do {					\
	long long unit_got = (long long)(got);				\
	long long unit_want = (long long)(want);			\
	if (unit_got != unit_want)					\
		unit_fail(__FILE__, __LINE__, "%s is %lld, not %lld",	\
			  #got, unit_got, unit_want);			\
} while (0)

#define EXPECT_STR(got, want) do {					\
	const char *unit_got = (got), *unit_want = (want);		\
	if (__builtin_strcmp(unit_got, unit_want))			\
		unit_fail(__FILE__, __LINE__, "%s is \"%s\", not \"%s\"", \
			  #got, unit_got, unit_want);			\
} while (0)

#endif
