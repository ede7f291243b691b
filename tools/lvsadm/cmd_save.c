// SPDX-License-Identifier: GPL-2.0
/* -S: the table as commands that make it. */
#include "app.h"
#include "fmt_rules.h"
#include "refusal.h"
#include "sort.h"

#include <stdio.h>

static bool save_svc(struct app *app, struct names *names,
		     const struct lvs_svc *svc, struct failure *fail)
{
	struct lvs_dest_list dests;
	struct lvs_result res;
	size_t i;

	res = lvs_dest_list_get(app->h, svc, &dests);
	if (!accepted(&res, ASKED_SVC_GET, STATUS_LISTING, fail))
		return false;
	sort_dests(&dests);
	rules_svc(stdout, names, svc);
	for (i = 0; i < dests.count; i++)
		rules_dest(stdout, names, svc, &dests.items[i]);
	lvs_dest_list_free(&dests);
	return true;
}

bool cmd_save(struct app *app, const struct request *req, struct failure *fail)
{
	struct names names = { .numeric = request_has(req, OPT_NUMERIC) };
	struct lvs_svc_list svcs;
	struct lvs_result res;
	bool ok = true;
	size_t i;

	res = lvs_svc_list_get(app->h, &svcs);
	if (!accepted(&res, ASKED_SVC_GET, STATUS_LISTING, fail))
		return false;
	sort_svcs(&svcs);
	for (i = 0; ok && i < svcs.count; i++)
		ok = save_svc(app, &names, &svcs.items[i], fail);
	lvs_svc_list_free(&svcs);
	return ok;
}
