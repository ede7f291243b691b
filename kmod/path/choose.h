/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which server a new flow goes to. Floor 7.
 */
#ifndef LVS_PATH_CHOOSE_H
#define LVS_PATH_CHOOSE_H

#include "base/reason.h"

#include <linux/types.h>

struct lvs_conn;
struct lvs_dest;
struct lvs_pkt;
struct lvs_svc;

/**
 * struct lvs_choice - which server serves a flow
 * @dest: the server
 * @tmpl: template that decided about it, or NULL
 */
struct lvs_choice {
	struct lvs_dest *dest;
	struct lvs_conn *tmpl;
};

bool lvs_choose_is_for_port(const struct lvs_pkt *pkt,
			    const struct lvs_svc *svc);
bool lvs_choose(struct lvs_pkt *pkt, const struct lvs_svc *svc,
		struct lvs_choice *choice, enum lvs_reason *why);

#endif
