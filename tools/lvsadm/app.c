// SPDX-License-Identifier: GPL-2.0
/* One run of the tool: connecting to the kernel, carrying out requests. */
#include "app.h"

#include "refusal.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

static const struct {
	cmd_fn run;
	bool needs_kernel;
} handlers[CMD_COUNT] = {
	[CMD_ADD_SERVICE] = { cmd_add_service, true },
	[CMD_EDIT_SERVICE] = { cmd_edit_service, true },
	[CMD_DELETE_SERVICE] = { cmd_delete_service, true },
	[CMD_FLUSH] = { cmd_flush, true },
	[CMD_RESTORE] = { cmd_restore, false },
	[CMD_SAVE] = { cmd_save, true },
	[CMD_ADD_SERVER] = { cmd_add_server, true },
	[CMD_EDIT_SERVER] = { cmd_edit_server, true },
	[CMD_DELETE_SERVER] = { cmd_delete_server, true },
	[CMD_LIST] = { cmd_list, true },
	[CMD_ZERO] = { cmd_zero, true },
	[CMD_SET] = { cmd_set, true },
	[CMD_START_DAEMON] = { cmd_start_daemon, true },
	[CMD_STOP_DAEMON] = { cmd_stop_daemon, true },
	[CMD_HELP] = { cmd_help, false },
	[CMD_VERSION] = { cmd_version, false },
};

/* Quiet: the message that follows a failure says enough. */
static void load_module(void)
{
	static char program[] = "/sbin/modprobe";
	static char quiet[] = "-q";
	static char end[] = "--";
	static char module[] = "lvs";
	char *const argv[] = { program, quiet, end, module, NULL };
	char *const envp[] = { NULL };
	pid_t child;

	if (posix_spawn(&child, program, NULL, NULL, argv, envp))
		return;
	while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
		;
}

static bool no_family(struct failure *fail, const struct lvs_result *res)
{
	return failed(fail, STATUS_USAGE,
		      "Can't initialize ipvs: %s\n"
		      "Are you sure that IP Virtual Server is built in the kernel or as module?\n"
		      "'modprobe lvs' did not load it; see 'dmesg' and 'modinfo lvs', or load another with 'modprobe ip_vs'",
		      lvs_result_text(res));
}

bool app_connect(struct app *app, struct failure *fail)
{
	struct lvs_result res = { 0 };
	struct failure why;
	struct lvs_info info;

	if (app->h)
		return true;
	res = lvs_open(&app->h);
	if (res.code == ENOENT) {
		load_module();
		res = lvs_open(&app->h);
	}
	if (res.code == ENOENT)
		return no_family(fail, &res);
	if (!res.code)
		res = lvs_info_get(app->h, &info);
	if (accepted(&res, ASKED_OTHER, STATUS_USAGE, &why))
		return true;
	return failed(fail, STATUS_USAGE, "Can't initialize ipvs: %.*s",
		      FAILURE_TEXT_BYTES - 32, why.text);
}

bool app_run(struct app *app, const struct request *req, struct failure *fail)
{
	enum cmd cmd = req->words.cmd;

	if (handlers[cmd].needs_kernel && !app_connect(app, fail))
		return false;
	return handlers[cmd].run(app, req, fail);
}

bool app_flush(struct failure *fail)
{
	if (!fflush(stdout) && !ferror(stdout))
		return true;
	return failed(fail, STATUS_LISTING, "cannot write the output: %s",
		      strerror(errno));
}
