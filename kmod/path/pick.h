/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A new flow: choose its server and make its connection. Floor 7.
 */
#ifndef LVS_PATH_PICK_H
#define LVS_PATH_PICK_H

#include "base/reason.h"

struct lvs_conn;
struct lvs_pkt;
struct lvs_proto_ops;
struct lvs_svc;

struct lvs_conn *lvs_pick(struct lvs_pkt *pkt, struct lvs_svc *svc,
			  const struct lvs_proto_ops *proto,
			  enum lvs_reason *why);

#endif
