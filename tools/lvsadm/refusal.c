// SPDX-License-Identifier: GPL-2.0
/* The kernel's refusals in words. Pure. */
#include "refusal.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#define ANY ~0u

/* The first row that fits. */
static const struct {
	unsigned int asked;
	int code;
	const char *text;
} rows[] = {
	{ ASKED_SVC_ADD, EEXIST, "Service already exists" },
	{ ASKED_SVC_ADD | ASKED_SVC_EDIT, ENOENT,
	  "Scheduler or persistence engine not found" },
	{ ASKED_SVC_EDIT | ASKED_SVC_DELETE | ASKED_SVC_ZERO | ASKED_SVC_GET,
	  ESRCH, "No such service" },
	{ ASKED_DEST_ADD | ASKED_DEST_EDIT | ASKED_DEST_DELETE, ESRCH,
	  "Service not defined" },
	{ ASKED_DEST_ADD, EEXIST, "Destination already exists" },
	{ ASKED_DEST_EDIT | ASKED_DEST_DELETE, ENOENT, "No such destination" },
	{ ASKED_DAEMON_START, EEXIST, "Daemon has already run" },
	{ ASKED_DAEMON_STOP, ESRCH, "No daemon is running" },
	{ ANY, EPERM, "Permission denied (you must be root)" },
	{ ANY, EINVAL,
	  "Invalid operation.  Possibly wrong module version, address not unicast, ..." },
	{ ANY, ENOPROTOOPT, "Protocol not available" },
	{ ANY, ENOMEM, "Memory allocation problem" },
	{ ANY, EOPNOTSUPP, "Operation not supported with IPv6" },
	{ ANY, EAFNOSUPPORT,
	  "Operation not supported with specified address family" },
	{ ANY, EMSGSIZE, "Module is wrong version" },
};

static const char *text_of(int code, enum asked asked)
{
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].code == code && rows[i].asked & asked)
			return rows[i].text;
	}
	return strerror(code);
}

bool accepted(const struct lvs_result *res, enum asked asked, int status,
	      struct failure *fail)
{
	if (!res->code)
		return true;
	return failed(fail, status, res->text[0] ? "%s: %s" : "%s%s",
		      text_of(res->code, asked), res->text);
}
