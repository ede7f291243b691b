/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The way to a server, cached per server and CPU. Floor 5.
 */
#ifndef LVS_XMIT_ROUTE_H
#define LVS_XMIT_ROUTE_H

#include "base/addr.h"

struct dst_entry;
struct lvs_dest;
struct lvs_pkt;

/**
 * struct lvs_route - a way to a server
 * @dst: route, a reference is held
 * @source: address of ours that faces the server
 * @local: the server is this machine
 * @mtu: bytes of a network-layer packet that pass
 */
struct lvs_route {
	struct dst_entry *dst;
	struct lvs_addr source;
	bool local;
	u32 mtu;
};

bool lvs_route_find(struct lvs_pkt *pkt, struct lvs_dest *dest,
		    struct lvs_route *route);
bool lvs_route_onward(const struct lvs_pkt *pkt, struct lvs_route *route);
void lvs_route_put(struct lvs_route *route);
void lvs_route_use(struct lvs_pkt *pkt, struct lvs_route *route);
int lvs_route_reply(struct lvs_pkt *pkt);

#endif
