/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The servers of a namespace by their own address: whose packet is this?
 * Floor 3.
 */
#ifndef LVS_OBJ_DEST_TABLE_H
#define LVS_OBJ_DEST_TABLE_H

#include "base/addr.h"
#include "obj/dest.h"

#include <linux/rhashtable-types.h>
#include <linux/types.h>

struct lvs_net;

/**
 * struct lvs_dest_table - servers of a namespace
 * @by_name: live servers, by address, port and protocol; RCU for readers,
 *	config lock for writers
 * @any_port: servers of all ports, config lock; read by packets
 * @by_mark: servers of services by mark, likewise
 */
struct lvs_dest_table {
	struct rhashtable by_name;
	u32 any_port;
	u32 by_mark;
};

/* is a server the one that is looked for; under RCU */
typedef bool (*lvs_dest_wanted)(struct lvs_net *lnet,
				const struct lvs_dest *dest);

int lvs_dest_table_init(struct lvs_net *lnet);
void lvs_dest_table_exit(struct lvs_net *lnet);
int lvs_dest_table_add(struct lvs_net *lnet, struct lvs_dest *dest,
		       const struct lvs_svc_key *svc);
void lvs_dest_table_del(struct lvs_net *lnet, struct lvs_dest *dest);
struct lvs_dest *lvs_dest_table_find(struct lvs_net *lnet,
				     const struct lvs_addr *addr, __be16 port,
				     u16 proto, lvs_dest_wanted wanted);

#endif
