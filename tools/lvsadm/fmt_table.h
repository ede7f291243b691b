/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Listings as ipvsadm prints them, byte for byte. Scripts depend on every
 * blank of it: what changes here breaks them.
 */
#ifndef LVSADM_FMT_TABLE_H
#define LVSADM_FMT_TABLE_H

#include "view.h"

void table_info(FILE *out, const struct lvs_info *info);
void table_titles(FILE *out, const struct view *view);
void table_svc(FILE *out, struct view *view, const struct lvs_svc *svc);
void table_dest(FILE *out, struct view *view, const struct lvs_svc *svc,
		const struct lvs_dest *dest);

void table_timeouts(FILE *out, const struct lvs_timeouts *timeouts);
void table_daemon(FILE *out, const struct lvs_daemon *daemon);

/* with_pe: titles of, and places for, persistence engine data */
void table_conn_titles(FILE *out, bool with_pe);
void table_conn(FILE *out, struct view *view, const struct lvs_conn *conn,
		bool with_pe);

#endif /* LVSADM_FMT_TABLE_H */
