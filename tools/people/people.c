// SPDX-License-Identifier: GPL-2.0
/* The subcommands: which function each is. */
#include "people.h"

static const struct {
	sub_fn run;
	bool needs_kernel;
} handlers[SUB_COUNT] = {
	[SUB_SHOW] = { sub_show, true },
	[SUB_TOP] = { sub_top, true },
	[SUB_DOCTOR] = { sub_doctor, true },
	[SUB_REASONS] = { sub_reasons, false },
};

/* list is --list by a shorter name, but for how a service is named */
static bool list(int argc, const char **argv, struct app *app,
		 struct failure *fail)
{
	struct wish_words words;
	struct request req;
	bool ok = wish_list_words(argc, argv, &words, fail);

	if (!ok)
		return false;
	ok = request_parse(words.count, words.items, &req, fail) &&
	     app_run(app, &req, fail);
	request_free(&req);
	wish_words_free(&words);
	return ok;
}

bool people_run(enum sub sub, int argc, const char **argv, struct app *app,
		struct failure *fail)
{
	struct wish wish;

	if (sub == SUB_LIST)
		return list(argc, argv, app, fail);
	if (!wish_parse(sub, argc, argv, &wish, fail))
		return false;
	if (handlers[sub].needs_kernel && !app_connect(app, fail))
		return false;
	return handlers[sub].run(app, &wish, fail);
}
