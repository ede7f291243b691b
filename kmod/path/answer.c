// SPDX-License-Identifier: GPL-2.0
/*
 * What a tunnel's server answers by itself, where it passes us. Floor 7.
 *
 * Servers behind tunnels answer the client directly, and nothing of that is
 * translated. But how large segments the client may send is said by the SYN-ACK
 * alone, and those segments go through the tunnel. We see it when the client
 * is on this machine, or we are the server's way out.
 */
#include "path/answer.h"

#include "base/net.h"
#include "obj/conn_table.h"
#include "obj/dest.h"
#include "pkt/pkt.h"
#include "xmit/mss.h"
#include "xmit/tunnel.h"

#include <linux/kernel.h>
#include <uapi/linux/lvs.h>

#define SYN_ACK (LVS_TCP_SYN | LVS_TCP_ACK)

/**
 * lvs_path_answer() - let a SYN-ACK announce what fits through the tunnel
 * @pkt: parsed; of no flow in the direction that it goes
 *
 * Context: bottom halves off, RCU.
 */
void lvs_path_answer(struct lvs_pkt *pkt)
{
	enum lvs_conn_node_idx which;
	struct lvs_tuple request;
	struct lvs_conn *conn;

	if (likely((pkt->tcp_flags & SYN_ACK) != SYN_ACK))
		return;
	request = lvs_tuple_reverse(&pkt->tuple);
	conn = lvs_conn_find(pkt->lnet, &request, &which);
	if (conn && which == LVS_CONN_REQUEST &&
	    lvs_conn_fwd(conn) == LVS_FWD_TUNNEL &&
	    !lvs_dest_is_dead(conn->dest))
		lvs_mss_fit(pkt, lvs_tunnel_mtu(pkt, conn->dest));
}
