/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Answers to a packet that goes no further. Floor 2.
 */
#ifndef LVS_PKT_REPLY_H
#define LVS_PKT_REPLY_H

#include "pkt/pkt.h"

void lvs_reply_unreachable(struct lvs_pkt *pkt);
void lvs_reply_no_route(struct lvs_pkt *pkt);
void lvs_reply_ttl(struct lvs_pkt *pkt);
void lvs_reply_too_big(struct lvs_pkt *pkt, u32 mtu);

#endif
