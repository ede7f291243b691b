/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Listings as JSON; json.md beside this file describes them. Listings that can
 * be long are written object by object: one array, one object a line.
 */
#ifndef LVSADM_FMT_JSON_H
#define LVSADM_FMT_JSON_H

#include "liblvs.h"

/* what was written so far of {"schema":1, ... "key":[ ... ]} */
struct json_list {
	FILE *out;
	size_t count;
};

/* info may be NULL; the functions are false when memory runs out */
bool json_list_begin(struct json_list *list, FILE *out,
		     const struct lvs_info *info, const char *key);
bool json_list_svc(struct json_list *list, const struct lvs_svc *svc,
		   const struct lvs_dest_list *dests);
bool json_list_conn(struct json_list *list, const struct lvs_conn *conn);
bool json_list_daemon(struct json_list *list, const struct lvs_daemon *daemon);
void json_list_end(struct json_list *list);

bool json_info(FILE *out, const struct lvs_info *info);
bool json_timeouts(FILE *out, const struct lvs_timeouts *timeouts);

#endif /* LVSADM_FMT_JSON_H */
