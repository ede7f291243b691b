/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tells the sender of a TCP segment that its connection is gone. Floor 2.
 */
#ifndef LVS_PKT_RESET_H
#define LVS_PKT_RESET_H

struct lvs_pkt;

void lvs_reply_reset(struct lvs_pkt *pkt);

#endif
