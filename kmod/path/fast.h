/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The fast tier: packets of flows that the policy tier has seen. Floor 7.
 */
#ifndef LVS_PATH_FAST_H
#define LVS_PATH_FAST_H

#include <linux/types.h>

struct lvs_pkt;
struct sk_buff;

bool lvs_fast_suits(const struct sk_buff *skb, u8 pf);
unsigned int lvs_path_fast(struct lvs_pkt *pkt);

#endif
