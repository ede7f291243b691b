// SPDX-License-Identifier: GPL-2.0
/* --start-daemon, --stop-daemon. */
#include "app.h"
#include "refusal.h"

bool cmd_start_daemon(struct app *app, const struct request *req,
		      struct failure *fail)
{
	struct lvs_result res = lvs_daemon_start(app->h, &req->daemon);

	return accepted(&res, ASKED_DAEMON_START, STATUS_REFUSED, fail);
}

bool cmd_stop_daemon(struct app *app, const struct request *req,
		     struct failure *fail)
{
	struct lvs_result res = lvs_daemon_stop(app->h, &req->daemon);

	return accepted(&res, ASKED_DAEMON_STOP, STATUS_REFUSED, fail);
}
