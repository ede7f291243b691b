/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Flows whose packets were seen to pass every rule on their way. Floor 7.
 */
#ifndef LVS_PATH_PROVEN_H
#define LVS_PATH_PROVEN_H

#include <linux/types.h>

struct lvs_conn;
struct lvs_pkt;
struct sk_buff;

bool lvs_proven_openly(struct lvs_pkt *pkt, struct lvs_conn *conn);
void lvs_proven_begin(struct lvs_pkt *pkt, struct lvs_conn *conn);
void lvs_proven_end(void);
bool lvs_proven_request(const struct sk_buff *skb);
void lvs_proven_onward(const struct lvs_pkt *pkt, struct lvs_conn *conn);
void lvs_proven_reply(struct lvs_pkt *pkt);

#endif
