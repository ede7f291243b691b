/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Persistence: flows of one client, or of its network, go to one server.
 * Floor 7.
 */
#ifndef LVS_PATH_PERSIST_H
#define LVS_PATH_PERSIST_H

struct lvs_conn;
struct lvs_dest;
struct lvs_pkt;
struct lvs_svc;

struct lvs_conn *lvs_persist_find(struct lvs_pkt *pkt,
				  const struct lvs_svc *svc);
struct lvs_conn *lvs_persist_make(struct lvs_pkt *pkt,
				  const struct lvs_svc *svc,
				  struct lvs_dest *dest);

#endif
