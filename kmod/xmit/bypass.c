// SPDX-License-Identifier: GPL-2.0
/*
 * Bypass: the packet goes to where it was sent. Floor 5.
 *
 * Services by mark may catch packets for addresses that are not this machine's,
 * as transparent caches do. When no server can take them, their own receiver
 * still can.
 */
#include "xmit/bypass.h"

#include "base/net.h"
#include "obj/ops.h"
#include "pkt/pkt.h"
#include "pkt/reply.h"
#include "xmit/emit.h"
#include "xmit/route.h"
#include "xmit/whole.h"

#include <net/addrconf.h>
#include <net/route.h>

/**
 * lvs_bypass_leads_on() - was a packet sent to another machine
 * @pkt: packet
 *
 * Context: bottom halves off, RCU.
 * Return: false if its receiver is this machine, or many.
 */
bool lvs_bypass_leads_on(const struct lvs_pkt *pkt)
{
	const struct lvs_addr *to = &pkt->tuple.dst;
	struct net *net = pkt->lnet->net;

	if (to->family == AF_INET6)
		return ipv6_addr_type(&to->in6) & IPV6_ADDR_UNICAST &&
		       !ipv6_chk_addr(net, &to->in6, NULL, 0);
	return inet_addr_type(net, to->ip) == RTN_UNICAST;
}

static unsigned int send_bypass(struct lvs_pkt *pkt, struct lvs_conn *conn,
				struct lvs_dest *dest)
{
	struct lvs_route route;

	if (!lvs_route_onward(pkt, &route)) {
		lvs_reply_no_route(pkt);
		return lvs_emit_drop(pkt, LVS_REASON_NO_ROUTE);
	}
	return lvs_send_whole(pkt, &route);
}

const struct lvs_method_ops lvs_method_bypass = {
	.name = "Bypass",
	.send = send_bypass,
};
