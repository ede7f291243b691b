/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which addresses may matter to us: what is between others falls through.
 * Floor 3.
 */
#ifndef LVS_OBJ_SIEVE_H
#define LVS_OBJ_SIEVE_H

#include "base/addr.h"

struct lvs_net;
struct lvs_svc_key;
struct sk_buff;

int lvs_sieve_add(struct lvs_net *lnet, const struct lvs_addr *addr);
int lvs_sieve_add_svc(struct lvs_net *lnet, const struct lvs_svc_key *key);
void lvs_sieve_exit(struct lvs_net *lnet);
bool lvs_sieve_passes(const struct lvs_net *lnet, const struct sk_buff *skb,
		      u16 family);

#endif
