// SPDX-License-Identifier: GPL-2.0
/* A list that fits into memory, as JSON of the schema. */
#include "fmt_array.h"

#include <stdio.h>

#define SCHEMA 1

bool array_print(const char *key, json_t *array, struct failure *fail)
{
	json_t *whole = json_pack("{s:i, s:o}", "schema", SCHEMA, key, array);

	if (!whole)
		return failed(fail, STATUS_LISTING, "out of memory");
	json_dumpf(whole, stdout, JSON_INDENT(1));
	putchar('\n');
	json_decref(whole);
	return true;
}
