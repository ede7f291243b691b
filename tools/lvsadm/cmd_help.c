// SPDX-License-Identifier: GPL-2.0
/* -h, -v: help and version, out of the tables. */
#include "app.h"
#include "subs.h"
#include "view.h"

#include <stdio.h>
#include <string.h>

#define HELP_COLUMN 34
#define HELP_WIDTH 79

#ifndef LVS_VERSION
#define LVS_VERSION "0"
#endif

bool cmd_version(struct app *app, const struct request *req,
		 struct failure *fail)
{
	char version[VERSION_BYTES];

	(void)app;
	(void)req;
	(void)fail;
	printf("lvsadm v%s (compiled with popt and IPVS v%s)\n", LVS_VERSION,
	       version_text(version, LVS_IPVS_VERSION));
	return true;
}

/* A left column, and text beside it, broken at blanks. */
static void entry(const char *left, const char *help)
{
	size_t room = HELP_WIDTH - HELP_COLUMN;
	size_t len;

	printf("%-*s", HELP_COLUMN, left);
	if (strlen(left) >= HELP_COLUMN)
		printf("\n%*s", HELP_COLUMN, "");
	while (strlen(help) > room) {
		len = room;
		while (len && help[len] != ' ')
			len--;
		if (!len)
			len = strcspn(help, " ");
		printf("%.*s\n%*s", (int)len, help, HELP_COLUMN, "");
		help += len + (help[len] == ' ');
	}
	puts(help);
}

static void usage(const char *program)
{
	const struct cmd_word *cmd;
	char letter[8];
	size_t i;

	puts("Usage:");
	for (i = 0; i < CMD_COUNT; i++) {
		cmd = &cmd_words[i];
		snprintf(letter, sizeof(letter), "-%c", cmd->letter);
		printf("  %s %s%s", program,
		       cmd->letter ? letter : "--",
		       cmd->letter ? "" : cmd->name);
		printf("%s%s%s%s\n", cmd->arg ? " " : "",
		       cmd->arg ? cmd->arg : "", cmd->usage[0] ? " " : "",
		       cmd->usage);
	}
	for (i = 0; i < SUB_COUNT; i++)
		printf("  %s %s %s\n", program, sub_words[i].name,
		       sub_words[i].usage);
}

static void commands(void)
{
	const struct cmd_word *cmd;
	char left[80];
	char letters[16];
	size_t i;

	puts("\nCommands:");
	for (i = 0; i < CMD_COUNT; i++) {
		cmd = &cmd_words[i];
		letters[0] = '\0';
		if (cmd->alias)
			snprintf(letters, sizeof(letters), " -%c|-%c",
				 cmd->letter, cmd->alias);
		else if (cmd->letter)
			snprintf(letters, sizeof(letters), " -%c",
				 cmd->letter);
		snprintf(left, sizeof(left), "  --%s%s%s%s", cmd->name,
			 letters, cmd->arg ? " " : "",
			 cmd->arg ? cmd->arg : "");
		entry(left, cmd->help);
	}
}

static void subcommands(void)
{
	size_t i;

	puts("\nSubcommands, for people:");
	for (i = 0; i < SUB_COUNT; i++) {
		char left[80];

		snprintf(left, sizeof(left), "  %s", sub_words[i].name);
		entry(left, sub_words[i].help);
	}
}

static void options(const char *title, enum opt_group group)
{
	const struct opt_word *opt;
	char letter[8];
	char left[80];
	size_t i;

	printf("\n%s:\n", title);
	for (i = 0; i < opt_words_count; i++) {
		opt = &opt_words[i];
		if (opt->group != group)
			continue;
		snprintf(letter, sizeof(letter), " -%c", opt->letter);
		snprintf(left, sizeof(left), "  --%s%s%s%s", opt->name,
			 opt->letter ? letter : "", opt->arg ? " " : "",
			 opt->arg ? opt->arg : "");
		entry(left, opt->help);
	}
}

/* of a program that is one command */
static bool help_of(const char *program, const struct calling *as)
{
	printf("Usage:\n  %s %s\n\n%s; see lvsadm --help\n", program,
	       cmd_words[as->cmd].usage, as->help);
	return true;
}

bool cmd_help(struct app *app, const struct request *req, struct failure *fail)
{
	cmd_version(app, req, fail);
	if (app->as->cmd != CMD_COUNT)
		return help_of(app->program, app->as);
	usage(app->program);
	commands();
	subcommands();
	options("SERVICE is one of", GROUP_SERVICE);
	options("Options", GROUP_OPTION);
	options("Daemon options", GROUP_DAEMON);
	return true;
}
