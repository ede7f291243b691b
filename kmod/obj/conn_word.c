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

/*
 * State and class change in one word by compare-and-swap, and whoever wins
 * moves the server's counters, so they stay exact without a lock. False: the
 * word has changed, and is in @old now.
 */
static bool put_state(struct lvs_conn *conn, u32 *old, u8 state, bool active)
{
	u32 new = *old & LVS_CONN_F_MASK & ~LVS_CONN_F_INACTIVE;

	new |= (u32)state << LVS_CONN_STATE_SHIFT;
	new |= active ? 0 : LVS_CONN_F_INACTIVE;
	if (*old & LVS_CONN_F_DEAD || new == *old)
		return true;
	if (!try_cmpxchg(&conn->word, old, new))
		return false;
	if ((*old ^ new) & LVS_CONN_F_INACTIVE && !(new & LVS_CONN_F_TEMPLATE))
		lvs_dest_conn_move(conn->dest, active);
	return true;
}

/**
 * lvs_conn_set_state() - put a connection into a state, whatever it was in
 * @conn: in the table
 * @state: new state, as its protocol numbers it
 * @active: does that state count as active
 *
 * Context: softirq, RCU.
 */
void lvs_conn_set_state(struct lvs_conn *conn, u8 state, bool active)
{
	u32 old = READ_ONCE(conn->word);

	while (!put_state(conn, &old, state, active))
		;
}

/**
 * lvs_conn_move() - move a connection from one state to another
 * @conn: in the table
 * @from: state that it is believed to be in
 * @to: new state, as its protocol numbers it
 * @active: does the new state count as active
 *
 * Context: softirq, RCU.
 * Return: false if it is in another state than @from: another packet was
 * faster, and what follows from both is for the caller to find. True
 * otherwise; a connection that is dead stays as it is.
 */
bool lvs_conn_move(struct lvs_conn *conn, u8 from, u8 to, bool active)
{
	u32 old = READ_ONCE(conn->word);

	do {
		if (old >> LVS_CONN_STATE_SHIFT != from)
			return false;
	} while (!put_state(conn, &old, to, active));
	return true;
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
