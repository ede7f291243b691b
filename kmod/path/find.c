// SPDX-License-Identifier: GPL-2.0
/*
 * The connection that a flow belongs to. Floor 7.
 */
#include "path/find.h"

#include "base/tuple.h"
#include "obj/conn_table.h"
#include "obj/ops.h"

/* the first of the flows that these packets follow, between the same hosts */
static struct lvs_conn *find_lead(struct lvs_net *lnet,
				  const struct lvs_tuple *flow,
				  const struct lvs_lead *lead,
				  enum lvs_conn_node_idx *which)
{
	struct lvs_tuple led = *flow;
	struct lvs_conn *conn;

	for (; lead->proto; lead++) {
		led.proto = lead->proto;
		led.sport = htons(lead->port);
		led.dport = htons(lead->port);
		conn = lvs_conn_find(lnet, &led, which);
		if (conn)
			return conn;
	}
	return NULL;
}

/**
 * lvs_path_find() - find the connection that a flow belongs to
 * @lnet: namespace
 * @flow: of a packet, in either direction
 * @proto: its protocol
 * @which: set to the direction of @flow
 *
 * Context: softirq, RCU.
 * Return: the connection, which may be one of another protocol that these
 * packets follow, or NULL.
 */
struct lvs_conn *lvs_path_find(struct lvs_net *lnet,
			       const struct lvs_tuple *flow,
			       const struct lvs_proto_ops *proto,
			       enum lvs_conn_node_idx *which)
{
	if (unlikely(proto->leads))
		return find_lead(lnet, flow, proto->leads, which);
	return lvs_conn_find(lnet, flow, which);
}
