/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A server's packet that belongs to no flow that we know. Floor 7.
 */
#ifndef LVS_PATH_STRAY_H
#define LVS_PATH_STRAY_H

#include "base/net.h"
#include "base/tunables.h"
#include "obj/svc_table.h"

struct lvs_conn;
struct lvs_conn_room;
struct lvs_pkt;
struct lvs_proto_ops;
struct lvs_tuple;

/* is there anything to do about such packets; most of the time not */
static inline bool lvs_stray_matters(const struct lvs_net *lnet)
{
	return unlikely(READ_ONCE(lnet->svcs->strays) ||
			READ_ONCE(lnet->tunables->nat_icmp_send));
}

struct lvs_conn *lvs_stray_conn(struct lvs_pkt *pkt,
				const struct lvs_proto_ops *proto,
				struct lvs_conn_room *room);
struct lvs_conn *lvs_stray_quoted(struct lvs_pkt *pkt,
				  const struct lvs_tuple *flow,
				  struct lvs_conn_room *room);
unsigned int lvs_stray_refuse(struct lvs_pkt *pkt);

#endif
