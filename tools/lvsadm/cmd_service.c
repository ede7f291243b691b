// SPDX-License-Identifier: GPL-2.0
/* -A, -E, -D: virtual services. */
#include "app.h"
#include "build.h"
#include "refusal.h"

/* Options that in-tree ip_vs would pass by in silence. */
static const struct {
	enum opt opt;
	uint64_t feature;
} extras[] = {
	{ OPT_TCP_TIMEOUT, LVS_EXT_F_FLOW_TIMEOUT },
	{ OPT_TCPFIN_TIMEOUT, LVS_EXT_F_FLOW_TIMEOUT },
	{ OPT_UDP_TIMEOUT, LVS_EXT_F_FLOW_TIMEOUT },
	{ OPT_TABLE_SIZE, LVS_EXT_F_TABLE_SIZE },
	{ OPT_HASH_SEED, LVS_EXT_F_HASH_SEED },
	{ OPT_SLOW_START, LVS_EXT_F_SLOW_START },
	{ OPT_SOURCE_RATE, LVS_EXT_F_SOURCE_RATE },
	{ OPT_SOURCE_BURST, LVS_EXT_F_SOURCE_RATE },
};

static bool check_extras(struct app *app, const struct request *req,
			 struct failure *fail)
{
	struct lvs_result res;
	uint64_t features;
	size_t i;

	if (!(req->words.given & OPTS_SVC_EXTRA))
		return true;
	res = lvs_features_get(app->h, &features);
	if (!accepted(&res, ASKED_OTHER, STATUS_REFUSED, fail))
		return false;
	for (i = 0; i < sizeof(extras) / sizeof(extras[0]); i++) {
		if (request_has(req, extras[i].opt) &&
		    !(features & extras[i].feature))
			return failed(fail, STATUS_REFUSED,
				      "this kernel's load balancer has no --%s: lvs has it ('modprobe -r ip_vs; modprobe lvs'); nothing was changed",
				      opt_name(extras[i].opt));
	}
	return true;
}

bool cmd_add_service(struct app *app, const struct request *req,
		     struct failure *fail)
{
	struct lvs_svc svc = svc_default(req);
	struct lvs_result res;

	if (!svc_apply(req, &svc, fail) || !check_extras(app, req, fail))
		return false;
	res = lvs_svc_add(app->h, &svc);
	return accepted(&res, ASKED_SVC_ADD, STATUS_REFUSED, fail);
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
	if (!svc_apply(req, &svc, fail) || !check_extras(app, req, fail))
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
