/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A packet's nf_conn goes with it and knows of the translation. Floor 7.
 */
#ifndef LVS_PATH_CT_H
#define LVS_PATH_CT_H

struct lvs_conn;
struct lvs_pkt;

void lvs_ct_begin(struct lvs_pkt *pkt, const struct lvs_conn *conn);
void lvs_ct_request(struct lvs_pkt *pkt, const struct lvs_conn *conn);
void lvs_ct_reply(struct lvs_pkt *pkt, const struct lvs_conn *conn);
void lvs_ct_error(struct lvs_pkt *pkt, const struct lvs_conn *conn);

#endif
