// SPDX-License-Identifier: GPL-2.0
/*
 * The first packet of a flow, met early. Floor 7.
 *
 * It begins its flow at once where nobody has a say in that: see path/road. If
 * others have a say in what is sent, it is sent as ever. Everywhere else, and
 * on any doubt, it goes on to the policy tier.
 */
#include "path/first.h"

#include "base/net.h"
#include "base/tunables.h"
#include "obj/conn_table.h"
#include "obj/ops.h"
#include "obj/svc_table.h"
#include "path/begin.h"
#include "path/road.h"
#include "pkt/pkt.h"
#include "proto/protos.h"

#include <linux/netfilter.h>
#include <linux/skbuff.h>

/* what only the policy tier knows how to do */
static bool is_peculiar(const struct lvs_net *lnet)
{
	return unlikely(READ_ONCE(lnet->tunables->ignore_tunneled)) ||
	       unlikely(lvs_conn_table_expects(lnet));
}

/**
 * lvs_path_first() - a packet that has just come, and is of no flow
 * @pkt: parsed; whole, of TCP or UDP, with hops left
 *
 * Context: softirq, RCU.
 * Return: NF_ACCEPT if it goes on to the policy tier, of which it then has the
 * route already; or another verdict.
 */
unsigned int lvs_path_first(struct lvs_pkt *pkt)
{
	const struct lvs_proto_ops *proto = lvs_proto_find(pkt->tuple.proto);
	struct lvs_svc *svc;

	if (is_peculiar(pkt->lnet) ||
	    !lvs_road_is_open_in(pkt->lnet, lvs_pkt_family(pkt)))
		return NF_ACCEPT;
	svc = lvs_svc_find_flow(pkt->lnet, &pkt->tuple, pkt->skb->mark);
	if (!svc || !proto->opens(pkt) || !lvs_road_leads_here(pkt))
		return NF_ACCEPT;
	if (lvs_road_is_open_out(pkt->lnet, lvs_pkt_family(pkt)))
		pkt->flags |= LVS_PKT_F_OPEN;
	pkt->hook = NF_INET_LOCAL_IN;
	return lvs_path_begin(pkt, svc, proto);
}
