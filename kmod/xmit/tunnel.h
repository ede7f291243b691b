/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tunneling: the packet goes unchanged inside another one to the server.
 * Floor 5.
 */
#ifndef LVS_XMIT_TUNNEL_H
#define LVS_XMIT_TUNNEL_H

#include <linux/types.h>

struct lvs_dest;
struct lvs_method_ops;
struct lvs_pkt;
struct lvs_route;

extern const struct lvs_method_ops lvs_method_tunnel;

unsigned int lvs_tunnel_swift(struct lvs_pkt *pkt, struct lvs_dest *dest,
			      struct lvs_route *route);
u32 lvs_tunnel_mtu(struct lvs_pkt *pkt, struct lvs_dest *dest);

#endif
