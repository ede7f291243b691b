/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Persistence: flows of one client, or of its network, go to one server.
 * Floor 7.
 */
#ifndef LVS_PATH_PERSIST_H
#define LVS_PATH_PERSIST_H

#include "base/tuple.h"
#include "obj/engine.h"

struct lvs_conn;
struct lvs_dest;
struct lvs_net;
struct lvs_pkt;
struct lvs_svc;

/**
 * struct lvs_persist_name - what a template is found by
 * @flow: client's network to virtual service
 * @key: what the service's engine has read, or one without operations
 */
struct lvs_persist_name {
	struct lvs_tuple flow;
	struct lvs_engine_key key;
};

bool lvs_persist_name(struct lvs_pkt *pkt, const struct lvs_svc *svc,
		      const struct lvs_tuple *flow,
		      struct lvs_persist_name *name);
struct lvs_conn *lvs_persist_find(struct lvs_net *lnet,
				  const struct lvs_svc *svc,
				  const struct lvs_persist_name *name);
struct lvs_conn *lvs_persist_make(struct lvs_net *lnet,
				  const struct lvs_svc *svc,
				  const struct lvs_persist_name *name,
				  struct lvs_dest *dest);

#endif
