// SPDX-License-Identifier: GPL-2.0
/*
 * Direct routing: the packet goes unchanged to the server as next hop.
 * Floor 5.
 */
#include "xmit/dr.h"

#include "obj/ops.h"
#include "pkt/pkt.h"
#include "pkt/reply.h"
#include "xmit/emit.h"
#include "xmit/route.h"
#include "xmit/whole.h"

static unsigned int send_dr(struct lvs_pkt *pkt, struct lvs_conn *conn,
			    struct lvs_dest *dest)
{
	struct lvs_route route;

	if (!lvs_route_find(pkt, dest, &route)) {
		lvs_reply_no_route(pkt);
		return lvs_emit_drop(pkt, LVS_REASON_NO_ROUTE);
	}
	return lvs_send_whole(pkt, &route);
}

const struct lvs_method_ops lvs_method_dr = {
	.name = "Route",
	.send = send_dr,
};
