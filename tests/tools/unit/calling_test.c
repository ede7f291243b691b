// SPDX-License-Identifier: GPL-2.0
/* The names that the tool may be called by. */
#include "calling.h"
#include "tap.h"

static const struct {
	const char *argv0;
	enum cmd cmd;			/* CMD_COUNT: none */
	bool resets;
} names[] = {
	{ "lvsadm", CMD_COUNT, false },
	{ "/usr/sbin/lvsadm", CMD_COUNT, false },
	{ "lvsadm-save", CMD_SAVE, false },
	{ "./lvsadm-restore", CMD_RESTORE, false },
	{ "ipvsadm", CMD_COUNT, true },
	{ "/sbin/ipvsadm-save", CMD_SAVE, true },
	{ "/sbin/ipvsadm-restore", CMD_RESTORE, true },
	{ "ipvsadm/lvsadm", CMD_COUNT, false },
	{ "anything", CMD_COUNT, false },
	{ "lvsadm-savey", CMD_COUNT, false },
	{ "", CMD_COUNT, false },
};

static const struct {
	const char *argv0;
	const char *word;		/* NULL: none */
	bool is_command;
} words[] = {
	{ "lvsadm", NULL, false },
	{ "lvsadm", "-n", false },
	{ "lvsadm-save", NULL, true },
	{ "lvsadm-save", "-n", true },
	{ "lvsadm-save", "-h", false },
	{ "lvsadm-save", "--help", false },
	{ "lvsadm-save", "-v", false },
	{ "lvsadm-save", "--version", false },
	{ "lvsadm-save", "-hn", true },
	{ "lvsadm-save", "--helpless", true },
	{ "lvsadm-save", "help", true },
	{ "lvsadm-save", "", true },
	{ "lvsadm-save", "-", true },
	{ "ipvsadm-restore", NULL, true },
	{ "ipvsadm-restore", "-h", false },
};

static void check_names(void)
{
	char text[80];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		const struct calling *as = calling_find(names[i].argv0);

		snprintf(text, sizeof(text), "what '%s' means",
			 names[i].argv0);
		tap_ok(as->cmd == names[i].cmd &&
		       as->resets == names[i].resets, text);
	}
}

static void check_words(void)
{
	char text[80];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++) {
		const char *argv[] = { words[i].argv0, words[i].word, NULL };

		snprintf(text, sizeof(text), "%s %s is %s", argv[0],
			 argv[1] ? argv[1] : "", words[i].is_command ?
			 "a command" : "read as it is");
		tap_ok(calling_is_command(calling_find(argv[0]),
					  argv[1] ? 2 : 1, argv) ==
		       words[i].is_command, text);
	}
}

int main(void)
{
	check_names();
	check_words();
	return tap_done();
}
