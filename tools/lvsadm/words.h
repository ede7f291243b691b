/* SPDX-License-Identifier: GPL-2.0 */
/* A command line, taken apart but not yet understood. */
#ifndef LVSADM_WORDS_H
#define LVSADM_WORDS_H

#include "opts.h"

#define WORDS_ARGS_MAX 3

struct words {
	enum cmd cmd;
	uint64_t given;			/* OPT_BIT() of each option */
	bool ipv6;
	int variant[OPT_COUNT];
	char *value[OPT_COUNT];		/* NULL: has none */
	char *cmd_value;
	char *args[WORDS_ARGS_MAX];	/* of --set */
};

/* argv[0] is the program's name; words_free() is due after either outcome */
bool words_parse(int argc, const char **argv, struct words *w,
		 struct failure *fail);
void words_free(struct words *w);

/* what is said when nothing better can be said */
bool words_hint(const char *program, struct failure *fail);

#endif /* LVSADM_WORDS_H */
