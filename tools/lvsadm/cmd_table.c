// SPDX-License-Identifier: GPL-2.0
/* -C, -Z, --set: commands on the whole table. */
#include "app.h"
#include "refusal.h"

bool cmd_flush(struct app *app, const struct request *req,
	       struct failure *fail)
{
	struct lvs_result res = lvs_flush(app->h);

	(void)req;
	return accepted(&res, ASKED_OTHER, STATUS_REFUSED, fail);
}

bool cmd_zero(struct app *app, const struct request *req,
	      struct failure *fail)
{
	struct lvs_result res;

	res = lvs_zero(app->h, request_has(req, OPT_SERVICE) ? &req->svc :
							       NULL);
	return accepted(&res, ASKED_SVC_ZERO, STATUS_REFUSED, fail);
}

bool cmd_set(struct app *app, const struct request *req, struct failure *fail)
{
	struct lvs_result res = lvs_timeouts_set(app->h, &req->timeouts);

	return accepted(&res, ASKED_OTHER, STATUS_REFUSED, fail);
}
