// SPDX-License-Identifier: GPL-2.0
/*
 * The server is this machine: its own stack gets the packet. Floor 5.
 */
#include "xmit/local.h"

#include "obj/dest.h"
#include "obj/ops.h"
#include "pkt/pkt.h"
#include "xmit/emit.h"
#include "xmit/route.h"

#include <linux/in.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <net/dst.h>
#include <net/ipv6.h>

static bool is_loopback(const struct lvs_addr *addr)
{
	if (addr->family == AF_INET6)
		return ipv6_addr_loopback(&addr->in6);
	return ipv4_is_loopback(addr->ip);
}

/**
 * lvs_local_may_take() - may this machine serve a packet at an address
 * @pkt: packet
 * @dest: server at a local address
 *
 * Context: any.
 * Return: false for a loopback address when the client is elsewhere.
 */
bool lvs_local_may_take(const struct lvs_pkt *pkt,
			const struct lvs_dest *dest)
{
	return pkt->hook == NF_INET_LOCAL_OUT ||
	       !is_loopback(&dest->conf.addr);
}

/**
 * lvs_remote_may_take() - may a packet leave this machine
 * @pkt: packet
 *
 * Context: any.
 * Return: false if its sender is a loopback address.
 */
bool lvs_remote_may_take(const struct lvs_pkt *pkt)
{
	return !is_loopback(&pkt->tuple.src);
}

/**
 * lvs_local_take() - let the stack go on with a packet
 * @pkt: packet, rewritten if need be
 * @route: the way to the server, which is this machine; stays the caller's
 *
 * A packet that begins here may be on its way to elsewhere, since the virtual
 * address need not be local for it; now it comes back to us.
 *
 * Context: softirq.
 * Return: NF_ACCEPT, always.
 */
unsigned int lvs_local_take(struct lvs_pkt *pkt, const struct lvs_route *route)
{
	if (pkt->hook == NF_INET_LOCAL_OUT) {
		skb_dst_drop(pkt->skb);
		skb_dst_set(pkt->skb, dst_clone(route->dst));
	}
	lvs_emit_mark(pkt);
	return NF_ACCEPT;
}

/**
 * lvs_local_forget_socket() - let the stack look for a packet's socket again
 * @pkt: rewritten; it stays on this machine
 *
 * What came from outside may have met its socket early, by addresses that it
 * does not have any more. What begins here belongs to the one that sent it.
 *
 * Context: softirq.
 */
void lvs_local_forget_socket(struct lvs_pkt *pkt)
{
	if (pkt->hook == NF_INET_LOCAL_IN)
		skb_orphan(pkt->skb);
}

static unsigned int send_local(struct lvs_pkt *pkt, struct lvs_conn *conn,
			       struct lvs_dest *dest)
{
	lvs_emit_mark(pkt);
	return NF_ACCEPT;
}

const struct lvs_method_ops lvs_method_local = {
	.name = "Local",
	.send = send_local,
};
