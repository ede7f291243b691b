// SPDX-License-Identifier: GPL-2.0
/* -L -c: the connection table. */
#include "app.h"
#include "fmt_json.h"
#include "fmt_table.h"

#include <stdio.h>

struct output {
	struct view view;
	struct json_list list;
	bool json;
	bool with_pe;
};

static bool begin(struct output *o)
{
	if (o->json)
		return json_list_begin(&o->list, stdout, NULL, "connections");
	table_conn_titles(stdout, o->with_pe);
	return true;
}

static bool print(struct output *o, const struct lvs_conn *conn)
{
	if (o->json)
		return json_list_conn(&o->list, conn);
	table_conn(stdout, &o->view, conn, o->with_pe);
	return true;
}

static bool print_all(struct output *o, struct lvs_conn_reader *reader,
		      struct failure *fail)
{
	struct lvs_result res;
	struct lvs_conn conn;
	bool ok = begin(o);

	while (ok && lvs_conn_next(reader, &conn, &res))
		ok = print(o, &conn);
	if (!ok)
		return failed(fail, STATUS_LISTING, "out of memory");
	if (res.code)
		return failed(fail, STATUS_LISTING, "%s",
			      lvs_result_text(&res));
	if (o->json)
		json_list_end(&o->list);
	return true;
}

bool list_conns(struct app *app, const struct request *req,
		struct failure *fail)
{
	struct output o = {
		.view.names.numeric = request_has(req, OPT_NUMERIC),
		.json = request_has(req, OPT_JSON),
		.with_pe = request_has(req, OPT_PERSISTENT_CONN),
	};
	struct lvs_conn_reader reader;
	struct lvs_result res;
	bool ok;

	(void)app;
	res = lvs_conn_open(&reader, LVS_PROC_CONN);
	if (res.code)
		return failed(fail, STATUS_LISTING, "%s",
			      lvs_result_text(&res));
	ok = print_all(&o, &reader, fail);
	lvs_conn_close(&reader);
	return ok;
}
