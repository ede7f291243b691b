// SPDX-License-Identifier: GPL-2.0
/*
 * generate bash|zsh: a completion function for that shell, out of the tables
 * of commands and options. Runs while the tools are built.
 *
 * The functions offer the commands and subcommands as the first word, then the
 * options that it takes, and where an option's argument is one of a few words,
 * those.
 */
#include "opts.h"
#include "subs.h"

#include <stdio.h>
#include <string.h>

/**
 * struct shell - how a shell writes what all of them need
 * @name: of the shell, as it is asked for
 * @head: what stands first
 * @pattern_begin: stands before the words that a case is for
 * @values_head: begins the cases of options with an argument
 * @values_begin: begins the words that an argument may be
 * @values_end: ends them
 * @values_none: stands for them where any word may be
 * @commands_head: begins the commands
 * @commands_end: ends them
 * @options_head: begins the cases of commands
 * @options_begin: begins the options of one command
 * @options_end: ends them
 * @tail: what stands last
 * @word: prints one command or option
 */
struct shell {
	const char *name;
	const char *head;
	const char *pattern_begin;
	const char *values_head;
	const char *values_begin;
	const char *values_end;
	const char *values_none;
	const char *commands_head;
	const char *commands_end;
	const char *options_head;
	const char *options_begin;
	const char *options_end;
	const char *tail;
	void (*word)(const char *dashes, const char *word, const char *help);
};

static void bash_word(const char *dashes, const char *word, const char *help)
{
	(void)help;
	printf(" %s%s", dashes, word);
}

/* a quote ends the quoted text, stands there by itself, and begins it anew */
static void zsh_word(const char *dashes, const char *word, const char *help)
{
	printf("\t\t'%s%s:", dashes, word);
	for (; *help; help++) {
		if (*help == '\'')
			fputs("'\\''", stdout);
		else
			putchar(*help);
	}
	puts("'");
}

static const struct shell shells[] = {
	{
		.name = "bash",
		.head = "# bash completion of lvsadm; made from the tool's own tables\n",
		.pattern_begin = "\t",
		.values_head = "\n_lvsadm_values()\n{\n\tcase $1 in\n",
		.values_begin = "words='",
		.values_end = "' ;;\n",
		.values_none = "words= ;;\n",
		.commands_head =
			"\t*) return 1 ;;\n\tesac\n}\n"
			"\n_lvsadm_commands()\n{\n\twords='",
		.commands_end = "'\n}\n",
		.options_head = "\n_lvsadm_options()\n{\n\tcase $1 in\n",
		.options_begin = "words='",
		.options_end = "' ;;\n",
		.tail =
			"\tesac\n}\n"
			"\n"
			"_lvsadm()\n"
			"{\n"
			"\tlocal cur=${COMP_WORDS[COMP_CWORD]} words=\n"
			"\tlocal prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
			"\n"
			"\t# --option=value comes as three words\n"
			"\tif [[ $cur == = ]]; then\n"
			"\t\tcur=\n"
			"\telif [[ $prev == = ]]; then\n"
			"\t\tprev=${COMP_WORDS[COMP_CWORD - 2]}\n"
			"\tfi\n"
			"\tif ! _lvsadm_values \"$prev\"; then\n"
			"\t\tcase ${COMP_WORDS[0]##*/} in\n"
			"\t\t*-save) _lvsadm_options --save ;;\n"
			"\t\t*-restore) _lvsadm_options --restore ;;\n"
			"\t\t*)\n"
			"\t\t\tif [[ $COMP_CWORD -eq 1 ]]; then\n"
			"\t\t\t\t_lvsadm_commands\n"
			"\t\t\telse\n"
			"\t\t\t\t_lvsadm_options \"${COMP_WORDS[1]}\"\n"
			"\t\t\tfi\n"
			"\t\t\t;;\n"
			"\t\tesac\n"
			"\tfi\n"
			"\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
			"}\n"
			"\n"
			"complete -F _lvsadm lvsadm lvsadm-save lvsadm-restore\n",
		.word = bash_word,
	},
	{
		.name = "zsh",
		.head =
			"#compdef lvsadm lvsadm-save lvsadm-restore\n"
			"# zsh completion of lvsadm; made from the tool's own tables\n"
			"\n"
			"local -a commands options\n"
			"local command\n",
		.pattern_begin = "(",
		.values_head = "\ncase $words[CURRENT-1] in\n",
		.values_begin = "compadd --",
		.values_end = "; return ;;\n",
		.values_none = "_message argument; return ;;\n",
		.commands_head = "esac\n\ncommands=(\n",
		.commands_end =
			")\n"
			"\n"
			"case $service in\n"
			"(*-save) command=--save ;;\n"
			"(*-restore) command=--restore ;;\n"
			"(*)\n"
			"\tif (( CURRENT == 2 )); then\n"
			"\t\t_describe -o command commands\n"
			"\t\treturn\n"
			"\tfi\n"
			"\tcommand=$words[2]\n"
			"\t;;\n"
			"esac\n",
		.options_head = "\ncase $command in\n",
		.options_begin = "options=(\n",
		.options_end = "\t) ;;\n",
		.tail = "esac\n_describe -o option options\n",
		.word = zsh_word,
	},
};

static const struct shell *shell;

static void words_of(const char *name, const char *letters, const char *help)
{
	char word[2] = { 0 };

	shell->word("--", name, help);
	for (; *letters; letters++) {
		word[0] = *letters;
		shell->word("-", word, help);
	}
}

/* a case of all forms of a word */
static void pattern_of(const char *name, const char *letters)
{
	printf("%s--%s", shell->pattern_begin, name);
	for (; *letters; letters++)
		printf("|-%c", *letters);
	fputs(") ", stdout);
}

/* separators are blanks or bars */
static void values_of(const char *values)
{
	size_t len;

	fputs(shell->values_begin, stdout);
	for (; *values; values += len + (values[len] != '\0')) {
		len = strcspn(values, " |");
		printf(" %.*s", (int)len, values);
	}
	fputs(shell->values_end, stdout);
}

/* whose argument may be left out may be followed by an option */
static bool needs_arg(const char *arg)
{
	return arg && arg[0] != '[';
}

static void all_values(void)
{
	const struct cmd_word *cmd;
	const struct opt_word *opt;
	size_t i;

	fputs(shell->values_head, stdout);
	for (i = 0; i < CMD_COUNT; i++) {
		cmd = &cmd_words[i];
		if (!needs_arg(cmd->arg))
			continue;
		pattern_of(cmd->name, (char[]){ cmd->letter, 0 });
		values_of(cmd->arg);
	}
	for (i = 0; i < opt_words_count; i++) {
		opt = &opt_words[i];
		if (!needs_arg(opt->arg))
			continue;
		pattern_of(opt->name, (char[]){ opt->letter, 0 });
		if (opt->values)
			values_of(opt->values);
		else
			fputs(shell->values_none, stdout);
	}
}

static void all_commands(void)
{
	const struct cmd_word *cmd;
	size_t i;

	fputs(shell->commands_head, stdout);
	for (i = 0; i < CMD_COUNT; i++) {
		cmd = &cmd_words[i];
		words_of(cmd->name, (char[]){ cmd->letter, cmd->alias, 0 },
			 cmd->help);
	}
	for (i = 0; i < SUB_COUNT; i++)
		shell->word("", sub_words[i].name, sub_words[i].help);
	fputs(shell->commands_end, stdout);
}

/* words without a rule of their own go with another option */
static enum opt rule_opt(const struct opt_word *opt)
{
	switch (opt->opt) {
	case OPT_IPV6:
		return OPT_SERVICE;
	case OPT_SORT:
		return OPT_NOSORT;
	default:
		return opt->opt;
	}
}

static void options_of(const struct rule *rule)
{
	uint64_t allowed = rule->required | rule->optional | rule->one_of;
	const struct opt_word *opt;
	size_t i;

	for (i = 0; i < opt_words_count; i++) {
		opt = &opt_words[i];
		if (OPT_BIT(rule_opt(opt)) & allowed)
			words_of(opt->name, (char[]){ opt->letter, 0 },
				 opt->help);
	}
}

/* those that stand in its usage; list takes those of the command */
static void options_of_sub(enum sub sub)
{
	const char *word = sub_words[sub].usage;
	char option[32];

	if (sub == SUB_LIST) {
		options_of(&cmd_words[CMD_LIST].rule);
		return;
	}
	while ((word = strstr(word, "--"))) {
		word += 2;
		snprintf(option, sizeof(option), "%.*s",
			 (int)strcspn(word, " ]"), word);
		shell->word("--", option, sub_words[sub].help);
	}
}

static void all_options(void)
{
	const struct cmd_word *cmd;
	size_t i;

	fputs(shell->options_head, stdout);
	for (i = 0; i < CMD_COUNT; i++) {
		cmd = &cmd_words[i];
		pattern_of(cmd->name,
			   (char[]){ cmd->letter, cmd->alias, 0 });
		fputs(shell->options_begin, stdout);
		options_of(&cmd->rule);
		fputs(shell->options_end, stdout);
	}
	for (i = 0; i < SUB_COUNT; i++) {
		printf("%s%s) ", shell->pattern_begin, sub_words[i].name);
		fputs(shell->options_begin, stdout);
		options_of_sub(i);
		fputs(shell->options_end, stdout);
	}
}

int main(int argc, char **argv)
{
	size_t i;

	for (i = 0; argc == 2 && i < sizeof(shells) / sizeof(shells[0]); i++) {
		if (!strcmp(argv[1], shells[i].name))
			shell = &shells[i];
	}
	if (!shell) {
		fputs("usage: generate bash|zsh\n", stderr);
		return 2;
	}
	fputs(shell->head, stdout);
	all_values();
	all_commands();
	all_options();
	fputs(shell->tail, stdout);
	return fflush(stdout) || ferror(stdout);
}
