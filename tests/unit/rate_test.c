// SPDX-License-Identifier: GPL-2.0
/*
 * Averages of traffic rates.
 *
 * units: obj/rate.c
 */
#include "obj/rate.h"
#include "unit.h"

#include <string.h>

#define PERIOD_MS 2000

struct steady_case {
	const char *what;
	u64 per_period;		/* counted in 2 s */
	u32 samples;
	u64 low;		/* per second, as shown */
	u64 high;
};

static const struct steady_case steadies[] = {
	{ "nothing is nothing", 0, 5, 0, 0 },
	{ "a quarter of the rate after one sample", 200, 1, 25, 25 },
	{ "less than half a unit is shown as 0", 2, 1, 0, 0 },
	{ "half a unit is shown as 1", 4, 1, 1, 1 },
	{ "44 % after two samples", 200, 2, 44, 44 },
	{ "94 % after 20 s", 200, 10, 94, 95 },
	{ "the rate itself after two minutes", 200, 60, 100, 100 },
	{ "one in a second is kept", 2, 60, 1, 1 },
	{ "a million in a second is kept", 2000000, 100, 1000000, 1000000 },
	{ "2^40 in a second is kept", 2ULL << 40, 200, 1ULL << 40, 1ULL << 40 },
};

static void check_steady(const struct steady_case *this)
{
	struct lvs_counters now = {}, shown;
	struct lvs_rate rate = {};
	u32 i;

	for (i = 0; i < this->samples; i++) {
		now.in_bytes += this->per_period;
		EXPECT_EQ(lvs_rate_sample(&rate, &now, PERIOD_MS),
			  (lvs_rate_read(&rate, &shown), shown.in_bytes != 0));
	}
	lvs_rate_read(&rate, &shown);
	EXPECT(shown.in_bytes >= this->low);
	EXPECT(shown.in_bytes <= this->high);
	EXPECT_EQ(shown.conns | shown.in_pkts | shown.out_pkts |
		  shown.out_bytes, 0);
}

struct silence_case {
	const char *what;
	u64 per_period;
	u32 period_ms;
	u32 samples;		/* silent ones until 0 is shown, at most */
};

static const struct silence_case silences[] = {
	{ "a small rate ends within 20 s", 8, PERIOD_MS, 10 },
	{ "a gigabit ends within 20 s", 2ULL << 27, PERIOD_MS, 10 },
	{ "2^40 in a second ends within 20 s", 2ULL << 40, PERIOD_MS, 10 },
	{ "and with late samples", 2ULL << 40, 7000, 3 },
	{ "and with one very late sample", 2ULL << 40, 3600000, 1 },
};

static void check_silence(const struct silence_case *this)
{
	struct lvs_counters now = {}, shown;
	struct lvs_rate rate = {};
	u32 i;

	for (i = 0; i < 100; i++) {
		now.out_bytes += this->per_period;
		EXPECT(lvs_rate_sample(&rate, &now, PERIOD_MS));
	}
	for (i = 1; lvs_rate_sample(&rate, &now, this->period_ms); i++)
		;
	EXPECT(i <= this->samples);
	lvs_rate_read(&rate, &shown);
	EXPECT_EQ(shown.out_bytes, 0);
	now.out_bytes += 800;
	EXPECT(lvs_rate_sample(&rate, &now, PERIOD_MS));
	lvs_rate_read(&rate, &shown);
	EXPECT_EQ(shown.out_bytes, 100);
}

struct late_case {
	const char *what;
	u32 elapsed_ms;
	u32 periods;
};

static const struct late_case lates[] = {
	{ "a sample in time", 2000, 1 },
	{ "a sample that is a little early", 1990, 1 },
	{ "a sample that is a little late", 2010, 1 },
	{ "a sample that comes much too early", 10, 1 },
	{ "a sample that was left out", 4000, 2 },
	{ "five samples that were left out", 12004, 6 },
};

/* as many samples in time, of the same rate, lead to the same average */
static void check_late(const struct late_case *this)
{
	struct lvs_counters now = {}, late_now = {}, shown, late_shown;
	struct lvs_rate rate = {}, late = {};
	u32 i;

	for (i = 0; i < this->periods; i++) {
		now.conns += 2000000;
		lvs_rate_sample(&rate, &now, PERIOD_MS);
	}
	late_now.conns = 1000ULL * this->elapsed_ms;
	lvs_rate_sample(&late, &late_now, this->elapsed_ms);
	lvs_rate_read(&rate, &shown);
	lvs_rate_read(&late, &late_shown);
	EXPECT(shown.conns >= late_shown.conns - 1);
	EXPECT(shown.conns <= late_shown.conns + 1);
}

static void check_each(void)
{
	struct lvs_counters now = { 8, 80, 800, 8000, 80000 }, shown;
	struct lvs_rate rate = {};

	EXPECT(lvs_rate_sample(&rate, &now, PERIOD_MS));
	lvs_rate_read(&rate, &shown);
	EXPECT_EQ(shown.conns, 1);
	EXPECT_EQ(shown.in_pkts, 10);
	EXPECT_EQ(shown.out_pkts, 100);
	EXPECT_EQ(shown.in_bytes, 1000);
	EXPECT_EQ(shown.out_bytes, 10000);
}

static void check_reset(void)
{
	struct lvs_counters now = { 1000, 1000, 1000, 1000, 1000 }, shown;
	struct lvs_rate rate = {};

	lvs_rate_sample(&rate, &now, PERIOD_MS);
	lvs_rate_reset(&rate, &now);
	lvs_rate_read(&rate, &shown);
	EXPECT_EQ(shown.conns, 0);
	EXPECT(!lvs_rate_sample(&rate, &now, PERIOD_MS));
	now.conns += 8;
	EXPECT(lvs_rate_sample(&rate, &now, PERIOD_MS));
	lvs_rate_read(&rate, &shown);
	EXPECT_EQ(shown.conns, 1);
}

/* a server went, and its counters with it */
static void check_backwards(void)
{
	struct lvs_counters now = { .conns = 1000 }, shown;
	struct lvs_rate rate = {};

	lvs_rate_reset(&rate, &now);
	now.conns = 10;
	EXPECT(!lvs_rate_sample(&rate, &now, PERIOD_MS));
	now.conns = 18;
	lvs_rate_sample(&rate, &now, PERIOD_MS);
	lvs_rate_read(&rate, &shown);
	EXPECT_EQ(shown.conns, 1);
}

static void check_no_time(void)
{
	struct lvs_counters now = { .conns = 1 };
	struct lvs_rate rate = {};

	EXPECT(lvs_rate_sample(&rate, &now, 0));
}

/* while one counter moves, another one's average fades by itself */
static void check_partial_silence(void)
{
	struct lvs_counters now = { .conns = 80, .in_pkts = 80 }, shown;
	struct lvs_rate rate = {};
	int i;

	lvs_rate_sample(&rate, &now, PERIOD_MS);
	for (i = 0; i < 40; i++) {
		now.in_pkts += 80;
		EXPECT(lvs_rate_sample(&rate, &now, PERIOD_MS));
	}
	lvs_rate_read(&rate, &shown);
	EXPECT_EQ(shown.conns, 0);
	EXPECT_EQ(shown.in_pkts, 40);
}

int main(void)
{
	UNIT_TABLE(steadies, check_steady);
	UNIT_TABLE(silences, check_silence);
	UNIT_TABLE(lates, check_late);
	UNIT_TEST("each counter has an average of its own", check_each);
	UNIT_TEST("after a reset averages begin at 0", check_reset);
	UNIT_TEST("counters that go back count as nothing", check_backwards);
	UNIT_TEST("two samples at once do no harm", check_no_time);
	UNIT_TEST("averages fade one by one", check_partial_silence);
	return unit_finish();
}
