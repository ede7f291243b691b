/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The short way out: by a known route to a neighbour, past the hooks. Floor 5.
 */
#ifndef LVS_XMIT_DIRECT_H
#define LVS_XMIT_DIRECT_H

#include <linux/types.h>

struct dst_entry;
struct lvs_pkt;

bool lvs_direct_is_open(const struct dst_entry *dst);
bool lvs_direct_fits(const struct lvs_pkt *pkt, u32 mtu);
unsigned int lvs_direct(struct lvs_pkt *pkt, struct dst_entry *dst,
			u16 family);

#endif
