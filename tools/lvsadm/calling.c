// SPDX-License-Identifier: GPL-2.0
/* The names that the tool may be called by. Pure. */
#include "calling.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define SAVES "print the commands that make this table"
#define REPLACES \
	"delete all services and run the commands on standard input, one a line"

/* The first one is what any other name means. */
static const struct calling callings[] = {
	{ "lvsadm", CMD_COUNT, NULL, false },
	{ "lvsadm-save", CMD_SAVE, SAVES, false },
	{ "lvsadm-restore", CMD_RESTORE, REPLACES, false },
	{ "ipvsadm", CMD_COUNT, NULL, true },
	{ "ipvsadm-save", CMD_SAVE, SAVES, true },
	{ "ipvsadm-restore", CMD_RESTORE, REPLACES, true },
};

const struct calling *calling_find(const char *argv0)
{
	const char *slash = strrchr(argv0, '/');
	const char *name = slash ? slash + 1 : argv0;
	size_t i;

	for (i = 0; i < COUNT(callings); i++) {
		if (!strcmp(callings[i].name, name))
			return &callings[i];
	}
	return &callings[0];
}

static bool is_word_of(const char *word, enum cmd cmd)
{
	const struct cmd_word *is = &cmd_words[cmd];

	if (word[0] != '-')
		return false;
	if (word[1] == '-')
		return !strcmp(word + 2, is->name);
	return word[1] == is->letter && !word[2];
}

bool calling_is_command(const struct calling *as, int argc,
			const char *const *argv)
{
	if (as->cmd == CMD_COUNT)
		return false;
	return argc < 2 || (!is_word_of(argv[1], CMD_HELP) &&
			    !is_word_of(argv[1], CMD_VERSION));
}
