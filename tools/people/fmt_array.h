/* SPDX-License-Identifier: GPL-2.0 */
/* A list that fits into memory, as JSON of the schema. */
#ifndef PEOPLE_FMT_ARRAY_H
#define PEOPLE_FMT_ARRAY_H

#include "failure.h"

#include <jansson.h>

/* prints the array by this key, and gives it up */
bool array_print(const char *key, json_t *array, struct failure *fail);

#endif /* PEOPLE_FMT_ARRAY_H */
