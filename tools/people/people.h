/* SPDX-License-Identifier: GPL-2.0 */
/* The subcommands: what the tool is for people, beside what it is for scripts. */
#ifndef PEOPLE_H
#define PEOPLE_H

#include "app.h"
#include "subs.h"
#include "wish.h"

/* argv[0] is the program's name, argv[1] the subcommand */
bool people_run(enum sub sub, int argc, const char **argv, struct app *app,
		struct failure *fail);

typedef bool (*sub_fn)(struct app *app, const struct wish *wish,
		       struct failure *fail);

bool sub_show(struct app *app, const struct wish *wish, struct failure *fail);
bool sub_top(struct app *app, const struct wish *wish, struct failure *fail);
bool sub_doctor(struct app *app, const struct wish *wish,
		struct failure *fail);
bool sub_reasons(struct app *app, const struct wish *wish,
		 struct failure *fail);

#endif /* PEOPLE_H */
