/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The server is this machine: its own stack gets the packet. Floor 5.
 */
#ifndef LVS_XMIT_LOCAL_H
#define LVS_XMIT_LOCAL_H

#include <linux/types.h>

struct lvs_dest;
struct lvs_method_ops;
struct lvs_pkt;
struct lvs_route;

extern const struct lvs_method_ops lvs_method_local;

bool lvs_local_may_take(const struct lvs_pkt *pkt,
			const struct lvs_dest *dest);
unsigned int lvs_local_take(struct lvs_pkt *pkt,
			    const struct lvs_route *route);
void lvs_local_forget_socket(struct lvs_pkt *pkt);
bool lvs_remote_may_take(const struct lvs_pkt *pkt);

#endif
