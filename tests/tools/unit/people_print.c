// SPDX-License-Identifier: GPL-2.0
/*
 * Prints what a subcommand shows of a made-up table, to be compared with the
 * file of that name in golden/: people_print show, people_print top-120
 */
#include "fmt_show.h"
#include "sheet.h"
#include "tables.h"

#include <stdlib.h>

static struct snap_svc items[ARRAY_SIZE(fixtures)];

static void print_show(void)
{
	struct names names = { .numeric = true };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(items); i++)
		show_svc(stdout, &names, &items[i]);
}

static void print_row(void *arg, enum row_kind kind, const char *text)
{
	(void)arg;
	printf("%d|%s\n", kind, text);
}

static void print_top(unsigned int width)
{
	struct snap snap = { items, ARRAY_SIZE(items) };
	struct sheet sheet = {
		.names.numeric = true,
		.sort = SORT_ACTIVE,
		.blocks = true,
		.width = width,
	};

	sheet_sort(&sheet, &snap);
	sheet_rows(&sheet, &snap, print_row, NULL);
	puts("by name, reversed, folded");
	sheet.sort = SORT_NAME;
	sheet.reverse = true;
	sheet.folded = true;
	sheet_sort(&sheet, &snap);
	sheet_rows(&sheet, &snap, print_row, NULL);
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";
	size_t i;

	for (i = 0; i < ARRAY_SIZE(items); i++) {
		items[i].dests.count = prepare(&fixtures[i]);
		items[i].dests.items = fixtures[i].dests;
		items[i].svc = fixtures[i].svc;
	}
	/* three that are served in parts of 1/2, 3/8 and 1/8 */
	fixtures[1].dests[0].active_conns = 40;
	fixtures[1].dests[1].active_conns = 30;
	fixtures[1].dests[2].inact_conns = 10;
	if (!strcmp(name, "show"))
		print_show();
	else if (!strncmp(name, "top-", 4))
		print_top(atoi(name + 4));
	else
		return 1;
	return 0;
}
