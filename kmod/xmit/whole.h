/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A packet leaves as it is. Floor 5.
 */
#ifndef LVS_XMIT_WHOLE_H
#define LVS_XMIT_WHOLE_H

struct lvs_pkt;
struct lvs_route;

unsigned int lvs_send_whole(struct lvs_pkt *pkt, struct lvs_route *route);

#endif
