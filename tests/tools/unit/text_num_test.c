// SPDX-License-Identifier: GPL-2.0
/* Numbers: what is accepted, and how large ones are shown. */
#include "tap.h"
#include "text_num.h"

static const struct {
	const char *word;
	int64_t min;
	int64_t max;
	bool ok;
	int64_t value;
} num_cases[] = {
	{ "0", 0, 10, true, 0 },
	{ "10", 0, 10, true, 10 },
	{ "11", 0, 10, false, 0 },
	{ "-1", 0, 10, false, 0 },
	{ "-1", -1, 10, true, -1 },
	{ "+7", 0, 10, true, 7 },
	{ " 7", 0, 10, true, 7 },
	{ "007", 0, 10, true, 7 },
	{ "7 ", 0, 10, false, 0 },
	{ "7x", 0, 10, false, 0 },
	{ "0x7", 0, 10, false, 0 },
	{ "", 0, 10, false, 0 },
	{ "4294967295", 1, 4294967295, true, 4294967295 },
	{ "4294967296", 1, 4294967295, false, 0 },
	{ "99999999999999999999", 0, INT64_MAX, false, 0 },
};

static const struct {
	uint64_t value;
	const char *cut;
	const char *exact;
} large_cases[] = {
	{ 0, "        0", "        0" },
	{ 99999999, " 99999999", " 99999999" },
	{ 100000000, "  100000K", " 100000000" },
	{ 999999999, "  999999K", " 999999999" },
	{ 1000000000, "    1000M", " 1000000000" },
	{ 99999999999, "   99999M", " 99999999999" },
	{ 100000000000, "     100G", " 100000000000" },
	{ 99999999999999, "   99999G", " 99999999999999" },
	{ 100000000000000, "     100T", " 100000000000000" },
	{ UINT64_MAX, "18446744T", " 18446744073709551615" },
};

int main(void)
{
	char buf[TEXT_LARGE_BYTES];
	char description[64];
	int64_t value;
	size_t i;
	bool ok;

	for (i = 0; i < ARRAY_SIZE(num_cases); i++) {
		value = 0;
		ok = text_to_num(num_cases[i].word, num_cases[i].min,
				 num_cases[i].max, &value);
		snprintf(description, sizeof(description), "number '%s'",
			 num_cases[i].word);
		tap_ok(ok == num_cases[i].ok && value == num_cases[i].value,
		       description);
	}
	for (i = 0; i < ARRAY_SIZE(large_cases); i++) {
		snprintf(description, sizeof(description), "large %s",
			 large_cases[i].exact);
		tap_str(text_large(buf, large_cases[i].value, false),
			large_cases[i].cut, description);
		tap_str(text_large(buf, large_cases[i].value, true),
			large_cases[i].exact, description);
	}
	return tap_done();
}
