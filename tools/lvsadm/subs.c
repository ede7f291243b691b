// SPDX-License-Identifier: GPL-2.0
/* The subcommands of lvsadm, which are for people: words without dashes. */
#include "subs.h"

#include <string.h>

const struct sub_word sub_words[SUB_COUNT] = {
	[SUB_LIST] = {
		.name = "list", .usage = "[SERVICE] [list options]",
		.help = "as --list",
	},
	[SUB_SHOW] = {
		.name = "show", .usage = "[SERVICE] [--numeric] [--json]",
		.help = "all that is known of a service and its servers",
	},
	[SUB_TOP] = {
		.name = "top",
		.usage = "[SERVICE] [--numeric] [--batch] [--count N] [--interval SECONDS] [--sort KEY] [--json]",
		.help = "live rates of services and servers; press h there for its keys",
	},
	[SUB_DOCTOR] = {
		.name = "doctor", .usage = "[--json]",
		.help = "look for what commonly goes wrong, and say how to mend it",
	},
	[SUB_REASONS] = {
		.name = "reasons", .usage = "[--json]",
		.help = "why packets were dropped, and how many",
	},
};

bool sub_find(const char *word, enum sub *sub)
{
	int i;

	for (i = 0; i < SUB_COUNT; i++) {
		if (!strcmp(sub_words[i].name, word)) {
			*sub = i;
			return true;
		}
	}
	return false;
}
