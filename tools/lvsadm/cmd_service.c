// SPDX-License-Identifier: GPL-2.0
/* -A, -E, -D: virtual services. */
#include "app.h"
#include "build.h"
#include "refusal.h"

#include <string.h>

/* who does not know time-outs of a service passes them by in silence */
static bool check_timeouts(struct app *app, const struct request *req,
			   const struct lvs_svc *asked, struct failure *fail)
{
	struct lvs_svc svc;
	struct lvs_result res;

	if (!(req->words.given & OPTS_FLOW_TIMEOUT))
		return true;
	res = lvs_svc_get(app->h, &req->svc, &svc);
	if (!accepted(&res, ASKED_SVC_EDIT, STATUS_REFUSED, fail))
		return false;
	if (!memcmp(&svc.flow, &asked->flow, sizeof(svc.flow)))
		return true;
	return failed(fail, STATUS_REFUSED,
		      "the kernel's balancer has no timeouts of a service: the rest is done");
}

bool cmd_add_service(struct app *app, const struct request *req,
		     struct failure *fail)
{
	struct lvs_svc svc = svc_default(req);
	struct lvs_result res;

	if (!svc_apply(req, &svc, fail))
		return false;
	res = lvs_svc_add(app->h, &svc);
	return accepted(&res, ASKED_SVC_ADD, STATUS_REFUSED, fail) &&
	       check_timeouts(app, req, &svc, fail);
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
	return accepted(&res, ASKED_SVC_EDIT, STATUS_REFUSED, fail) &&
	       check_timeouts(app, req, &svc, fail);
}

bool cmd_delete_service(struct app *app, const struct request *req,
			struct failure *fail)
{
	struct lvs_result res = lvs_svc_delete(app->h, &req->svc);

	return accepted(&res, ASKED_SVC_DELETE, STATUS_REFUSED, fail);
}
