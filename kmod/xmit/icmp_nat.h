/* SPDX-License-Identifier: GPL-2.0 */
/*
 * ICMP errors about translated flows, translated in turn. Floor 5.
 */
#ifndef LVS_XMIT_ICMP_NAT_H
#define LVS_XMIT_ICMP_NAT_H

struct lvs_conn;
struct lvs_dest;
struct lvs_pkt;
struct lvs_quote;

unsigned int lvs_icmp_to_server(struct lvs_pkt *pkt,
				const struct lvs_quote *quote,
				struct lvs_conn *conn, struct lvs_dest *dest);
unsigned int lvs_icmp_to_client(struct lvs_pkt *pkt,
				const struct lvs_quote *quote,
				struct lvs_conn *conn);

#endif
