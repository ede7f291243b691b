// SPDX-License-Identifier: GPL-2.0
/*
 * A packet of a known flow goes to its server. Floor 7.
 */
#include "path/send.h"

#include "app/apps.h"
#include "base/counters.h"
#include "obj/conn.h"
#include "obj/dest.h"
#include "obj/ops.h"
#include "path/ct.h"
#include "path/proven.h"
#include "pkt/pkt.h"
#include "proto/protos.h"
#include "xmit/emit.h"
#include "xmit/methods.h"
#include "xmit/swift.h"

#include <linux/ip.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/ip.h>

/*
 * Who receives options writes into some, and leaves the header's checksum to
 * whoever forwards.
 */
static void sum_options(const struct lvs_pkt *pkt)
{
	if (lvs_pkt_family(pkt) == AF_INET &&
	    unlikely(IPCB(pkt->skb)->opt.is_changed))
		ip_send_check(ip_hdr(pkt->skb));
}

/*
 * Nobody would see it on the long way, and its flow counts as proven at once.
 * Other rules may await what leaves as a packet of another family.
 */
static unsigned int send_openly(struct lvs_pkt *pkt, struct lvs_conn *conn)
{
	u64 segments = lvs_path_segments(pkt);
	u32 bytes = pkt->skb->len;
	unsigned int verdict;

	if (conn->dest->conf.addr.family != lvs_pkt_family(pkt) ||
	    !lvs_proven_openly(pkt, conn))
		return NF_ACCEPT;
	verdict = lvs_swift_request(pkt, conn);
	if (verdict != NF_ACCEPT)
		lvs_counters_in(conn->dest->counters, segments, bytes);
	return verdict;
}

/**
 * lvs_path_send() - count a request and hand it to its forwarding method
 * @pkt: from the client
 * @conn: its connection
 *
 * Context: bottom halves off, RCU.
 * Return: an NF verdict.
 */
unsigned int lvs_path_send(struct lvs_pkt *pkt, struct lvs_conn *conn)
{
	const struct lvs_method_ops *method;
	unsigned int verdict;

	if (unlikely(lvs_conn_flags(conn) & LVS_CONN_F_APP) &&
	    lvs_app_segment(pkt, conn, lvs_proto_find(conn->proto),
			    LVS_DIR_IN))
		return lvs_emit_drop(pkt, LVS_REASON_HEADROOM);
	if (pkt->flags & LVS_PKT_F_OPEN) {
		verdict = send_openly(pkt, conn);
		if (verdict != NF_ACCEPT)
			return verdict;
	}
	method = lvs_method_find(lvs_conn_fwd(conn));
	if (!method)
		return lvs_emit_drop(pkt, LVS_REASON_METHOD);
	lvs_counters_in(conn->dest->counters, lvs_path_segments(pkt),
			pkt->skb->len);
	lvs_ct_request(pkt, conn);
	sum_options(pkt);
	lvs_proven_begin(pkt, conn);
	verdict = method->send(pkt, conn, conn->dest);
	lvs_proven_end();
	return verdict;
}
