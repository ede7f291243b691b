/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Segments that fit through a tunnel. Floor 5.
 */
#ifndef LVS_XMIT_MSS_H
#define LVS_XMIT_MSS_H

#include <linux/types.h>

struct lvs_pkt;

void lvs_mss_fit(struct lvs_pkt *pkt, u32 mtu);

#endif
