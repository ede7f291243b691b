// SPDX-License-Identifier: GPL-2.0
/*
 * The forwarding methods for packets that need nothing out of the ordinary.
 * Floor 5.
 *
 * Each does what its counterpart for all packets does, and leaves by the short
 * way. On any doubt the packet is left as it was, for that one to judge.
 */
#include "xmit/swift.h"

#include "obj/conn.h"
#include "obj/dest.h"
#include "pkt/pkt.h"
#include "pkt/rewrite.h"
#include "xmit/direct.h"
#include "xmit/emit.h"
#include "xmit/route.h"
#include "xmit/tunnel.h"

#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/dst.h>
#include <uapi/linux/lvs.h>

/**
 * lvs_swift_knows() - is there a swift way of a forwarding method
 * @fwd: LVS_FWD_*
 *
 * Context: any.
 * Return: true if lvs_swift_request() can send packets by it.
 */
bool lvs_swift_knows(u8 fwd)
{
	return fwd == LVS_FWD_MASQ || fwd == LVS_FWD_DROUTE ||
	       fwd == LVS_FWD_TUNNEL;
}

static int rewrite(struct lvs_pkt *pkt, const struct lvs_conn *conn,
		   enum lvs_end end)
{
	enum lvs_conn_end to = end == LVS_END_SRC ? LVS_CONN_VIRTUAL :
						    LVS_CONN_SERVER;

	return lvs_rewrite_end(pkt, end, lvs_conn_words(conn, to),
			       conn->port[to]);
}

/* the packet itself goes on: translated if one of its ends is to change */
static unsigned int send_bare(struct lvs_pkt *pkt, const struct lvs_conn *conn,
			      enum lvs_end end, struct dst_entry *dst)
{
	int err;

	if (!dst || !lvs_direct_fits(pkt, dst_mtu(dst)))
		return NF_ACCEPT;
	if (lvs_conn_fwd(conn) == LVS_FWD_MASQ)
		err = rewrite(pkt, conn, end);
	else
		err = skb_ensure_writable(pkt->skb, pkt->l4_offset);
	if (err)
		return lvs_emit_drop(pkt, LVS_REASON_HEADROOM);
	lvs_ttl_decrease(pkt);
	skb_dst_drop(pkt->skb);
	skb_dst_set_noref(pkt->skb, dst);
	return lvs_direct(pkt, dst, lvs_pkt_family(pkt));
}

/* the route is the cache's, which knows the address that faces the server */
static unsigned int send_inside(struct lvs_pkt *pkt, struct lvs_dest *dest)
{
	unsigned int verdict = NF_ACCEPT;
	struct lvs_route route;

	if (!lvs_route_find(pkt, dest, &route))
		return NF_ACCEPT;
	if (!route.local && lvs_direct_is_open(route.dst))
		verdict = lvs_tunnel_swift(pkt, dest, &route);
	if (verdict == NF_ACCEPT)
		lvs_route_put(&route);
	return verdict;
}

/**
 * lvs_swift_request() - send a client's packet to its server
 * @pkt: as it came, with hops left
 * @conn: its connection, of a method that lvs_swift_knows()
 *
 * Context: bottom halves off, RCU.
 * Return: NF_ACCEPT if it is left to the others, unchanged; or another verdict.
 */
unsigned int lvs_swift_request(struct lvs_pkt *pkt, struct lvs_conn *conn)
{
	if (lvs_conn_fwd(conn) == LVS_FWD_TUNNEL)
		return send_inside(pkt, conn->dest);
	return send_bare(pkt, conn, LVS_END_DST, lvs_dest_way(conn->dest));
}

/**
 * lvs_swift_reply() - send a server's packet to its client
 * @pkt: as it came, with hops left
 * @conn: its connection, of masquerading
 *
 * Context: bottom halves off, RCU.
 * Return: as lvs_swift_request().
 */
unsigned int lvs_swift_reply(struct lvs_pkt *pkt, struct lvs_conn *conn)
{
	return send_bare(pkt, conn, LVS_END_SRC, lvs_conn_way_back(conn));
}
