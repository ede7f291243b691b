// SPDX-License-Identifier: GPL-2.0
/*
 * The word of a connection that changes while packets pass: its flags and its
 * state. Floor 3.
 */
#include "obj/conn.h"

#include "obj/dest.h"

#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/types.h>

/**
 * lvs_conn_set_state() - move a connection to another state
 * @conn: in the table
 * @state: new state, as its protocol numbers it
 * @active: does that state count as active
 *
 * State and class change in one word by compare-and-swap, and whoever wins
 * moves the server's counters, so they stay exact without a lock.
 *
 * Context: softirq, RCU.
 */
void lvs_conn_set_state(struct lvs_conn *conn, u8 state, bool active)
{
	u32 old = READ_ONCE(conn->word);
	u32 new;

	do {
		if (old & LVS_CONN_F_DEAD)
			return;
		new = old & LVS_CONN_F_MASK & ~LVS_CONN_F_INACTIVE;
		new |= (u32)state << LVS_CONN_STATE_SHIFT;
		new |= active ? 0 : LVS_CONN_F_INACTIVE;
		if (new == old)
			return;
	} while (!try_cmpxchg(&conn->word, &old, new));

	if ((old ^ new) & LVS_CONN_F_INACTIVE &&
	    !(new & LVS_CONN_F_TEMPLATE))
		lvs_dest_conn_move(conn->dest, active);
}

/**
 * lvs_conn_set_flag() - set a flag
 * @conn: in the table
 * @flag: one of enum lvs_conn_flag, but not one that is counted
 *
 * Context: softirq, RCU.
 */
void lvs_conn_set_flag(struct lvs_conn *conn, u32 flag)
{
	u32 old = READ_ONCE(conn->word);

	while (!(old & flag) && !try_cmpxchg(&conn->word, &old, old | flag))
		;
}

/**
 * lvs_conn_clear_flag() - clear a flag
 * @conn: in the table
 * @flag: one of enum lvs_conn_flag, but not one that is counted
 *
 * Context: softirq, RCU.
 */
void lvs_conn_clear_flag(struct lvs_conn *conn, u32 flag)
{
	u32 old = READ_ONCE(conn->word);

	while ((old & flag) && !try_cmpxchg(&conn->word, &old, old & ~flag))
		;
}
