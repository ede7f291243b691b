/* SPDX-License-Identifier: GPL-2.0 */
/* One run of the tool, and the commands that it knows. */
#ifndef LVSADM_APP_H
#define LVSADM_APP_H

#include "calling.h"
#include "request.h"

/**
 * struct app - one run of the tool
 * @program: argv[0]
 * @as: what its name means
 * @h: connected on the first command that needs the kernel
 */
struct app {
	const char *program;
	const struct calling *as;
	struct lvs_handle *h;
};

/* opens the handle, loading the module if the kernel has none */
bool app_connect(struct app *app, struct failure *fail);

/* carries out one request; prints what it lists, but not the failure */
bool app_run(struct app *app, const struct request *req, struct failure *fail);

/* every byte has reached standard output */
bool app_flush(struct failure *fail);

typedef bool (*cmd_fn)(struct app *app, const struct request *req,
		       struct failure *fail);

bool cmd_add_service(struct app *app, const struct request *req,
		     struct failure *fail);
bool cmd_edit_service(struct app *app, const struct request *req,
		      struct failure *fail);
bool cmd_delete_service(struct app *app, const struct request *req,
			struct failure *fail);
bool cmd_add_server(struct app *app, const struct request *req,
		    struct failure *fail);
bool cmd_edit_server(struct app *app, const struct request *req,
		     struct failure *fail);
bool cmd_delete_server(struct app *app, const struct request *req,
		       struct failure *fail);
bool cmd_flush(struct app *app, const struct request *req,
	       struct failure *fail);
bool cmd_zero(struct app *app, const struct request *req,
	      struct failure *fail);
bool cmd_set(struct app *app, const struct request *req, struct failure *fail);
bool cmd_start_daemon(struct app *app, const struct request *req,
		      struct failure *fail);
bool cmd_stop_daemon(struct app *app, const struct request *req,
		     struct failure *fail);
bool cmd_list(struct app *app, const struct request *req,
	      struct failure *fail);
bool cmd_save(struct app *app, const struct request *req,
	      struct failure *fail);
bool cmd_restore(struct app *app, const struct request *req,
		 struct failure *fail);
bool cmd_help(struct app *app, const struct request *req,
	      struct failure *fail);
bool cmd_version(struct app *app, const struct request *req,
		 struct failure *fail);

/* the objects of cmd_list other than services */
bool list_conns(struct app *app, const struct request *req,
		struct failure *fail);
bool list_timeouts(struct app *app, const struct request *req,
		   struct failure *fail);
bool list_daemons(struct app *app, const struct request *req,
		  struct failure *fail);
bool list_info(struct app *app, const struct request *req,
	       struct failure *fail);

#endif /* LVSADM_APP_H */
