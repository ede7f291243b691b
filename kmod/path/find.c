// SPDX-License-Identifier: GPL-2.0
/*
 * The connection that a flow belongs to. Floor 7.
 */
#include "path/find.h"

#include "base/tuple.h"
#include "obj/conn_table.h"
#include "obj/ops.h"
#include "pkt/pkt.h"

#include <linux/percpu.h>
#include <linux/stddef.h>
#include <linux/string.h>

/* the packet of a CPU that was last found to be of no flow; softirq */
struct miss {
	const struct sk_buff *skb;
	struct lvs_tuple flow;
};

static DEFINE_PER_CPU(struct miss, last_miss);

/**
 * lvs_path_note() - what a packet's look-up found, so that none need ask again
 * @pkt: packet
 * @conn: its connection, or NULL
 *
 * Context: softirq.
 */
void lvs_path_note(const struct lvs_pkt *pkt, const struct lvs_conn *conn)
{
	struct miss *miss = this_cpu_ptr(&last_miss);

	miss->skb = conn ? NULL : pkt->skb;
	if (!conn)
		miss->flow = pkt->tuple;
}

/**
 * lvs_path_was_missed() - was a packet looked up a moment ago, in vain
 * @pkt: packet
 *
 * What is said here may be old: another CPU may have made a connection since,
 * which whoever makes one then finds in its way. It is said once.
 *
 * Context: bottom halves off.
 * Return: true if it was, on this CPU and as the same flow.
 */
bool lvs_path_was_missed(const struct lvs_pkt *pkt)
{
	struct miss *miss = this_cpu_ptr(&last_miss);

	if (miss->skb != pkt->skb)
		return false;
	miss->skb = NULL;
	return !memcmp(&miss->flow, &pkt->tuple,
		       offsetofend(struct lvs_tuple, kind));
}

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
