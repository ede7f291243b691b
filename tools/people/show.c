// SPDX-License-Identifier: GPL-2.0
/* lvsadm show: all that is known of services and their servers. */
#include "people.h"

#include "fmt_show.h"
#include "snap.h"

#include <stdio.h>

static void print_text(const struct snap *snap, bool numeric)
{
	struct names names = { .numeric = numeric };
	size_t i;

	for (i = 0; i < snap->count; i++) {
		if (i)
			putchar('\n');
		show_svc(stdout, &names, &snap->items[i]);
	}
}

bool sub_show(struct app *app, const struct wish *wish, struct failure *fail)
{
	struct snap snap;
	bool ok = snap_take(app, wish, &snap, fail);

	if (ok && wish->json)
		ok = snap_json(&snap, fail);
	else if (ok)
		print_text(&snap, wish->numeric);
	snap_free(&snap);
	return ok;
}
