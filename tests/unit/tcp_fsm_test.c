// SPDX-License-Identifier: GPL-2.0
/*
 * TCP states against what in-tree IPVS (6.12) was seen to do: entries were put
 * into each state by a replication message, one segment was sent, and the state
 * read from /proc/net/ip_vs_conn.
 *
 * units: proto/tcp_fsm.c
 */
#include "proto/tcp_fsm.h"
#include "unit.h"

#include "pkt/pkt.h"

#include <linux/kernel.h>

#include <string.h>

#define FIN LVS_TCP_FIN
#define SYN LVS_TCP_SYN
#define RST LVS_TCP_RST
#define ACK LVS_TCP_ACK
#define PSH 0x08
#define URG 0x20

static const char *const short_names[] = {
	"NO", "ES", "SS", "SR", "FW", "TW", "CL", "CW", "LA", "LI", "SA",
};

struct row {
	const char *what;
	enum lvs_dir dir;
	u8 flags;
	const char *states;	/* from each state in order of its number */
};

static const struct row rows[] = {
	{ "client's RST", LVS_DIR_IN, RST, "CL CL CL SR CL CL CL CL LA LI SR" },
	{ "client's SYN", LVS_DIR_IN, SYN, "SR ES ES SR SR SR SR SR SR SR SR" },
	{ "client's FIN", LVS_DIR_IN, FIN, "CL CW SS TW TW TW CL CW LA LI TW" },
	{ "client's ACK", LVS_DIR_IN, ACK, "ES ES SS ES FW TW CL CW CL LI ES" },
	{ "server's RST", LVS_DIR_OUT, RST, "CL CL SS CL CL TW CL CL CL CL CL" },
	{ "server's SYN", LVS_DIR_OUT, SYN, "SS ES SS SR SS SS SS SS SS LI SR" },
	{ "server's FIN", LVS_DIR_OUT, FIN, "TW FW SS TW FW TW CL TW LA LI TW" },
	{ "server's ACK", LVS_DIR_OUT, ACK, "ES ES SS ES FW TW CL CW LA ES ES" },
	{ "client's RST, replies unseen", LVS_DIR_IN_ONLY, RST,
	  "CL CL CL SR CL CL CL CL LA LI CL" },
	{ "client's SYN, replies unseen", LVS_DIR_IN_ONLY, SYN,
	  "SR ES ES SR SR SR SR SR SR SR SR" },
	{ "client's FIN, replies unseen", LVS_DIR_IN_ONLY, FIN,
	  "CL FW SS TW FW TW CL CW LA LI TW" },
	{ "client's ACK, replies unseen", LVS_DIR_IN_ONLY, ACK,
	  "ES ES SS ES FW TW CL CW CL LI ES" },
};

/*
 * While secure_tcp is on. What differs from the rows above was observed; that
 * the rest is the same was not.
 */
static const struct row secure_rows[] = {
	{ "secure: client's RST", LVS_DIR_IN, RST,
	  "CL CL CL SR CL CL CL CL LA LI CL" },
	{ "secure: client's SYN", LVS_DIR_IN, SYN,
	  "SR ES ES SR SR SR SR SR SR SR SA" },
	{ "secure: client's FIN", LVS_DIR_IN, FIN,
	  "CL CW SS TW TW TW CL CW LA LI SA" },
	{ "secure: client's ACK", LVS_DIR_IN, ACK,
	  "ES ES SS SR FW TW CL CW CL LI SA" },
	{ "secure: server's RST", LVS_DIR_OUT, RST,
	  "CL CL SS CL CL TW CL CL CL CL CL" },
	{ "secure: server's SYN", LVS_DIR_OUT, SYN,
	  "SS ES SS SA SS SS SS SS SS LI SA" },
	{ "secure: server's FIN", LVS_DIR_OUT, FIN,
	  "TW FW SS TW FW TW CL TW LA LI TW" },
	{ "secure: server's ACK", LVS_DIR_OUT, ACK,
	  "ES ES SS ES FW TW CL CW LA ES ES" },
	{ "secure: client's RST, replies unseen", LVS_DIR_IN_ONLY, RST,
	  "CL CL CL SR CL CL CL CL LA LI CL" },
	{ "secure: client's SYN, replies unseen", LVS_DIR_IN_ONLY, SYN,
	  "SA ES ES SR SA SA SA SA SA SA SA" },
	{ "secure: client's FIN, replies unseen", LVS_DIR_IN_ONLY, FIN,
	  "CL FW SS TW FW TW CL CW LA LI TW" },
	{ "secure: client's ACK, replies unseen", LVS_DIR_IN_ONLY, ACK,
	  "ES ES SS ES FW TW CL CW CL LI ES" },
};

typedef u8 (*next_fn)(u8 state, enum lvs_dir dir, u8 flags);

static void compare_row(const struct row *this, next_fn next_of)
{
	const char *want = this->states;
	u8 state, next;

	for (state = 0; state < LVS_TCP_STATE_COUNT; state++, want += 3) {
		next = next_of(state, this->dir, this->flags);
		if (next >= ARRAY_SIZE(short_names) ||
		    strncmp(short_names[next], want, 2))
			unit_fail(__FILE__, __LINE__, "from %s to %d, not %.2s",
				  short_names[state], next, want);
	}
}

static void check_row(const struct row *this)
{
	compare_row(this, lvs_tcp_next);
}

static void check_secure_row(const struct row *this)
{
	compare_row(this, lvs_tcp_next_secure);
}

struct mix {
	const char *what;
	u8 flags;
	u8 like;	/* what it is like; 0 for nothing */
};

static const struct mix mixes[] = {
	{ "SYN with ACK is a SYN", SYN | ACK, SYN },
	{ "FIN with ACK is a FIN", FIN | ACK, FIN },
	{ "RST with ACK is an RST", RST | ACK, RST },
	{ "SYN with FIN is a SYN", SYN | FIN, SYN },
	{ "SYN with RST is an RST", SYN | RST, RST },
	{ "FIN with RST is an RST", FIN | RST, RST },
	{ "data is an ACK", ACK | PSH, ACK },
	{ "all flags are an RST", 0xff, RST },
	{ "no flag changes nothing, unlike in IPVS", 0, 0 },
	{ "PSH alone changes nothing, unlike in IPVS", PSH, 0 },
	{ "URG alone changes nothing, unlike in IPVS", URG, 0 },
};

static void check_mix(const struct mix *this)
{
	enum lvs_dir dir;
	u8 state, want;

	for (dir = 0; dir < LVS_DIR_COUNT; dir++) {
		for (state = 0; state < LVS_TCP_STATE_COUNT; state++) {
			want = this->like ?
			       lvs_tcp_next(state, dir, this->like) : state;
			EXPECT_EQ(lvs_tcp_next(state, dir, this->flags), want);
		}
	}
}

struct step {
	enum lvs_dir dir;
	u8 flags;
	u8 state;
};

struct story {
	const char *what;
	struct step steps[8];	/* ends with flags 0 */
};

#define IN LVS_DIR_IN
#define OUT LVS_DIR_OUT
#define ONLY LVS_DIR_IN_ONLY

static const struct story stories[] = {
	{ "the client ends first", {
		{ IN, SYN, LVS_TCP_SYN_RECV },
		{ OUT, SYN | ACK, LVS_TCP_SYN_RECV },
		{ IN, ACK, LVS_TCP_ESTABLISHED },
		{ OUT, ACK | PSH, LVS_TCP_ESTABLISHED },
		{ IN, FIN | ACK, LVS_TCP_CLOSE_WAIT },
		{ OUT, FIN | ACK, LVS_TCP_TIME_WAIT },
		{ IN, ACK, LVS_TCP_TIME_WAIT },
	} },
	{ "the server ends first", {
		{ IN, SYN, LVS_TCP_SYN_RECV },
		{ OUT, SYN | ACK, LVS_TCP_SYN_RECV },
		{ IN, ACK, LVS_TCP_ESTABLISHED },
		{ OUT, FIN | ACK, LVS_TCP_FIN_WAIT },
		{ IN, ACK, LVS_TCP_FIN_WAIT },
		{ IN, FIN | ACK, LVS_TCP_TIME_WAIT },
	} },
	{ "the server refuses", {
		{ IN, SYN, LVS_TCP_SYN_RECV },
		{ OUT, RST | ACK, LVS_TCP_CLOSE },
	} },
	{ "the client gives up before the handshake is done", {
		{ IN, SYN, LVS_TCP_SYN_RECV },
		{ IN, RST, LVS_TCP_SYN_RECV },
	} },
	{ "the client aborts", {
		{ IN, SYN, LVS_TCP_SYN_RECV },
		{ IN, ACK, LVS_TCP_ESTABLISHED },
		{ IN, RST, LVS_TCP_CLOSE },
	} },
	{ "replies unseen", {
		{ ONLY, SYN, LVS_TCP_SYN_RECV },
		{ ONLY, ACK, LVS_TCP_ESTABLISHED },
		{ ONLY, FIN | ACK, LVS_TCP_FIN_WAIT },
		{ ONLY, ACK, LVS_TCP_FIN_WAIT },
	} },
	{ "a new connection from the same port after the old one", {
		{ IN, SYN, LVS_TCP_SYN_RECV },
		{ IN, ACK, LVS_TCP_ESTABLISHED },
		{ IN, FIN | ACK, LVS_TCP_CLOSE_WAIT },
		{ OUT, FIN | ACK, LVS_TCP_TIME_WAIT },
		{ IN, SYN, LVS_TCP_SYN_RECV },
	} },
};

static void check_story(const struct story *this)
{
	const struct step *step;
	u8 state = LVS_TCP_NONE;

	for (step = this->steps; step->flags; step++) {
		state = lvs_tcp_next(state, step->dir, step->flags);
		EXPECT_EQ(state, step->state);
	}
}

/* a state that another version of us made up */
static void check_unknown_state(void)
{
	EXPECT_EQ(lvs_tcp_next(LVS_TCP_STATE_COUNT, LVS_DIR_IN, SYN),
		  LVS_TCP_STATE_COUNT);
	EXPECT_EQ(lvs_tcp_next(255, LVS_DIR_OUT, RST), 255);
}

int main(void)
{
	UNIT_TABLE(rows, check_row);
	UNIT_TABLE(secure_rows, check_secure_row);
	UNIT_TABLE(mixes, check_mix);
	UNIT_TABLE(stories, check_story);
	UNIT_TEST("an unknown state stays", check_unknown_state);
	return unit_finish();
}
