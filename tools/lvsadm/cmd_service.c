// SPDX-License-Identifier: GPL-2.0
/* -A, -E, -D: virtual services. */
#include "app.h"
#include "build.h"
#include "refusal.h"

bool cmd_add_service(struct app *app, const struct request *req,
		     struct failure *fail)
{
	struct lvs_svc svc = svc_default(req);
	struct lvs_result res;

	if (!svc_apply(req, &svc, fail))
		return false;
	res = lvs_svc_add(app->h, &svc);
	return accepted(&res, ASKED_SVC_ADD, STATUS_REFUSED, fail);
}

bool cmd_edit_service(struct app *app, const struct request *req,
		      struct failure *fail)
{
	struct lvs_svc svc = svc_default(req);
	struct lvs_result res;

	if (!app->as_ipvsadm) {
		res = lvs_svc_get(app->h, &req->svc, &svc);
		if (!accepted(&res, ASKED_SVC_EDIT, STATUS_REFUSED, fail))
			return false;
	}
	if (!svc_apply(req, &svc, fail))
		return false;
	res = lvs_svc_edit(app->h, &svc);
	return accepted(&res, ASKED_SVC_EDIT, STATUS_REFUSED, fail);
}

bool cmd_delete_service(struct app *app, const struct request *req,
			struct failure *fail)
{
	struct lvs_result res = lvs_svc_delete(app->h, &req->svc);

	return accepted(&res, ASKED_SVC_DELETE, STATUS_REFUSED, fail);
}
