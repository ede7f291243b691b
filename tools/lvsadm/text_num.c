// SPDX-License-Identifier: GPL-2.0
/* Numbers, read and written. Pure. */
#include "text_num.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

bool text_to_num(const char *word, int64_t min, int64_t max, int64_t *value)
{
	long long number;
	char *end;

	errno = 0;
	number = strtoll(word, &end, 10);
	if (errno || end == word || *end || number < min || number > max)
		return false;
	*value = number;
	return true;
}

static const struct {
	uint64_t below;
	uint64_t unit;
	char letter;
} large_steps[] = {
	{ UINT64_C(1000000000), UINT64_C(1000), 'K' },
	{ UINT64_C(100000000000), UINT64_C(1000000), 'M' },
	{ UINT64_C(100000000000000), UINT64_C(1000000000), 'G' },
	{ UINT64_MAX, UINT64_C(1000000000000), 'T' },
};

const char *text_large(char buf[TEXT_LARGE_BYTES], uint64_t value, bool exact)
{
	size_t i = 0;

	if (exact || value < UINT64_C(100000000)) {
		snprintf(buf, TEXT_LARGE_BYTES, " %8" PRIu64, value);
		return buf;
	}
	while (value >= large_steps[i].below && large_steps[i].letter != 'T')
		i++;
	snprintf(buf, TEXT_LARGE_BYTES, "%8" PRIu64 "%c",
		 value / large_steps[i].unit, large_steps[i].letter);
	return buf;
}
