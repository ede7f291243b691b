/* SPDX-License-Identifier: GPL-2.0 */
/* The subcommands of lvsadm as data. */
#ifndef LVSADM_SUBS_H
#define LVSADM_SUBS_H

#include <stdbool.h>

enum sub {
	SUB_LIST,
	SUB_SHOW,
	SUB_TOP,
	SUB_DOCTOR,
	SUB_REASONS,
	SUB_COUNT,
};

struct sub_word {
	const char *name;
	const char *usage;
	const char *help;
};

extern const struct sub_word sub_words[SUB_COUNT];

/* false: no subcommand is called so */
bool sub_find(const char *word, enum sub *sub);

#endif /* LVSADM_SUBS_H */
