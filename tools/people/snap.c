// SPDX-License-Identifier: GPL-2.0
/* Services with their servers, as they are at one moment. */
#include "snap.h"

#include "fmt_json.h"
#include "refusal.h"
#include "sort.h"

#include <errno.h>
#include <stdlib.h>

static bool read_services(struct app *app, const struct wish *wish,
			  struct lvs_svc_list *list, struct failure *fail)
{
	struct lvs_result res;

	if (!wish->one) {
		res = lvs_svc_list_get(app->h, list);
		return accepted(&res, ASKED_SVC_GET, STATUS_LISTING, fail);
	}
	list->items = calloc(1, sizeof(*list->items));
	if (!list->items)
		return failed(fail, STATUS_LISTING, "out of memory");
	list->count = 1;
	res = lvs_svc_get(app->h, &wish->svc, list->items);
	return accepted(&res, ASKED_SVC_GET, STATUS_LISTING, fail);
}

static bool read_servers(struct app *app, struct snap_svc *item,
			 struct failure *fail)
{
	struct lvs_result res;

	res = lvs_dest_list_get(app->h, &item->svc, &item->dests);
	if (res.code == ESRCH)
		return true;
	if (!accepted(&res, ASKED_SVC_GET, STATUS_LISTING, fail))
		return false;
	sort_dests(&item->dests);
	return true;
}

bool snap_take(struct app *app, const struct wish *wish, struct snap *snap,
	       struct failure *fail)
{
	struct lvs_svc_list list = { 0 };
	bool ok;
	size_t i;

	*snap = (struct snap){ 0 };
	ok = read_services(app, wish, &list, fail);
	if (ok) {
		sort_svcs(&list);
		snap->items = calloc(list.count + 1, sizeof(*snap->items));
		ok = snap->items ||
		     failed(fail, STATUS_LISTING, "out of memory");
	}
	for (i = 0; ok && i < list.count; i++) {
		snap->items[i].svc = list.items[i];
		snap->count++;
		ok = read_servers(app, &snap->items[i], fail);
	}
	lvs_svc_list_free(&list);
	return ok;
}

void snap_free(struct snap *snap)
{
	size_t i;

	for (i = 0; i < snap->count; i++)
		lvs_dest_list_free(&snap->items[i].dests);
	free(snap->items);
	*snap = (struct snap){ 0 };
}

bool snap_json(const struct snap *snap, struct failure *fail)
{
	struct json_list list;
	bool ok = json_list_begin(&list, stdout, NULL, "services");
	size_t i;

	for (i = 0; ok && i < snap->count; i++)
		ok = json_list_svc(&list, &snap->items[i].svc,
				   &snap->items[i].dests);
	if (!ok)
		return failed(fail, STATUS_LISTING, "out of memory");
	json_list_end(&list);
	return true;
}
