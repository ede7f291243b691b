// SPDX-License-Identifier: GPL-2.0
/* -A, -E, -D: virtual services. */
#include "app.h"
#include "build.h"
#include "refusal.h"

#include <string.h>

static bool same_sched_conf(const struct lvs_svc *a, const struct lvs_svc *b)
{
	return a->table_size == b->table_size &&
	       a->hash_seed == b->hash_seed &&
	       a->slow_start_s == b->slow_start_s;
}

/* who does not know what ipvsadm does not have passes it by in silence */
static bool check_extras(struct app *app, const struct request *req,
			 const struct lvs_svc *asked, struct failure *fail)
{
	struct lvs_svc svc;
	struct lvs_result res;

	if (!(req->words.given & (OPTS_FLOW_TIMEOUT | OPTS_SCHED_CONF)))
		return true;
	res = lvs_svc_get(app->h, &req->svc, &svc);
	if (!accepted(&res, ASKED_SVC_EDIT, STATUS_REFUSED, fail))
		return false;
	if (memcmp(&svc.flow, &asked->flow, sizeof(svc.flow)))
		return failed(fail, STATUS_REFUSED,
			      "the kernel's balancer has no timeouts of a service: the rest is done");
	if (!same_sched_conf(&svc, asked))
		return failed(fail, STATUS_REFUSED,
			      "the kernel's balancer has no --table-size, --hash-seed and --slow-start: the rest is done");
	return true;
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
	       check_extras(app, req, &svc, fail);
}

bool cmd_edit_service(struct app *app, const struct request *req,
		      struct failure *fail)
{
	struct lvs_svc svc = svc_default(req);
	struct lvs_result res;

	if (!app->as->resets) {
		res = lvs_svc_get(app->h, &req->svc, &svc);
		if (!accepted(&res, ASKED_SVC_EDIT, STATUS_REFUSED, fail))
			return false;
	}
	if (!svc_apply(req, &svc, fail))
		return false;
	res = lvs_svc_edit(app->h, &svc);
	return accepted(&res, ASKED_SVC_EDIT, STATUS_REFUSED, fail) &&
	       check_extras(app, req, &svc, fail);
}

bool cmd_delete_service(struct app *app, const struct request *req,
			struct failure *fail)
{
	struct lvs_result res = lvs_svc_delete(app->h, &req->svc);

	return accepted(&res, ASKED_SVC_DELETE, STATUS_REFUSED, fail);
}
