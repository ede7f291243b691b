/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What an SCTP packet is about, and its checksum. Floor 2.
 */
#ifndef LVS_PKT_SCTP_PKT_H
#define LVS_PKT_SCTP_PKT_H

#include <linux/types.h>

struct lvs_pkt;

u8 lvs_sctp_chunk(const struct lvs_pkt *pkt);
void lvs_sctp_ports_moved(struct lvs_pkt *pkt, const __be16 *delta);

#endif
