/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a router says about the size of our packets. Floor 5.
 */
#ifndef LVS_XMIT_PMTU_H
#define LVS_XMIT_PMTU_H

#include <linux/types.h>

struct lvs_pkt;
struct lvs_quote;

bool lvs_pmtu_learn(struct lvs_pkt *pkt, const struct lvs_quote *quote,
		    u32 mtu);

#endif
