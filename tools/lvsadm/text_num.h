/* SPDX-License-Identifier: GPL-2.0 */
/* Numbers, read and written. Pure. */
#ifndef LVSADM_TEXT_NUM_H
#define LVSADM_TEXT_NUM_H

#include <stdbool.h>
#include <stdint.h>

/* 20 digits, a blank and the NUL, rounded up */
#define TEXT_LARGE_BYTES 24

/* decimal, the whole word, min to max; *value is untouched otherwise */
bool text_to_num(const char *word, int64_t min, int64_t max, int64_t *value);

/*
 * A counter as a field of 9 characters: in full below 10^8, else cut to
 * thousands (K), millions (M) and so on; exact: in full, and wider if it must.
 */
const char *text_large(char buf[TEXT_LARGE_BYTES], uint64_t value, bool exact);

#endif /* LVSADM_TEXT_NUM_H */
