/* SPDX-License-Identifier: GPL-2.0 */
/*
 * May a packet go on: hops and size. Floor 5.
 */
#ifndef LVS_XMIT_MTU_H
#define LVS_XMIT_MTU_H

#include <linux/types.h>

struct lvs_pkt;

bool lvs_mtu_exceeded(const struct lvs_pkt *pkt, u32 mtu);
bool lvs_may_go(struct lvs_pkt *pkt, u32 mtu);

#endif
