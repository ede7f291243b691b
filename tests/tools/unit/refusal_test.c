// SPDX-License-Identifier: GPL-2.0
/* The kernel's refusals in words. */
#include "refusal.h"
#include "tap.h"

#include <errno.h>

static const struct {
	enum asked asked;
	int code;
	const char *extack;
	const char *text;
} cases[] = {
	{ ASKED_SVC_ADD, EEXIST, "", "Service already exists" },
	{ ASKED_SVC_ADD, ENOENT, "",
	  "Scheduler or persistence engine not found" },
	{ ASKED_SVC_GET, ESRCH, "", "No such service" },
	{ ASKED_SVC_ZERO, ESRCH, "", "No such service" },
	{ ASKED_DEST_ADD, ESRCH, "", "Service not defined" },
	{ ASKED_DEST_ADD, EEXIST, "", "Destination already exists" },
	{ ASKED_DEST_EDIT, ENOENT, "", "No such destination" },
	{ ASKED_DEST_ADD, ENOENT, "", "No such file or directory" },
	{ ASKED_DAEMON_STOP, ESRCH, "", "No daemon is running" },
	{ ASKED_DAEMON_START, EEXIST, "", "Daemon has already run" },
	{ ASKED_OTHER, EPERM, "", "Permission denied (you must be root)" },
	{ ASKED_DEST_ADD, ERANGE, "", "Numerical result out of range" },
	{ ASKED_DEST_ADD, ERANGE, "weight 70000 exceeds 65535",
	  "Numerical result out of range: weight 70000 exceeds 65535" },
	{ ASKED_SVC_DELETE, ESRCH, "gone", "No such service: gone" },
};

int main(void)
{
	struct lvs_result res = { 0 };
	struct failure fail;
	size_t i;

	tap_ok(accepted(&res, ASKED_OTHER, STATUS_REFUSED, &fail), "success");
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		res.code = cases[i].code;
		strcpy(res.text, cases[i].extack);
		tap_ok(!accepted(&res, cases[i].asked, STATUS_REFUSED, &fail) &&
		       fail.status == STATUS_REFUSED, "a refusal");
		tap_str(fail.text, cases[i].text, cases[i].text);
	}
	return tap_done();
}
