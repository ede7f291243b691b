// SPDX-License-Identifier: GPL-2.0
/* -L --timeout, --daemon, --info. */
#include "app.h"
#include "fmt_json.h"
#include "fmt_table.h"
#include "refusal.h"

#include <stdio.h>

static bool no_memory(struct failure *fail)
{
	return failed(fail, STATUS_LISTING, "out of memory");
}

bool list_timeouts(struct app *app, const struct request *req,
		   struct failure *fail)
{
	struct lvs_timeouts timeouts;
	struct lvs_result res;

	res = lvs_timeouts_get(app->h, &timeouts);
	if (!accepted(&res, ASKED_OTHER, STATUS_LISTING, fail))
		return false;
	if (request_has(req, OPT_JSON))
		return json_timeouts(stdout, &timeouts) || no_memory(fail);
	table_timeouts(stdout, &timeouts);
	return true;
}

static bool daemons_json(const struct lvs_daemon_list *daemons)
{
	struct json_list list;
	size_t i;

	if (!json_list_begin(&list, stdout, NULL, "daemons"))
		return false;
	for (i = 0; i < daemons->count; i++) {
		if (!json_list_daemon(&list, &daemons->items[i]))
			return false;
	}
	json_list_end(&list);
	return true;
}

bool list_daemons(struct app *app, const struct request *req,
		  struct failure *fail)
{
	struct lvs_daemon_list daemons;
	struct lvs_result res;
	size_t i;

	res = lvs_daemon_list_get(app->h, &daemons);
	if (!accepted(&res, ASKED_OTHER, STATUS_LISTING, fail))
		return false;
	if (request_has(req, OPT_JSON))
		return daemons_json(&daemons) || no_memory(fail);
	for (i = 0; i < daemons.count; i++)
		table_daemon(stdout, &daemons.items[i]);
	return true;
}

bool list_info(struct app *app, const struct request *req,
	       struct failure *fail)
{
	struct lvs_info info;
	struct lvs_result res;

	res = lvs_info_get(app->h, &info);
	if (!accepted(&res, ASKED_OTHER, STATUS_LISTING, fail))
		return false;
	if (request_has(req, OPT_JSON))
		return json_info(stdout, &info) || no_memory(fail);
	table_info(stdout, &info);
	return true;
}
