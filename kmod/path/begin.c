// SPDX-License-Identifier: GPL-2.0
/*
 * The first packet of a flow. Floor 7.
 */
#include "path/begin.h"

#include "base/net.h"
#include "obj/ops.h"
#include "obj/svc_table.h"
#include "path/ct.h"
#include "path/pick.h"
#include "path/send.h"
#include "pkt/pkt.h"
#include "pkt/reply.h"
#include "xmit/emit.h"

#include <linux/netfilter.h>
#include <linux/skbuff.h>

/**
 * lvs_path_begin() - a packet that belongs to no flow yet
 * @pkt: parsed
 * @proto: its protocol
 *
 * Context: bottom halves off, RCU.
 * Return: an NF verdict; NF_ACCEPT if no service wants it.
 */
unsigned int lvs_path_begin(struct lvs_pkt *pkt,
			    const struct lvs_proto_ops *proto)
{
	enum lvs_reason why;
	struct lvs_conn *conn;
	struct lvs_svc *svc;

	svc = lvs_svc_find_flow(pkt->lnet, &pkt->tuple, pkt->skb->mark);
	if (!svc || !proto->opens(pkt))
		return NF_ACCEPT;
	conn = lvs_pick(pkt, svc, proto, &why);
	if (conn) {
		lvs_ct_begin(pkt, conn);
		return lvs_path_send(pkt, conn);
	}
	if (why == LVS_REASON_NO_DEST)
		lvs_reply_unreachable(pkt);
	return lvs_emit_drop(pkt, why);
}
