// SPDX-License-Identifier: GPL-2.0
/*
 * Direct routing: the packet goes unchanged to the server as next hop.
 * Floor 5.
 */
#include "xmit/dr.h"

#include "obj/ops.h"
#include "pkt/pkt.h"
#include "pkt/reply.h"
#include "pkt/rewrite.h"
#include "xmit/emit.h"
#include "xmit/local.h"
#include "xmit/mtu.h"
#include "xmit/route.h"

#include <linux/netfilter.h>
#include <linux/skbuff.h>

static unsigned int send_dr(struct lvs_pkt *pkt, struct lvs_conn *conn,
			    struct lvs_dest *dest)
{
	struct lvs_route route;
	unsigned int verdict = NF_DROP;

	if (!lvs_route_find(pkt, dest, &route)) {
		lvs_reply_no_route(pkt);
		return lvs_emit_drop(pkt, LVS_REASON_NO_ROUTE);
	}
	if (route.local) {
		verdict = lvs_local_take(pkt, &route);
		goto put_route;
	}
	if (!lvs_remote_may_take(pkt)) {
		lvs_emit_drop(pkt, LVS_REASON_ROUTE_LOOP);
		goto put_route;
	}
	if (!lvs_may_go(pkt, route.mtu))
		goto put_route;
	if (skb_ensure_writable(pkt->skb, pkt->l4_offset)) {
		lvs_emit_drop(pkt, LVS_REASON_HEADROOM);
		goto put_route;
	}
	if (pkt->hook != NF_INET_LOCAL_OUT)
		lvs_ttl_decrease(pkt);
	lvs_route_use(pkt, &route);
	return lvs_emit(pkt);

put_route:
	lvs_route_put(&route);
	return verdict;
}

const struct lvs_method_ops lvs_method_dr = {
	.name = "Route",
	.send = send_dr,
};
