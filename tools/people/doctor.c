// SPDX-License-Identifier: GPL-2.0
/* lvsadm doctor: what commonly goes wrong, and how to mend it. */
#include "people.h"

#include "findings.h"
#include "fmt_array.h"

#include <stdio.h>

static const struct check *const tables[] = { service_checks, host_checks };

#define TABLES (sizeof(tables) / sizeof(tables[0]))

static const char *const level_words[] = {
	[FINDING_NOTE] = "note",
	[FINDING_WARN] = "warn",
};

static void look(const struct host *host, const struct snap *snap,
		 struct findings *all)
{
	const struct check *check;
	size_t i;

	for (i = 0; i < TABLES; i++) {
		for (check = tables[i]; check->name; check++)
			check->look(host, snap, check->name, all);
	}
}

static void print_check(const struct check *check,
			const struct findings *all)
{
	bool fine = true;
	size_t i;

	for (i = 0; i < all->count; i++) {
		const struct finding *f = &all->items[i];

		if (f->check != check->name)
			continue;
		fine = false;
		printf("%s  %s: %s\n      %s\n", level_words[f->level],
		       f->check, f->what, f->fix);
	}
	if (fine)
		printf("ok    %s: %s\n", check->name, check->fine);
}

static void print_text(const struct findings *all)
{
	const struct check *check;
	size_t i;

	for (i = 0; i < TABLES; i++) {
		for (check = tables[i]; check->name; check++)
			print_check(check, all);
	}
}

static bool print_json(const struct findings *all, struct failure *fail)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < all->count; i++) {
		const struct finding *f = &all->items[i];

		json_array_append_new(list,
			json_pack("{s:s, s:s, s:s, s:s}", "level",
				  level_words[f->level], "check", f->check,
				  "what", f->what, "fix", f->fix));
	}
	return array_print("findings", list, fail);
}

/* Status 1 when something does harm, as with a listing that failed. */
static bool verdict(const struct findings *all, struct failure *fail)
{
	size_t i;

	for (i = 0; i < all->count; i++) {
		if (all->items[i].level == FINDING_WARN)
			fail->status = STATUS_LISTING;
	}
	return !all->lost ||
	       failed(fail, STATUS_LISTING, "out of memory");
}

bool sub_doctor(struct app *app, const struct wish *wish,
		struct failure *fail)
{
	struct findings all = { 0 };
	struct host host = { 0 };
	struct snap snap;
	bool ok = snap_take(app, wish, &snap, fail);

	ok = ok && (host_read(&host) ||
		    failed(fail, STATUS_LISTING, "out of memory"));
	if (ok) {
		look(&host, &snap, &all);
		if (wish->json)
			ok = print_json(&all, fail);
		else
			print_text(&all);
	}
	ok = ok && verdict(&all, fail);
	findings_free(&all);
	host_free(&host);
	snap_free(&snap);
	return ok;
}
