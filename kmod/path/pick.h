/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A new flow gets its server and its connection. Floor 7.
 */
#ifndef LVS_PATH_PICK_H
#define LVS_PATH_PICK_H

#include "base/reason.h"

struct lvs_choice;
struct lvs_conn;
struct lvs_conn_room;
struct lvs_pkt;
struct lvs_proto_ops;
struct lvs_svc;

struct lvs_conn *lvs_pick(struct lvs_pkt *pkt, struct lvs_svc *svc,
			  const struct lvs_proto_ops *proto,
			  enum lvs_reason *why);
struct lvs_conn *lvs_pick_once(struct lvs_pkt *pkt, struct lvs_svc *svc,
			       struct lvs_conn_room *room,
			       enum lvs_reason *why);
struct lvs_conn *lvs_pick_once_chosen(struct lvs_pkt *pkt, struct lvs_svc *svc,
				      const struct lvs_choice *choice,
				      struct lvs_conn_room *room);
struct lvs_conn *lvs_pick_chosen(struct lvs_pkt *pkt, struct lvs_svc *svc,
				 const struct lvs_choice *choice,
				 const struct lvs_proto_ops *proto,
				 enum lvs_reason *why);

#endif
