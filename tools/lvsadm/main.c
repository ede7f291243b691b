// SPDX-License-Identifier: GPL-2.0
/* lvsadm: configure and list the kernel's load balancer. */
#include "app.h"
#include "names.h"

#include <stdio.h>
#include <string.h>

static bool is_ipvsadm(const char *program)
{
	const char *slash = strrchr(program, '/');

	return !strcmp(slash ? slash + 1 : program, "ipvsadm");
}

static bool run(int argc, const char **argv, struct app *app,
		struct failure *fail)
{
	struct request req;
	bool ok = request_parse(argc, argv, &req, fail);

	if (ok)
		ok = app_run(app, &req, fail);
	request_free(&req);
	return ok;
}

int main(int argc, char **argv)
{
	struct failure fail = { 0 };
	struct app app = { 0 };

	if (argc < 1)
		return STATUS_USAGE;
	app.program = argv[0];
	app.as_ipvsadm = is_ipvsadm(argv[0]);
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
