/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Servers that were taken out of their service, as long as flows hold them.
 * Floor 3.
 */
#ifndef LVS_OBJ_DEST_DEAD_H
#define LVS_OBJ_DEST_DEAD_H

#include <linux/types.h>

struct lvs_addr;
struct lvs_dest;
struct lvs_net;
struct lvs_svc_key;

void lvs_dest_dead_add(const struct lvs_net *lnet, struct lvs_dest *dest,
		       const struct lvs_svc_key *svc);
void lvs_dest_dead_del(struct lvs_dest *dest);
struct lvs_dest *lvs_dest_dead_take(const struct lvs_net *lnet,
				    const struct lvs_svc_key *svc,
				    const struct lvs_addr *addr, __be16 port);

#endif
