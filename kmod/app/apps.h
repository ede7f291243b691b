/* SPDX-License-Identifier: GPL-2.0 */
/*
 * All payload helpers, and the flows that they are bound to. Floor 4.
 */
#ifndef LVS_APP_APPS_H
#define LVS_APP_APPS_H

#include "obj/ops.h"

#include <linux/types.h>

/**
 * struct lvs_app_port - a port that has a helper
 * @app: the helper
 * @port: of the virtual service, host order
 */
struct lvs_app_port {
	const struct lvs_app_ops *app;
	u16 port;
};

bool lvs_app_at(unsigned int i, struct lvs_app_port *at);
int lvs_app_bind(struct lvs_conn *conn);
int lvs_app_segment(struct lvs_pkt *pkt, struct lvs_conn *conn,
		    const struct lvs_proto_ops *proto, enum lvs_dir dir);

#endif
