/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Masquerading: the server's address takes the place of the virtual one, and
 * the other way round in replies. Floor 5.
 */
#ifndef LVS_XMIT_NAT_H
#define LVS_XMIT_NAT_H

struct lvs_conn;
struct lvs_method_ops;
struct lvs_pkt;

extern const struct lvs_method_ops lvs_method_nat;

unsigned int lvs_nat_reply(struct lvs_pkt *pkt, struct lvs_conn *conn);

#endif
