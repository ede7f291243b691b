// SPDX-License-Identifier: GPL-2.0
/* A line of a saved table, cut into words. Pure. */
#include "split.h"

#include <stddef.h>
#include <string.h>

#define BLANKS " \t\r\n"

static bool is_own_name(const char *word)
{
	return !strcmp(word, "ipvsadm") || !strcmp(word, "lvsadm");
}

int split_line(char *line, const char *program,
	       const char *argv[SPLIT_WORDS_MAX])
{
	char *rest = NULL;
	char *word;
	int argc = 1;

	argv[0] = program;
	if (line[strspn(line, BLANKS)] == '#')
		return argc;
	for (word = strtok_r(line, BLANKS, &rest); word;
	     word = strtok_r(NULL, BLANKS, &rest)) {
		if (is_own_name(word))
			continue;
		if (argc == SPLIT_WORDS_MAX - 1)
			return -1;
		argv[argc++] = word;
	}
	argv[argc] = NULL;
	return argc;
}
