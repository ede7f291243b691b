// SPDX-License-Identifier: GPL-2.0
/*
 * How many events of one source pass, and how many of others.
 *
 * units: obj/meters.c
 */
#include "obj/meters.h"
#include "unit.h"

#include "base/limits.h"

#include <linux/slab.h>

#define SECOND 1000000000ULL
#define START (100 * SECOND)

struct rate_case {
	const char *what;
	u32 rate;		/* a second */
	u32 burst;
	u32 asked;		/* a second, evenly */
	u32 seconds;
	u32 low;		/* pass, all in all */
	u32 high;
};

static const struct rate_case rates[] = {
	{ "who keeps to the rate passes", 10, 1, 10, 10, 100, 100 },
	{ "who asks for half of it passes", 10, 1, 5, 10, 50, 50 },
	{ "who asks for ten times as much gets the rate", 10, 1, 100, 10,
	  100, 101 },
	{ "and the burst, once", 10, 20, 100, 10, 119, 121 },
	{ "one a second", 1, 1, 1000, 10, 10, 11 },
	{ "a million a second", 1000000, 1, 1000000, 1, 1000000, 1000000 },
	{ "a burst of a million", 1, 1000000, 2000000, 1, 1000000, 1000001 },
	{ "a burst longer than all", 10, 1000, 100, 10, 1000, 1000 },
	{ "a burst of 0 is the rate", 10, 0, 100, 10, 109, 111 },
};

/* so many of @asked events a second, for @seconds */
static u32 passed(struct lvs_meters *meters, u64 who, u64 start, u32 asked,
		  u32 seconds, const struct lvs_meter_rule *rule)
{
	u64 count = (u64)asked * seconds;
	u32 pass = 0;
	u64 i;

	for (i = 0; i < count; i++)
		pass += lvs_meters_pass(meters, who,
					start + i * SECOND / asked, rule);
	return pass;
}

static void check_rate(const struct rate_case *this)
{
	struct lvs_meter_rule rule = lvs_meter_rule_of(this->rate, this->burst);
	struct lvs_meters *meters = lvs_meters_new();
	u32 pass = passed(meters, 7, START, this->asked, this->seconds, &rule);

	EXPECT(pass >= this->low);
	EXPECT(pass <= this->high);
	/* a long silence gives the burst back, and no more */
	pass = passed(meters, 7, START + 3600000 * SECOND, this->asked,
		      this->seconds, &rule);
	EXPECT(pass >= this->low);
	EXPECT(pass <= this->high);
	lvs_meters_free(meters);
}

/* another one, whose cell of row 0 or 1 is that of @who, or neither */
static u64 other(u64 who, bool same0, bool same1)
{
	return who ^ (same0 ? 0 : 1) ^ (same1 ? 0 : 1ULL << 32) ^
	       (u64)LVS_METER_CELLS << 32;
}

struct share_case {
	const char *what;
	bool same0;
	bool same1;
	u32 expected;		/* of a burst of ten */
};

static const struct share_case shares[] = {
	{ "nothing in common", false, false, 10 },
	{ "the first cell in common", true, false, 10 },
	{ "the second cell in common", false, true, 10 },
	{ "both cells in common", true, true, 0 },
};

static void check_share(const struct share_case *this)
{
	struct lvs_meter_rule rule = lvs_meter_rule_of(1, 10);
	struct lvs_meters *meters = lvs_meters_new();
	u64 quiet = other(5, this->same0, this->same1);
	u32 i, pass = 0;

	/* a thousand times at once: ten pass, and the rest costs nothing */
	for (i = 0; i < 1000; i++)
		pass += lvs_meters_pass(meters, 5, START, &rule);
	EXPECT_EQ(pass, 10);
	for (i = 0, pass = 0; i < 10; i++)
		pass += lvs_meters_pass(meters, quiet, START, &rule);
	EXPECT_EQ(pass, this->expected);
	lvs_meters_free(meters);
}

static void check_memory(void)
{
	host_allocs_left = 0;
	EXPECT(!lvs_meters_new());
	host_allocs_left = -1;
	lvs_meters_free(NULL);
}

static void check_none(void)
{
	struct lvs_meter_rule rule = lvs_meter_rule_of(0, 10);

	EXPECT_EQ(rule.step_ns, 0);
	EXPECT_EQ(rule.slack_ns, 0);
}

int main(void)
{
	UNIT_TABLE(rates, check_rate);
	UNIT_TABLE(shares, check_share);
	UNIT_TEST("a rate of 0 is no rule", check_none);
	UNIT_TEST("without memory there are none", check_memory);
	return unit_finish();
}
