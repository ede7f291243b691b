/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A packet of a known flow goes to its server. Floor 7.
 */
#ifndef LVS_PATH_SEND_H
#define LVS_PATH_SEND_H

#include "pkt/pkt.h"

#include <linux/minmax.h>
#include <linux/skbuff.h>
#include <linux/types.h>

struct lvs_conn;

/* how many packets the wire sees for one of ours */
static inline u64 lvs_path_segments(const struct lvs_pkt *pkt)
{
	const struct sk_buff *skb = pkt->skb;

	return skb_is_gso(skb) ? max_t(u16, skb_shinfo(skb)->gso_segs, 1) : 1;
}

unsigned int lvs_path_send(struct lvs_pkt *pkt, struct lvs_conn *conn);

#endif
