/* SPDX-License-Identifier: GPL-2.0 */
/* Numbers and names, as short as people like them. Pure but for names. */
#ifndef PEOPLE_TEXT_H
#define PEOPLE_TEXT_H

#include "liblvs.h"
#include "names.h"

/* "999", "1.2k", "34M" and so on: five characters at most, and the NUL */
#define SHORT_BYTES 8
/* «tcp » and an endpoint, or «mark 4294967295 IPv6» */
#define TITLE_BYTES (NAME_BYTES + 8)
/* bar of so many cells, each up to three bytes of UTF-8, and the NUL */
#define BAR_CELLS 10
#define BAR_BYTES (3 * BAR_CELLS + 1)

const char *short_number(char buf[SHORT_BYTES], uint64_t value);

/* part of whole, in eighths of cells where blocks are right, else in «#» */
const char *bar(char buf[BAR_BYTES], uint64_t part, uint64_t whole,
		bool blocks);

/* part of whole in percent, rounded; whole 0: 0 */
unsigned int percent(uint64_t part, uint64_t whole);

const char *svc_title(char buf[TITLE_BYTES], struct names *names,
		      const struct lvs_svc *svc);
const char *dest_title(char buf[NAME_BYTES], struct names *names,
		       const struct lvs_svc *svc, const struct lvs_dest *dest);
const char *method_word(uint32_t fwd);

#endif /* PEOPLE_TEXT_H */
