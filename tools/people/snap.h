/* SPDX-License-Identifier: GPL-2.0 */
/* Services with their servers, as they are at one moment. */
#ifndef PEOPLE_SNAP_H
#define PEOPLE_SNAP_H

#include "app.h"
#include "names.h"
#include "wish.h"

struct snap_svc {
	struct lvs_svc svc;
	struct lvs_dest_list dests;
};

struct snap {
	struct snap_svc *items;
	size_t count;
};

/*
 * Reads what is wished for, in the order of addresses; a service that goes
 * meanwhile has no servers. snap_free() is due after either outcome.
 */
bool snap_take(struct app *app, const struct wish *wish, struct snap *snap,
	       struct failure *fail);
void snap_free(struct snap *snap);

/* to standard output, as the services of --list --json */
bool snap_json(const struct snap *snap, struct failure *fail);

#endif /* PEOPLE_SNAP_H */
