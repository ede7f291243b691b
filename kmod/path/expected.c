// SPDX-License-Identifier: GPL-2.0
/*
 * The first packet of a connection that was announced: it comes true, and the
 * announcement goes. Floor 7.
 */
#include "path/expected.h"

#include "base/net.h"
#include "base/tunables.h"
#include "obj/conn_table.h"
#include "obj/dest.h"
#include "obj/expect.h"
#include "obj/ops.h"
#include "pkt/pkt.h"

#include <linux/err.h>
#include <linux/errno.h>
#include <linux/netfilter.h>

/* ports of the virtual address to try for a server that calls */
#define PORT_TRIES 4

/*
 * A server that calls from the port that is customary is seen to call from
 * there too; from any other port, from the same.
 */
static __be16 port_of_caller(const struct lvs_conn *hope, __be16 port)
{
	u16 control = ntohs(hope->control->port[LVS_CONN_SERVER]);

	if (ntohs(port) == control - 1)
		return hope->port[LVS_CONN_VIRTUAL];
	return port;
}

static struct lvs_conn_key full_key(const struct lvs_pkt *pkt,
				    const struct lvs_conn *hope,
				    enum lvs_conn_node_idx which)
{
	struct lvs_conn_key key = {
		.flow.src = lvs_conn_addr(hope, LVS_CONN_CLIENT),
		.flow.dst = lvs_conn_addr(hope, LVS_CONN_VIRTUAL),
		.flow.sport = hope->port[LVS_CONN_CLIENT],
		.flow.dport = hope->port[LVS_CONN_VIRTUAL],
		.flow.proto = hope->proto,
		.server = lvs_conn_addr(hope, LVS_CONN_SERVER),
		.server_port = hope->port[LVS_CONN_SERVER],
	};

	if (which == LVS_CONN_REQUEST) {
		key.flow.sport = pkt->tuple.sport;
	} else {
		key.server_port = pkt->tuple.sport;
		key.flow.dport = port_of_caller(hope, pkt->tuple.sport);
	}
	return key;
}

/* its state comes with the packet */
static int make_conn(struct lvs_pkt *pkt, const struct lvs_conn *hope,
		     const struct lvs_conn_key *key)
{
	u32 word = lvs_conn_fwd(hope) | LVS_CONN_F_TWO_NODES |
		   LVS_CONN_F_INACTIVE;
	struct lvs_conn *conn;

	conn = lvs_conn_new(key, hope->dest, word);
	if (!conn)
		return -ENOMEM;
	conn->fwmark = hope->fwmark;
	lvs_conn_set_control(conn, hope->control);
	return lvs_conn_insert(pkt->lnet, conn);
}

/* who has the virtual end that a server was to be seen at may be over */
static bool is_over(struct lvs_pkt *pkt, const struct lvs_conn_key *key,
		    const struct lvs_proto_ops *proto)
{
	const struct lvs_tunables *knobs = pkt->lnet->tunables;
	enum lvs_conn_node_idx which;
	struct lvs_conn *conn;
	bool heard;

	conn = lvs_conn_find(pkt->lnet, &key->flow, &which);
	if (!conn || which != LVS_CONN_REQUEST || !proto->reopens)
		return false;
	heard = !(lvs_conn_flags(conn) & LVS_CONN_F_NOOUTPUT);
	if (!proto->reopens(lvs_conn_state(conn), heard,
			    READ_ONCE(knobs->conn_reuse_mode)))
		return false;
	lvs_conn_unlink(pkt->lnet, conn);
	return true;
}

/**
 * lvs_expected() - make the connection that a packet was announced as
 * @pkt: first packet of a flow
 * @proto: its protocol
 * @which: set to the direction that the packet is of
 *
 * Nearly free while nothing is announced.
 *
 * Context: bottom halves off, RCU.
 * Return: a connection in the table, on which this packet has still to be
 * accounted for; NULL if it was not announced; or ERR_PTR(-ENOMEM) if it was,
 * and will be again when it is repeated: it has to be dropped.
 */
struct lvs_conn *lvs_expected(struct lvs_pkt *pkt,
			      const struct lvs_proto_ops *proto,
			      enum lvs_conn_node_idx *which)
{
	struct lvs_conn_key key;
	struct lvs_conn *hope;
	int tries;
	int err;

	hope = lvs_expect_find(pkt->lnet, &pkt->tuple, which);
	if (likely(!hope) || !proto->opens(pkt) ||
	    pkt->tcp_flags & LVS_TCP_ACK ||
	    (*which == LVS_CONN_REQUEST && pkt->hook == NF_INET_FORWARD))
		return NULL;
	key = full_key(pkt, hope, *which);
	for (tries = 0; tries < PORT_TRIES; tries++) {
		err = make_conn(pkt, hope, &key);
		if (err != -EEXIST || *which == LVS_CONN_REQUEST)
			break;
		if (!is_over(pkt, &key, proto))
			key.flow.dport = htons(ntohs(key.flow.dport) + 1);
	}
	if (err == -ENOMEM)
		return ERR_PTR(err);
	if (!err)
		lvs_conn_unlink(pkt->lnet, hope);
	return lvs_conn_find(pkt->lnet, &pkt->tuple, which);
}
