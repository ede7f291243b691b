// SPDX-License-Identifier: GPL-2.0
/*
 * -R: commands from standard input, one a line.
 *
 * All of it is read and understood before the first command is carried out, so
 * that a mistake in line 900 does not leave a table of 899 lines. What the
 * kernel refuses is reported and the rest goes on; the status tells. Called as
 * a program of its own, it makes the table what the lines say: it deletes all
 * services between reading and running.
 */
#include "app.h"
#include "split.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct lines {
	char **items;
	size_t count;
};

static bool out_of_memory(struct failure *fail)
{
	return failed(fail, STATUS_USAGE, "out of memory");
}

static bool add_line(struct lines *lines, char *line)
{
	size_t count = lines->count;
	char **grown = lines->items;

	if (!(count & (count - 1)))
		grown = reallocarray(grown, count ? 2 * count : 1,
				     sizeof(*grown));
	if (!grown)
		return false;
	lines->items = grown;
	lines->items[lines->count++] = line;
	return true;
}

static void lines_free(struct lines *lines)
{
	size_t i;

	for (i = 0; i < lines->count; i++)
		free(lines->items[i]);
	free(lines->items);
}

static bool read_lines(struct lines *lines, struct failure *fail)
{
	char *line = NULL;
	size_t bytes = 0;

	errno = 0;
	while (getline(&line, &bytes, stdin) >= 0) {
		if (!add_line(lines, line)) {
			free(line);
			return out_of_memory(fail);
		}
		line = NULL;
		bytes = 0;
	}
	free(line);
	if (feof(stdin))
		return true;
	return failed(fail, STATUS_USAGE, "cannot read standard input: %s",
		      strerror(errno));
}

/* Runs one line, or with app NULL only sees whether it could be run. */
static bool do_line(struct app *app, const char *program, const char *line,
		    struct failure *fail)
{
	const char *argv[SPLIT_WORDS_MAX];
	char *copy = strdup(line);
	struct request req;
	bool ok = true;
	int argc;

	if (!copy)
		return out_of_memory(fail);
	argc = split_line(copy, program, argv);
	if (argc < 0) {
		free(copy);
		return failed(fail, STATUS_USAGE, "too many words");
	}
	if (argc > 1) {
		ok = request_parse(argc, argv, &req, fail);
		if (ok && req.words.cmd == CMD_RESTORE)
			ok = words_hint(program, fail);
		if (ok && app)
			ok = app_run(app, &req, fail);
		request_free(&req);
	}
	free(copy);
	return ok;
}

static void name_line(struct failure *fail, size_t number)
{
	size_t len = strlen(fail->text);

	snprintf(fail->text + len, sizeof(fail->text) - len, " (line %zu)",
		 number);
}

static bool check_lines(const struct lines *lines, const char *program,
			struct failure *fail)
{
	size_t i;

	for (i = 0; i < lines->count; i++) {
		if (do_line(NULL, program, lines->items[i], fail))
			continue;
		name_line(fail, i + 1);
		return false;
	}
	return true;
}

/* The last refusal is left to the caller to print. */
static bool run_lines(const struct lines *lines, struct app *app,
		      struct failure *fail)
{
	struct failure last = { 0 };
	size_t i;

	for (i = 0; i < lines->count; i++) {
		if (do_line(app, app->program, lines->items[i], fail))
			continue;
		name_line(fail, i + 1);
		if (fail->status != STATUS_REFUSED)
			return false;
		fflush(stdout);
		if (last.text[0])
			fprintf(stderr, "%s\n", last.text);
		last = *fail;
	}
	*fail = last;
	return !last.status;
}

bool cmd_restore(struct app *app, const struct request *req,
		 struct failure *fail)
{
	bool replaces = app->as->cmd == CMD_RESTORE;
	struct lines lines = { 0 };
	bool ok;

	ok = read_lines(&lines, fail) &&
	     check_lines(&lines, app->program, fail) &&
	     app_connect(app, fail) &&
	     (!replaces || cmd_flush(app, req, fail)) &&
	     run_lines(&lines, app, fail);
	lines_free(&lines);
	return ok;
}
