// SPDX-License-Identifier: GPL-2.0
/* -L: services and their servers, as a table or as JSON. */
#include "app.h"
#include "fmt_json.h"
#include "fmt_table.h"
#include "refusal.h"
#include "sort.h"

#include <stdio.h>

/**
 * struct listing - how services are printed
 * @json: as JSON, through list; otherwise as a table, as view says
 * @sorted: in the order of addresses, otherwise in that of the kernel
 */
struct listing {
	struct app *app;
	struct view view;
	struct json_list list;
	bool json;
	bool sorted;
};

static enum view_mode view_mode(const struct request *req)
{
	static const struct {
		enum opt opt;
		enum view_mode mode;
	} modes[] = {
		{ OPT_STATS, VIEW_STATS },
		{ OPT_RATE, VIEW_RATE },
		{ OPT_THRESHOLDS, VIEW_THRESHOLDS },
		{ OPT_PERSISTENT_CONN, VIEW_PERSISTENT_CONN },
		{ OPT_TUN_INFO, VIEW_TUN_INFO },
	};
	size_t i;

	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		if (request_has(req, modes[i].opt))
			return modes[i].mode;
	}
	return VIEW_DEFAULT;
}

static bool begin(struct listing *l, const struct lvs_info *info,
		  struct failure *fail)
{
	if (l->json)
		return json_list_begin(&l->list, stdout, info, "services") ||
		       failed(fail, STATUS_LISTING, "out of memory");
	if (info)
		table_info(stdout, info);
	table_titles(stdout, &l->view);
	return true;
}

static bool print(struct listing *l, const struct lvs_svc *svc,
		  const struct lvs_dest_list *dests, struct failure *fail)
{
	size_t i;

	if (l->json)
		return json_list_svc(&l->list, svc, dests) ||
		       failed(fail, STATUS_LISTING, "out of memory");
	table_svc(stdout, &l->view, svc);
	for (i = 0; i < dests->count; i++)
		table_dest(stdout, &l->view, svc, &dests->items[i]);
	return true;
}

static bool list_svc(struct listing *l, const struct lvs_svc *svc,
		     struct failure *fail)
{
	struct lvs_dest_list dests;
	struct lvs_result res;
	bool ok;

	res = lvs_dest_list_get(l->app->h, svc, &dests);
	if (!accepted(&res, ASKED_SVC_GET, STATUS_LISTING, fail))
		return false;
	if (l->sorted)
		sort_dests(&dests);
	ok = print(l, svc, &dests, fail);
	lvs_dest_list_free(&dests);
	return ok;
}

static bool list_one(struct listing *l, const struct lvs_svc *id,
		     struct failure *fail)
{
	struct lvs_result res;
	struct lvs_svc svc;

	res = lvs_svc_get(l->app->h, id, &svc);
	if (!accepted(&res, ASKED_SVC_GET, STATUS_LISTING, fail))
		return false;
	return begin(l, NULL, fail) && list_svc(l, &svc, fail);
}

static bool list_all(struct listing *l, struct failure *fail)
{
	struct lvs_svc_list svcs;
	struct lvs_info info;
	struct lvs_result res;
	bool ok;
	size_t i;

	res = lvs_info_get(l->app->h, &info);
	if (!accepted(&res, ASKED_OTHER, STATUS_LISTING, fail))
		return false;
	res = lvs_svc_list_get(l->app->h, &svcs);
	if (!accepted(&res, ASKED_SVC_GET, STATUS_LISTING, fail))
		return false;
	if (l->sorted)
		sort_svcs(&svcs);
	ok = begin(l, &info, fail);
	for (i = 0; ok && i < svcs.count; i++)
		ok = list_svc(l, &svcs.items[i], fail);
	lvs_svc_list_free(&svcs);
	return ok;
}

static bool list_svcs(struct app *app, const struct request *req,
		      struct failure *fail)
{
	struct listing l = {
		.app = app,
		.view.mode = view_mode(req),
		.view.exact = request_has(req, OPT_EXACT),
		.view.names.numeric = request_has(req, OPT_NUMERIC),
		.json = request_has(req, OPT_JSON),
		.sorted = !request_has(req, OPT_NOSORT),
	};
	bool ok = request_has(req, OPT_SERVICE) ?
		  list_one(&l, &req->svc, fail) : list_all(&l, fail);

	if (ok && l.json)
		json_list_end(&l.list);
	return ok;
}

bool cmd_list(struct app *app, const struct request *req, struct failure *fail)
{
	if (request_has(req, OPT_CONNECTION))
		return list_conns(app, req, fail);
	if (request_has(req, OPT_TIMEOUT))
		return list_timeouts(app, req, fail);
	if (request_has(req, OPT_DAEMON))
		return list_daemons(app, req, fail);
	if (request_has(req, OPT_INFO))
		return list_info(app, req, fail);
	return list_svcs(app, req, fail);
}
