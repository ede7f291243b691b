/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Changes addresses and ports of a packet and keeps every checksum right.
 * Floor 2.
 */
#ifndef LVS_PKT_REWRITE_H
#define LVS_PKT_REWRITE_H

#include "pkt/pkt.h"

enum lvs_end {
	LVS_END_SRC,
	LVS_END_DST,
};

int lvs_rewrite_end(struct lvs_pkt *pkt, enum lvs_end end,
		    const __be32 *words, __be16 port);
void lvs_ttl_decrease(struct lvs_pkt *pkt);
u8 lvs_ttl(const struct lvs_pkt *pkt);

#endif
