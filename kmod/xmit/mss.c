// SPDX-License-Identifier: GPL-2.0
/*
 * Segments that fit through a tunnel. Floor 5.
 */
#include "xmit/mss.h"

#include "base/net.h"
#include "base/tunables.h"
#include "pkt/pkt.h"
#include "pkt/tcpopt.h"

#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/tcp.h>

static u32 header_bytes(const struct lvs_pkt *pkt)
{
	return sizeof(struct tcphdr) +
	       (lvs_pkt_family(pkt) == AF_INET6 ? sizeof(struct ipv6hdr) :
						  sizeof(struct iphdr));
}

/**
 * lvs_mss_fit() - let a SYN announce no larger segments than fit
 * @pkt: packet; one that is no SYN is left alone
 * @mtu: bytes of a network-layer packet that pass
 *
 * Does nothing where net.ipv4.vs.mss_clamp is off. When memory is short, the
 * SYN stays as it is.
 *
 * Context: softirq; may copy the headers.
 */
void lvs_mss_fit(struct lvs_pkt *pkt, u32 mtu)
{
	u32 headers;

	if (likely(!(pkt->tcp_flags & LVS_TCP_SYN)))
		return;
	headers = header_bytes(pkt);
	if (mtu > headers && mtu - headers <= U16_MAX &&
	    READ_ONCE(pkt->lnet->tunables->mss_clamp))
		lvs_tcpopt_limit_mss(pkt, mtu - headers);
}
