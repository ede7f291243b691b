// SPDX-License-Identifier: GPL-2.0
/*
 * Prints what the tables hold, one fact a line, for words.py:
 *
 *	command NAME -LETTER...
 *	option NAME -LETTER
 *	takes COMMAND OPTION		the command accepts it
 *	value OPTION WORD
 *	sub NAME OPTION...
 *
 * Whether a command takes an option is asked of the function that judges
 * command lines, not read from the tables.
 */
#include "opts.h"
#include "sched_flags.h"
#include "tunnel.h"
#include "wish.h"

#include <stdio.h>
#include <string.h>

static void print_word(const char *kind, const char *name,
		       const char *letters)
{
	printf("%s --%s", kind, name);
	for (; *letters; letters++)
		printf(" -%c", *letters);
	putchar('\n');
}

static void print_takes(const struct cmd_word *cmd)
{
	struct failure fail;
	size_t i;

	for (i = 0; i < opt_words_count; i++) {
		enum opt opt = opt_words[i].opt;

		if (opt == OPT_IPV6)
			opt = OPT_SERVICE;
		if (opt == OPT_SORT)
			opt = OPT_NOSORT;
		if (rule_check(&cmd->rule, OPT_BIT(opt), OPT_BIT(opt), &fail))
			printf("takes --%s --%s\n", cmd->name,
			       opt_words[i].name);
	}
}

/* what the tool makes of a value that it offers */
static bool is_accepted(const struct opt_word *opt, const char *value)
{
	char sched[16] = "rr";
	struct failure fail;
	uint32_t flags;
	uint8_t type;

	switch (opt->opt) {
	case OPT_SCHED_FLAGS:
		/* a flag of one scheduler begins with its name */
		if (strcmp(value, "none") && strncmp(value, "flag-", 5))
			snprintf(sched, sizeof(sched), "%.*s",
				 (int)strcspn(value, "-"), value);
		return sched_flags_parse(value, sched, &flags, &fail);
	case OPT_TUN_TYPE:
		return tunnel_type_parse(value, &type);
	default:
		return true;
	}
}

static void print_values(const struct opt_word *opt)
{
	char values[256];
	char *rest = NULL;
	char *word;

	snprintf(values, sizeof(values), "%s", opt->values ? opt->values : "");
	for (word = strtok_r(values, " ", &rest); word;
	     word = strtok_r(NULL, " ", &rest))
		printf("%s --%s %s\n", is_accepted(opt, word) ? "value" :
		       "refused", opt->name, word);
}

/* Does the subcommand take the option, which has this argument? */
static bool sub_takes(enum sub sub, const char *option, const char *value)
{
	const char *argv[] = { "lvsadm", sub_words[sub].name, option, value };
	struct failure fail;
	struct wish wish;

	return wish_parse(sub, value ? 4 : 3, argv, &wish, &fail);
}

static void print_sub(enum sub sub)
{
	static const struct {
		const char *option;
		const char *value;
	} all[] = {
		{ "--numeric", NULL }, { "--json", NULL }, { "--batch", NULL },
		{ "--count", "3" }, { "--interval", "0.5" },
		{ "--sort", "bytes" },
	};
	size_t i;

	printf("sub %s", sub_words[sub].name);
	for (i = 0; sub != SUB_LIST && i < sizeof(all) / sizeof(all[0]); i++) {
		if (sub_takes(sub, all[i].option, all[i].value))
			printf(" %s", all[i].option);
	}
	putchar('\n');
}

int main(void)
{
	size_t i;

	for (i = 0; i < CMD_COUNT; i++) {
		const struct cmd_word *cmd = &cmd_words[i];

		print_word("command", cmd->name,
			   (char[]){ cmd->letter, cmd->alias, 0 });
		print_takes(cmd);
	}
	for (i = 0; i < opt_words_count; i++) {
		const struct opt_word *opt = &opt_words[i];

		print_word("option", opt->name, (char[]){ opt->letter, 0 });
		print_values(opt);
	}
	for (i = 0; i < SUB_COUNT; i++)
		print_sub(i);
	return 0;
}
