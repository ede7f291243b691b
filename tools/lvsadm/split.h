/* SPDX-License-Identifier: GPL-2.0 */
/* A line of a saved table, cut into words. Pure. */
#ifndef LVSADM_SPLIT_H
#define LVSADM_SPLIT_H

#include <stdbool.h>

#define SPLIT_WORDS_MAX 64

/*
 * Cuts line in place at blanks, tabs and line ends; there is no quoting. The
 * tool's own name is dropped wherever it stands, as is a line whose first
 * letter is #. argv[0] is set to program. Returns argc, -1: too many words.
 */
int split_line(char *line, const char *program,
	       const char *argv[SPLIT_WORDS_MAX]);

#endif /* LVSADM_SPLIT_H */
