// SPDX-License-Identifier: GPL-2.0
/*
 * What packets do to their connection while another processor moves it, too.
 *
 * units: path/advance.c obj/conn_word.c
 */
#include "path/advance.h"
#include "unit.h"

#include "base/net.h"
#include "base/tunables.h"
#include "obj/dest.h"
#include "pkt/pkt.h"

#include <linux/jiffies.h>

#include <stdlib.h>

/* two states: one leads on to the other, and nothing leads back */
enum {
	LIVES,
	ENDED,
	STATES,
};

static const u32 timeouts[STATES] = { 900, 120 };
static struct lvs_conn *conn;
static struct lvs_dest dest;
static struct lvs_tunables knobs;
static struct lvs_net lnet = { .tunables = &knobs };
static struct lvs_pkt pkt = { .lnet = &lnet };
static unsigned int asked, moved;

void lvs_dest_conn_move(struct lvs_dest *server, bool to_active)
{
	EXPECT(server == &dest);
	EXPECT(!to_active);
	moved++;
}

static bool is_active(u8 state)
{
	return state == LIVES;
}

static u32 timeout_jif(const struct lvs_tunables *tunables, const u32 *own,
		       u8 state)
{
	return timeouts[state];
}

/* an ordinary segment, but before it is done the last one is, elsewhere */
static u8 next_is_overtaken(u8 state, enum lvs_dir dir,
			    const struct lvs_pkt *packet)
{
	if (!asked++)
		lvs_conn_set_state(conn, ENDED, false);
	return state;
}

/* as if the packet that ends it passed between the state and the expiry */
static u32 timeout_is_overtaken(const struct lvs_tunables *tunables,
				const u32 *own, u8 state)
{
	if (state == LIVES)
		lvs_conn_set_state(conn, ENDED, false);
	return timeouts[state];
}

static u8 next_is_same(u8 state, enum lvs_dir dir,
		       const struct lvs_pkt *packet)
{
	return state;
}

/* the last segment, while an ordinary one is being dealt with elsewhere */
static u8 next_overtakes(u8 state, enum lvs_dir dir,
			 const struct lvs_pkt *packet)
{
	if (!asked++)
		lvs_conn_set_flag(conn, LVS_CONN_F_SWIFT_IN);
	return ENDED;
}

static void begin(void)
{
	asked = 0;
	moved = 0;
	conn->word = 0;
	conn->dest = &dest;
	conn->expires = jiffies + timeouts[LIVES];
}

static struct lvs_proto_ops proto_that(u8 (*next)(u8 state, enum lvs_dir dir,
						 const struct lvs_pkt *packet))
{
	return (struct lvs_proto_ops){
		.state_count = STATES,
		.next = next,
		.timeout_jif = timeout_jif,
		.is_active = is_active,
	};
}

static void advance(u8 (*next)(u8 state, enum lvs_dir dir,
			       const struct lvs_pkt *packet))
{
	const struct lvs_proto_ops proto = proto_that(next);

	begin();
	lvs_path_advance(&pkt, conn, &proto, LVS_DIR_IN);
}

static void expect_ended(void)
{
	EXPECT_EQ(lvs_conn_state(conn), ENDED);
	EXPECT(lvs_conn_flags(conn) & LVS_CONN_F_INACTIVE);
	EXPECT_EQ(moved, 1);
	EXPECT_EQ(conn->expires, jiffies + timeouts[ENDED]);
}

static void stays_ended(void)
{
	advance(next_is_overtaken);
	expect_ended();
}

static void keeps_flags(void)
{
	advance(next_overtakes);
	expect_ended();
	EXPECT(lvs_conn_flags(conn) & LVS_CONN_F_SWIFT_IN);
}

static void expires_as_ended(void)
{
	struct lvs_proto_ops proto = proto_that(next_is_same);

	proto.timeout_jif = timeout_is_overtaken;
	begin();
	lvs_path_advance(&pkt, conn, &proto, LVS_DIR_IN);
	expect_ended();
}

static void stays_dead(void)
{
	const struct lvs_proto_ops proto = proto_that(next_overtakes);

	begin();
	conn->word = LVS_CONN_F_DEAD;
	asked = 1;
	lvs_path_advance(&pkt, conn, &proto, LVS_DIR_IN);
	EXPECT_EQ(conn->word, LVS_CONN_F_DEAD);
	EXPECT_EQ(moved, 0);
}

static void refuses_surprise(void)
{
	begin();
	EXPECT(!lvs_conn_move(conn, ENDED, LIVES, true));
	EXPECT_EQ(lvs_conn_state(conn), LIVES);
	EXPECT_EQ(moved, 0);
}

int main(void)
{
	conn = calloc(1, LVS_CONN_SIZE(LVS_ADDR4_WORDS));
	UNIT_TEST("an end that came meanwhile is not undone", stays_ended);
	UNIT_TEST("flags that came meanwhile are kept", keeps_flags);
	UNIT_TEST("it expires as what it is", expires_as_ended);
	UNIT_TEST("what is dead is not moved", stays_dead);
	UNIT_TEST("from another state it is not moved", refuses_surprise);
	free(conn);
	return unit_finish();
}
