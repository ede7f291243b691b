// SPDX-License-Identifier: GPL-2.0
/* Lines of a saved table, cut into words. */
#include "split.h"
#include "tap.h"

static const struct {
	const char *line;
	const char *words;	/* joined by | */
} cases[] = {
	{ "-A -t 192.0.2.1:80 -s rr\n", "-A|-t|192.0.2.1:80|-s|rr" },
	{ " \t-A  -t\t1.2.3.4:80 \r\n", "-A|-t|1.2.3.4:80" },
	{ "ipvsadm -A -t 1.2.3.4:80", "-A|-t|1.2.3.4:80" },
	{ "lvsadm -A ipvsadm -t", "-A|-t" },
	{ "/sbin/ipvsadm -A", "/sbin/ipvsadm|-A" },
	{ "-A 'a b'", "-A|'a|b'" },
	{ "-A -t # tail", "-A|-t|#|tail" },
	{ "# comment\n", "" },
	{ "  # comment -A\n", "" },
	{ "\n", "" },
	{ "", "" },
};

static void check_limit(void)
{
	char line[4 * SPLIT_WORDS_MAX];
	const char *argv[SPLIT_WORDS_MAX];
	int i;

	line[0] = '\0';
	for (i = 0; i < SPLIT_WORDS_MAX - 2; i++)
		strcat(line, "w ");
	tap_num(split_line(line, "p", argv), SPLIT_WORDS_MAX - 1,
		"as many words as there may be");
	line[0] = '\0';
	for (i = 0; i < SPLIT_WORDS_MAX - 1; i++)
		strcat(line, "w ");
	tap_num(split_line(line, "p", argv), -1, "one word too many");
}

int main(void)
{
	const char *argv[SPLIT_WORDS_MAX];
	char joined[256];
	char line[256];
	size_t i;
	int argc;
	int j;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		strcpy(line, cases[i].line);
		argc = split_line(line, "program", argv);
		joined[0] = '\0';
		for (j = 1; j < argc; j++) {
			strcat(joined, j > 1 ? "|" : "");
			strcat(joined, argv[j]);
		}
		tap_str(joined, cases[i].words, "split");
	}
	tap_str(argv[0], "program", "the program comes first");
	check_limit();
	return tap_done();
}
