// SPDX-License-Identifier: GPL-2.0
/*
 * Tunneling: the packet goes unchanged inside another one to the server.
 * Floor 5.
 */
#include "xmit/tunnel.h"

#include "base/net.h"
#include "base/tunables.h"
#include "obj/conn.h"
#include "obj/dest.h"
#include "obj/ops.h"
#include "pkt/pkt.h"
#include "pkt/reply.h"
#include "xmit/direct.h"
#include "xmit/emit.h"
#include "xmit/encap.h"
#include "xmit/local.h"
#include "xmit/mss.h"
#include "xmit/mtu.h"
#include "xmit/route.h"
#include "xmit/wrap.h"

#include <linux/minmax.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/dst.h>
#include <net/ip.h>
#include <net/ipv6.h>
#include <net/sock.h>

/*
 * Bytes that pass inside; 0 if the path is too narrow for anything. IPv6 may
 * always send IPV6_MIN_MTU: where that does not fit, it is the outer packet
 * that is cut (RFC 2473, 7.1).
 */
static u32 inner_mtu(u16 family, const struct lvs_route *route,
		     const struct lvs_wrap *wrap)
{
	u32 bytes = lvs_wrap_bytes(wrap->to->family, wrap->encap, wrap->tun);
	u32 mtu = route->mtu - bytes;

	if (route->mtu < bytes + IPV4_MIN_MTU)
		return 0;
	return family == AF_INET6 ? max_t(u32, mtu, IPV6_MIN_MTU) : mtu;
}

/*
 * The answer to a too big packet reaches its sender on this machine too, unless
 * ICMP is filtered; its route is told directly.
 */
static void teach_sender(struct lvs_pkt *pkt, u32 mtu)
{
	struct dst_entry *dst = skb_dst(pkt->skb);
	struct sock *sk = pkt->skb->sk;

	if (pkt->hook != NF_INET_LOCAL_OUT || !sk || !sk_fullsock(sk))
		return;
	if (lvs_mtu_exceeded(pkt, mtu))
		dst->ops->update_pmtu(dst, sk, NULL, mtu, true);
}

static bool may_enter(struct lvs_pkt *pkt, const struct lvs_route *route,
		      const struct lvs_wrap *wrap)
{
	u32 mtu = inner_mtu(lvs_pkt_family(pkt), route, wrap);

	if (!lvs_remote_may_take(pkt)) {
		lvs_emit_drop(pkt, LVS_REASON_ROUTE_LOOP);
		return false;
	}
	if (!mtu) {
		lvs_emit_drop(pkt, LVS_REASON_TOO_BIG);
		return false;
	}
	lvs_mss_fit(pkt, mtu);
	if (READ_ONCE(pkt->lnet->tunables->pmtu_disc))
		teach_sender(pkt, mtu);
	else
		mtu = U32_MAX;	/* the outer packet is cut instead */
	return lvs_may_go(pkt, mtu);
}

static struct lvs_wrap wrap_for(struct lvs_pkt *pkt,
				const struct lvs_dest *dest)
{
	struct lvs_wrap wrap = {
		.pkt = pkt,
		.tun = READ_ONCE(dest->conf.tun),
		.to = &dest->conf.addr,
	};

	wrap.encap = lvs_encap_find(wrap.tun.type);
	return wrap;
}

static unsigned int send_tunnel(struct lvs_pkt *pkt, struct lvs_conn *conn,
				struct lvs_dest *dest)
{
	struct lvs_wrap wrap = wrap_for(pkt, dest);
	unsigned int verdict = NF_DROP;
	struct lvs_route route;

	if (!wrap.encap)
		return lvs_emit_drop(pkt, LVS_REASON_METHOD);
	if (!lvs_route_find(pkt, dest, &route)) {
		lvs_reply_no_route(pkt);
		return lvs_emit_drop(pkt, LVS_REASON_NO_ROUTE);
	}
	if (route.local) {
		verdict = lvs_local_take(pkt, &route);
		goto put_route;
	}
	wrap.from = &route.source;
	if (!may_enter(pkt, &route, &wrap))
		goto put_route;
	if (!lvs_emit_settle(pkt))
		goto put_route;
	if (lvs_wrap_prepare(&wrap, &route)) {
		lvs_emit_drop(pkt, LVS_REASON_HEADROOM);
		goto put_route;
	}
	return lvs_wrap_send(&wrap, &route);

put_route:
	lvs_route_put(&route);
	return verdict;
}

/**
 * lvs_tunnel_swift() - send a client's packet to its server by the short way
 * @pkt: as it came, with hops left
 * @dest: server of this method
 * @route: to it, lvs_direct_is_open(); used up unless the packet is left
 *
 * The outer packet has to fit, too: nobody cuts it on the short way.
 *
 * Context: bottom halves off, RCU.
 * Return: NF_ACCEPT if it is left to others, unchanged; or another verdict.
 */
unsigned int lvs_tunnel_swift(struct lvs_pkt *pkt, struct lvs_dest *dest,
			      struct lvs_route *route)
{
	struct lvs_wrap wrap = wrap_for(pkt, dest);
	u32 bytes;

	if (!wrap.encap)
		return NF_ACCEPT;
	bytes = lvs_wrap_bytes(wrap.to->family, wrap.encap, wrap.tun);
	if (route->mtu < bytes + IPV4_MIN_MTU ||
	    !lvs_direct_fits(pkt, route->mtu - bytes))
		return NF_ACCEPT;
	lvs_mss_fit(pkt, inner_mtu(lvs_pkt_family(pkt), route, &wrap));
	wrap.from = &route->source;
	if (!lvs_wrap_prepare(&wrap, route))
		return lvs_wrap_send_direct(&wrap, route);
	lvs_route_put(route);
	return lvs_emit_drop(pkt, LVS_REASON_HEADROOM);
}

/**
 * lvs_tunnel_mtu() - the largest packet that fits into the tunnel to a server
 * @pkt: a packet of the family that is meant
 * @dest: server of this method
 *
 * Context: bottom halves off.
 * Return: bytes, or 0 if there is no tunnel.
 */
u32 lvs_tunnel_mtu(struct lvs_pkt *pkt, struct lvs_dest *dest)
{
	struct lvs_wrap wrap = wrap_for(pkt, dest);
	struct lvs_route route;
	u32 mtu = 0;

	if (!wrap.encap || !lvs_route_find(pkt, dest, &route))
		return 0;
	if (!route.local)
		mtu = inner_mtu(lvs_pkt_family(pkt), &route, &wrap);
	lvs_route_put(&route);
	return mtu;
}

const struct lvs_method_ops lvs_method_tunnel = {
	.name = "Tunnel",
	.send = send_tunnel,
};
