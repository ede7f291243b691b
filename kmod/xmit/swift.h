/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The forwarding methods for packets that need nothing out of the ordinary.
 * Floor 5.
 */
#ifndef LVS_XMIT_SWIFT_H
#define LVS_XMIT_SWIFT_H

#include <linux/types.h>

struct lvs_conn;
struct lvs_pkt;

bool lvs_swift_knows(u8 fwd);
unsigned int lvs_swift_request(struct lvs_pkt *pkt, struct lvs_conn *conn);
unsigned int lvs_swift_reply(struct lvs_pkt *pkt, struct lvs_conn *conn);

#endif
