// SPDX-License-Identifier: GPL-2.0
/*
 * A packet leaves as it is. Floor 5.
 */
#include "xmit/whole.h"

#include "pkt/pkt.h"
#include "pkt/rewrite.h"
#include "xmit/emit.h"
#include "xmit/local.h"
#include "xmit/mtu.h"
#include "xmit/route.h"

#include <linux/netfilter.h>
#include <linux/skbuff.h>

/**
 * lvs_send_whole() - send a packet by a route, with one hop less to go
 * @pkt: packet
 * @route: found for it; the reference is used up
 *
 * Context: bottom halves off, RCU.
 * Return: an NF verdict.
 */
unsigned int lvs_send_whole(struct lvs_pkt *pkt, struct lvs_route *route)
{
	unsigned int verdict = NF_DROP;

	if (route->local) {
		verdict = lvs_local_take(pkt, route);
		goto put_route;
	}
	if (!lvs_remote_may_take(pkt)) {
		lvs_emit_drop(pkt, LVS_REASON_ROUTE_LOOP);
		goto put_route;
	}
	if (!lvs_may_go(pkt, route->mtu))
		goto put_route;
	if (skb_ensure_writable(pkt->skb, pkt->l4_offset)) {
		lvs_emit_drop(pkt, LVS_REASON_HEADROOM);
		goto put_route;
	}
	if (pkt->hook != NF_INET_LOCAL_OUT)
		lvs_ttl_decrease(pkt);
	lvs_route_use(pkt, route);
	return lvs_emit(pkt);

put_route:
	lvs_route_put(route);
	return verdict;
}
