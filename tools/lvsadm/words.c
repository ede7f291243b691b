// SPDX-License-Identifier: GPL-2.0
/* A command line, taken apart by popt according to the tables. */
#include "words.h"

#include <popt.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 128

/* values that popt returns: 1.. are commands, 1000.. are option words */
#define POPT_FIRST_OPT 1000

/* the list command has two letters */
#define POPT_LIST_ALIAS (CMD_COUNT + 1)

static void add_entry(struct poptOption *entry, const char *name, char letter,
		      const char *arg, int value)
{
	*entry = (struct poptOption){
		.longName = name,
		.shortName = letter,
		.argInfo = arg ? POPT_ARG_STRING : POPT_ARG_NONE,
		.val = value,
	};
	if (arg && arg[0] == '[')
		entry->argInfo |= POPT_ARGFLAG_OPTIONAL;
}

static void build_table(struct poptOption table[WORDS_MAX])
{
	const struct cmd_word *cmd;
	const struct opt_word *opt;
	struct poptOption *entry = table;
	size_t i;

	memset(table, 0, WORDS_MAX * sizeof(*table));
	for (i = 0; i < CMD_COUNT; i++) {
		cmd = &cmd_words[i];
		add_entry(entry++, cmd->name, cmd->letter, cmd->arg, i + 1);
		if (cmd->alias)
			add_entry(entry++, NULL, cmd->alias, cmd->arg,
				  POPT_LIST_ALIAS);
	}
	for (i = 0; i < opt_words_count; i++) {
		opt = &opt_words[i];
		add_entry(entry++, opt->name, opt->letter, opt->arg,
			  POPT_FIRST_OPT + i);
	}
}

bool words_hint(const char *program, struct failure *fail)
{
	return failed(fail, STATUS_REFUSED,
		      "Try `%s -h' or '%s --help' for more information.",
		      program, program);
}

static bool take_option(struct words *w, poptContext popt, int value,
			struct failure *fail)
{
	const struct opt_word *word = &opt_words[value - POPT_FIRST_OPT];
	char *arg = poptGetOptArg(popt);

	if (word->opt >= OPT_COUNT) {
		w->ipv6 |= word->opt == OPT_IPV6;
		free(arg);
		return true;
	}
	if (w->given & OPT_BIT(word->opt)) {
		free(arg);
		return failed(fail, STATUS_USAGE,
			      "multiple '%s' options specified",
			      opt_name(word->opt));
	}
	w->given |= OPT_BIT(word->opt);
	w->variant[word->opt] = word->variant;
	w->value[word->opt] = arg;
	return true;
}

static bool take_args(struct words *w, poptContext popt, struct failure *fail)
{
	const char *arg;
	int i;

	for (i = 0; w->cmd == CMD_SET && i < WORDS_ARGS_MAX; i++) {
		arg = poptGetArg(popt);
		if (!arg)
			return failed(fail, STATUS_USAGE,
				      "--set option requires 3 timeout values");
		w->args[i] = strdup(arg);
		if (!w->args[i])
			return failed(fail, STATUS_USAGE, "out of memory");
	}
	arg = poptGetArg(popt);
	if (arg)
		return failed(fail, STATUS_USAGE, "unexpected argument %s",
			      arg);
	return true;
}

static bool take_options(struct words *w, poptContext popt,
			 struct failure *fail)
{
	int value;

	while ((value = poptGetNextOpt(popt)) > 0) {
		if (value < POPT_FIRST_OPT)
			return failed(fail, STATUS_USAGE,
				      "invalid option `%s'",
				      poptBadOption(popt, 0));
		if (!take_option(w, popt, value, fail))
			return false;
	}
	if (value < -1)
		return failed(fail, STATUS_REFUSED, "%s: %s",
			      poptBadOption(popt, 0), poptStrerror(value));
	return take_args(w, popt, fail);
}

/* The first option is the command. */
static bool take_command(struct words *w, poptContext popt,
			 const char *program, struct failure *fail)
{
	int value = poptGetNextOpt(popt);

	if (value <= 0 || value >= POPT_FIRST_OPT)
		return words_hint(program, fail);
	w->cmd = value == POPT_LIST_ALIAS ? CMD_LIST : (enum cmd)(value - 1);
	w->cmd_value = poptGetOptArg(popt);
	if (w->cmd == CMD_HELP || w->cmd == CMD_VERSION)
		return true;
	return take_options(w, popt, fail);
}

bool words_parse(int argc, const char **argv, struct words *w,
		 struct failure *fail)
{
	struct poptOption table[WORDS_MAX];
	poptContext popt;
	bool ok;

	*w = (struct words){ .cmd = CMD_LIST };
	if (argc <= 1)
		return true;
	build_table(table);
	popt = poptGetContext("lvsadm", argc, argv, table, 0);
	if (!popt)
		return failed(fail, STATUS_USAGE, "out of memory");
	ok = take_command(w, popt, argv[0], fail);
	poptFreeContext(popt);
	return ok;
}

void words_free(struct words *w)
{
	int i;

	for (i = 0; i < OPT_COUNT; i++)
		free(w->value[i]);
	for (i = 0; i < WORDS_ARGS_MAX; i++)
		free(w->args[i]);
	free(w->cmd_value);
	*w = (struct words){ 0 };
}
