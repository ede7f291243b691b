// SPDX-License-Identifier: GPL-2.0
/*
 * What an entry is worth keeping for, when there are too many. Floor 7.
 *
 * What floods fill a table with is entries that nobody goes on with:
 * handshakes that are not completed, and single datagrams. They go first, and
 * of them those that have been waiting longest, so that a flood pushes itself
 * out while the handshake of an honest client, which takes a round trip, is
 * among the youngest. What is over and kept for stragglers goes when there is
 * nothing else. What is established never goes.
 */
#include "path/worth.h"

#include "base/limits.h"
#include "base/net.h"
#include "base/tunables.h"
#include "obj/conn.h"
#include "obj/dest.h"
#include "obj/ops.h"
#include "proto/protos.h"

#include <linux/atomic.h>
#include <linux/jiffies.h>
#include <linux/minmax.h>

/* seconds since the last packet; wrong while a changed time-out sinks in */
static int idle_s(const struct lvs_net *lnet, const struct lvs_conn *conn,
		  const struct lvs_proto_ops *proto)
{
	s32 left = READ_ONCE(conn->expires) - (u32)jiffies;
	s32 whole = proto->timeout_jif(lnet->tunables, conn->dest->timeout_jif,
				       lvs_conn_state(conn));

	return max(whole - left, 0) / HZ;
}

/* without states, a flow is what its packets are: one, or a talk */
static int worth_of_stateless(const struct lvs_conn *conn, int idle)
{
	if (!(lvs_conn_flags(conn) & LVS_CONN_F_MORE))
		return LVS_WORTH_WAITING + idle;
	return idle < LVS_TALK_IDLE_S ? LVS_WORTH_KEEPING : LVS_WORTH_LITTLE;
}

static int worth_of_flow(const struct lvs_net *lnet,
			 const struct lvs_conn *conn)
{
	const struct lvs_proto_ops *proto = lvs_proto_find(conn->proto);
	u8 state = lvs_conn_state(conn);

	if (!proto || lvs_conn_flags(conn) & LVS_CONN_F_EXPECT)
		return LVS_WORTH_KEEPING;
	if (proto->state_count == 1)
		return worth_of_stateless(conn, idle_s(lnet, conn, proto));
	if (proto->is_half_open && proto->is_half_open(state))
		return LVS_WORTH_WAITING + idle_s(lnet, conn, proto);
	if (proto->reopens && proto->reopens(state, true, LVS_REUSE_CLOSED))
		return LVS_WORTH_LITTLE;
	return LVS_WORTH_KEEPING;
}

/* a choice that never proved good, and that no flow follows any more */
static int worth_of_template(const struct lvs_conn *conn)
{
	if (lvs_conn_state(conn) != LVS_TMPL_NONE ||
	    atomic_read(&conn->holders) > 1)
		return LVS_WORTH_KEEPING;
	return LVS_WORTH_WAITING + LVS_GIVE_UP_S;
}

/**
 * lvs_worth_of() - what an entry is worth keeping for
 * @lnet: namespace
 * @conn: in the table
 *
 * Context: softirq or process, RCU.
 * Return: as enum lvs_worth says.
 */
int lvs_worth_of(struct lvs_net *lnet, const struct lvs_conn *conn)
{
	if (lvs_conn_is_gone(conn, jiffies))
		return LVS_WORTH_NOTHING;
	if (lvs_conn_is_template(conn))
		return worth_of_template(conn);
	return worth_of_flow(lnet, conn);
}
