// SPDX-License-Identifier: GPL-2.0
/* lvsadm: configure and list the kernel's load balancer. */
#include "app.h"
#include "names.h"
#include "people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool run_words(int argc, const char **argv, struct app *app,
		      struct failure *fail)
{
	struct request req;
	bool ok = request_parse(argc, argv, &req, fail);

	if (ok)
		ok = app_run(app, &req, fail);
	request_free(&req);
	return ok;
}

/* The words of a call by a name that is a command, with the command. */
static bool run_command(int argc, const char **argv, struct app *app,
			struct failure *fail)
{
	const char **words = calloc(argc + 2, sizeof(*words));
	char command[32];
	bool ok;

	if (!words)
		return failed(fail, STATUS_USAGE, "out of memory");
	snprintf(command, sizeof(command), "--%s",
		 cmd_words[app->as->cmd].name);
	words[0] = argv[0];
	words[1] = command;
	memcpy(words + 2, argv + 1, (argc - 1) * sizeof(*words));
	ok = run_words(argc + 1, words, app, fail);
	free(words);
	return ok;
}

static bool run(int argc, const char **argv, struct app *app,
		struct failure *fail)
{
	enum sub sub;

	if (calling_is_command(app->as, argc, argv))
		return run_command(argc, argv, app, fail);
	if (argc > 1 && sub_find(argv[1], &sub))
		return people_run(sub, argc, argv, app, fail);
	return run_words(argc, argv, app, fail);
}

int main(int argc, char **argv)
{
	struct failure fail = { 0 };
	struct app app = { 0 };

	if (argc < 1)
		return STATUS_USAGE;
	app.program = argv[0];
	app.as = calling_find(argv[0]);
	names_init();
	if (run(argc, (const char **)argv, &app, &fail))
		app_flush(&fail);
	else
		fflush(stdout);
	lvs_close(app.h);
	if (fail.text[0])
		fprintf(stderr, "%s\n", fail.text);
	return fail.status;
}
