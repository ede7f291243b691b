// SPDX-License-Identifier: GPL-2.0
/*
 * The first packet of a flow. Floor 7.
 */
#include "path/begin.h"

#include "base/net.h"
#include "base/tunables.h"
#include "obj/conn.h"
#include "obj/ops.h"
#include "obj/svc.h"
#include "path/choose.h"
#include "path/ct.h"
#include "path/defense.h"
#include "path/pick.h"
#include "path/send.h"
#include "path/source.h"
#include "pkt/pkt.h"
#include "pkt/reply.h"
#include "xmit/bypass.h"
#include "xmit/emit.h"

#include <linux/in.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>

/* well-known ports of FTP */
#define FTP_PORT 21
#define FTP_DATA_PORT 20

/*
 * A server that calls the client back, as active FTP does, and is this machine
 * or answers from the client's network: never a flow of a service.
 */
static bool is_ftp_data(const struct lvs_pkt *pkt)
{
	return pkt->tuple.proto == IPPROTO_TCP &&
	       pkt->tuple.sport == htons(FTP_DATA_PORT);
}

/* data of FTP that no server is known for may be for this machine itself */
static bool may_be_local(const struct lvs_pkt *pkt, const struct lvs_svc *svc)
{
	return svc->key.port == htons(FTP_PORT) &&
	       pkt->tuple.dport != svc->key.port;
}

static struct lvs_conn *pick(struct lvs_pkt *pkt, struct lvs_svc *svc,
			     const struct lvs_proto_ops *proto,
			     struct lvs_conn_room *room, enum lvs_reason *why)
{
	if (unlikely(lvs_svc_is_once(svc, pkt->tuple.proto)))
		return lvs_pick_once(pkt, svc, room, why);
	return lvs_pick(pkt, svc, proto, why);
}

static bool may_bypass(const struct lvs_pkt *pkt, const struct lvs_svc *svc)
{
	return svc->origin && READ_ONCE(pkt->lnet->tunables->cache_bypass) &&
	       lvs_bypass_leads_on(pkt);
}

/* no server can take it: let it go to where it was sent */
static struct lvs_conn *bypass(struct lvs_pkt *pkt, struct lvs_svc *svc,
			       const struct lvs_proto_ops *proto,
			       struct lvs_conn_room *room,
			       enum lvs_reason *why)
{
	const struct lvs_choice choice = { .dest = svc->origin };

	if (unlikely(lvs_svc_is_once(svc, pkt->tuple.proto)))
		return lvs_pick_once_chosen(pkt, svc, &choice, room);
	return lvs_pick_chosen(pkt, svc, &choice, proto, why);
}

/**
 * lvs_path_begin() - a packet that belongs to no flow yet
 * @pkt: parsed
 * @svc: service that it is for
 * @proto: its protocol
 *
 * Context: bottom halves off, RCU.
 * Return: an NF verdict; NF_ACCEPT if it begins no flow.
 */
unsigned int lvs_path_begin(struct lvs_pkt *pkt, struct lvs_svc *svc,
			    const struct lvs_proto_ops *proto)
{
	struct lvs_conn_room room;
	enum lvs_reason why;
	struct lvs_conn *conn;

	if (!proto->opens(pkt) || is_ftp_data(pkt))
		return NF_ACCEPT;
	if (unlikely(lvs_source_is_over(pkt, svc)))
		return lvs_emit_drop(pkt, LVS_REASON_SOURCE_RATE);
	if (unlikely(lvs_defense_thins(pkt->lnet)))
		return lvs_emit_drop(pkt, LVS_REASON_THINNED);
	conn = pick(pkt, svc, proto, &room, &why);
	if (!conn && why == LVS_REASON_NO_DEST && may_bypass(pkt, svc))
		conn = bypass(pkt, svc, proto, &room, &why);
	if (conn) {
		lvs_ct_begin(pkt, conn);
		return lvs_path_send(pkt, conn);
	}
	if (why == LVS_REASON_NO_DEST && may_be_local(pkt, svc))
		return NF_ACCEPT;
	if (why == LVS_REASON_NO_DEST)
		lvs_reply_unreachable(pkt);
	return lvs_emit_drop(pkt, why);
}
