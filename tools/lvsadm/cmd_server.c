// SPDX-License-Identifier: GPL-2.0
/* -a, -e, -d: real servers of a service. */
#include "app.h"
#include "build.h"
#include "refusal.h"

#include <errno.h>
#include <string.h>

bool cmd_add_server(struct app *app, const struct request *req,
		    struct failure *fail)
{
	struct lvs_dest dest = dest_default(req);
	struct lvs_result res;

	if (!dest_apply(req, &dest, fail))
		return false;
	res = lvs_dest_add(app->h, &req->svc, &dest);
	return accepted(&res, ASKED_DEST_ADD, STATUS_REFUSED, fail);
}

static bool addr_equal(const struct lvs_addr *a, const struct lvs_addr *b)
{
	return a->family == b->family && !memcmp(&a->v6, &b->v6, sizeof(a->v6));
}

/*
 * The server that the request means. Direct routing and tunnels have the
 * service's port whatever was written when they were added.
 */
static const struct lvs_dest *pick(const struct lvs_dest_list *list,
				   const struct request *req)
{
	const struct lvs_dest *second = NULL;
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct lvs_dest *dest = &list->items[i];

		if (!addr_equal(&dest->addr, &req->dest.addr))
			continue;
		if (dest->port == req->dest.port)
			return dest;
		if (dest->port == req->svc.port && dest->fwd != LVS_FWD_MASQ)
			second = dest;
	}
	return second;
}

static struct lvs_result find(struct app *app, const struct request *req,
			      struct lvs_dest *dest)
{
	const struct lvs_dest *found;
	struct lvs_dest_list list;
	struct lvs_svc svc;
	struct lvs_result res;

	/* the list of a service that does not exist is just empty */
	res = lvs_svc_get(app->h, &req->svc, &svc);
	if (!res.code)
		res = lvs_dest_list_get(app->h, &req->svc, &list);
	if (res.code)
		return res;
	found = pick(&list, req);
	if (found)
		*dest = *found;
	else
		res.code = ENOENT;
	lvs_dest_list_free(&list);
	return res;
}

bool cmd_edit_server(struct app *app, const struct request *req,
		     struct failure *fail)
{
	struct lvs_dest dest = dest_default(req);
	struct lvs_result res;

	if (!app->as->resets) {
		res = find(app, req, &dest);
		if (!accepted(&res, ASKED_DEST_EDIT, STATUS_REFUSED, fail))
			return false;
	}
	if (!dest_apply(req, &dest, fail))
		return false;
	res = lvs_dest_edit(app->h, &req->svc, &dest);
	return accepted(&res, ASKED_DEST_EDIT, STATUS_REFUSED, fail);
}

bool cmd_delete_server(struct app *app, const struct request *req,
		       struct failure *fail)
{
	struct lvs_result res = lvs_dest_delete(app->h, &req->svc, &req->dest);

	return accepted(&res, ASKED_DEST_DELETE, STATUS_REFUSED, fail);
}
