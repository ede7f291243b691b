/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Netfilter's own connections, while net.ipv4.vs.conntrack is on. Floor 3.
 *
 * They live in a module that may be absent, so none of its functions is linked:
 * they are fetched when the knob is turned on, and given back when it goes off.
 */
#ifndef LVS_OBJ_NFCT_H
#define LVS_OBJ_NFCT_H

#include <linux/types.h>

struct lvs_conn;
struct lvs_net;
struct nf_hook_state;
struct sk_buff;

int lvs_nfct_enable(struct lvs_net *lnet);
void lvs_nfct_disable(struct lvs_net *lnet);
bool lvs_nfct_is_on(const struct lvs_net *lnet);
void lvs_nfct_end(struct lvs_net *lnet, const struct lvs_conn *conn);
void lvs_nfct_renew(struct lvs_net *lnet, struct sk_buff *skb,
		    const struct nf_hook_state *state);

#endif
