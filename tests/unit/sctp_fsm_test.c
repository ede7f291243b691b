// SPDX-License-Identifier: GPL-2.0
/*
 * SCTP states against what in-tree IPVS (6.12) was seen to do: entries were put
 * into each state by a replication message, one packet was sent, and the state
 * read from /proc/net/ip_vs_conn.
 *
 * units: proto/sctp_fsm.c
 */
#include "proto/sctp_fsm.h"
#include "unit.h"

#include "pkt/pkt.h"

#include <linux/kernel.h>

#include <string.h>

static const char *const short_names[] = {
	"NO", "I1", "IN", "CS", "CR", "CW", "CO", "CE", "ES", "SS", "SR", "SA",
	"RJ", "CL",
};

struct row {
	const char *what;
	enum lvs_dir dir;
	u8 chunk;
	const char *states;	/* from each state in order of its number */
};

#define INIT LVS_SCTP_INIT
#define INIT_ACK LVS_SCTP_INIT_ACK
#define ECHO LVS_SCTP_COOKIE_ECHO
#define ACK LVS_SCTP_COOKIE_ACK
#define DATA LVS_SCTP_DATA
#define DOWN LVS_SCTP_SHUTDOWN
#define DOWN_ACK LVS_SCTP_SHUTDOWN_ACK
#define DONE LVS_SCTP_SHUTDOWN_COMPLETE
#define ERROR LVS_SCTP_ERROR
#define ABORT LVS_SCTP_ABORT

static const struct row rows[] = {
	{ "client's DATA", LVS_DIR_IN, DATA,
	  "ES I1 IN CS CR CW CO CE ES SS SR SA RJ CL" },
	{ "client's INIT", LVS_DIR_IN, INIT,
	  "I1 IN IN CS CR CW CO CE ES SS SR SA IN IN" },
	{ "client's INIT-ACK", LVS_DIR_IN, INIT_ACK,
	  "CW CW CW CS CR CO CO CE ES SS SR SA RJ CL" },
	{ "client's COOKIE-ECHO", LVS_DIR_IN, ECHO,
	  "CR IN IN CR CR CW CO CE ES SS SR SA RJ CL" },
	{ "client's COOKIE-ACK", LVS_DIR_IN, ACK,
	  "ES I1 IN CS CR CW CO ES ES SS SR SA RJ CL" },
	{ "client's SHUTDOWN", LVS_DIR_IN, DOWN,
	  "SR I1 IN CS CR CW CO CE SR SS SR SA RJ CL" },
	{ "client's SHUTDOWN-ACK", LVS_DIR_IN, DOWN_ACK,
	  "CL IN IN CS CR CW CO CE ES CL SR CL RJ CL" },
	{ "client's SHUTDOWN-COMPLETE", LVS_DIR_IN, DONE,
	  "CL CL CL CS CR CW CO CE ES SS SR CL RJ CL" },
	{ "client's ERROR", LVS_DIR_IN, ERROR,
	  "CL I1 IN CS CR CW CO CL ES SS SR SA RJ CL" },
	{ "client's ABORT", LVS_DIR_IN, ABORT,
	  "CL CL CL CL CL RJ CL CL CL CL CL CL CL CL" },
	{ "server's DATA", LVS_DIR_OUT, DATA,
	  "ES I1 IN CS CR CW CO CE ES SS SR SA RJ CL" },
	{ "server's INIT", LVS_DIR_OUT, INIT,
	  "CW CW CW CW CW CW CW CW ES CW CW CW CW CW" },
	{ "server's INIT-ACK", LVS_DIR_OUT, INIT_ACK,
	  "CS CS CS CS CR CW CO CE ES SS SR SA RJ CL" },
	{ "server's COOKIE-ECHO", LVS_DIR_OUT, ECHO,
	  "CE CE CE CE CE CE CE CE ES SS SR SA RJ CL" },
	{ "server's COOKIE-ACK", LVS_DIR_OUT, ACK,
	  "ES ES ES ES ES ES ES ES ES SS SR SA RJ CL" },
	{ "server's SHUTDOWN", LVS_DIR_OUT, DOWN,
	  "SS SS SS SS SS SS SS SS SS SS SR SA RJ CL" },
	{ "server's SHUTDOWN-ACK", LVS_DIR_OUT, DOWN_ACK,
	  "SA SA SA SA SA CW CO CE ES SA SA SA RJ CL" },
	{ "server's SHUTDOWN-COMPLETE", LVS_DIR_OUT, DONE,
	  "CL I1 IN CS CR CW CO CE ES SS SR SA RJ CL" },
	{ "server's ERROR", LVS_DIR_OUT, ERROR,
	  "CL CL CL CL CL CW CO CE ES SS SR SA RJ CL" },
	{ "server's ABORT", LVS_DIR_OUT, ABORT,
	  "CL RJ CL CL CL CL CL CL CL CL CL CL CL CL" },
	{ "client's DATA, replies unseen", LVS_DIR_IN_ONLY, DATA,
	  "ES I1 IN CS CR ES CO CE ES SS SR SA RJ CL" },
	{ "client's INIT, replies unseen", LVS_DIR_IN_ONLY, INIT,
	  "I1 IN IN IN IN IN CO CE ES SS SR SA IN IN" },
	{ "client's INIT-ACK, replies unseen", LVS_DIR_IN_ONLY, INIT_ACK,
	  "CE CE CE CE CE CE CO CE ES SS SR SA RJ CL" },
	{ "client's COOKIE-ECHO, replies unseen", LVS_DIR_IN_ONLY, ECHO,
	  "ES ES ES ES ES ES CO CE ES SS SR SA RJ CL" },
	{ "client's COOKIE-ACK, replies unseen", LVS_DIR_IN_ONLY, ACK,
	  "ES I1 IN ES ES CW ES ES ES SS SR SA RJ CL" },
	{ "client's SHUTDOWN, replies unseen", LVS_DIR_IN_ONLY, DOWN,
	  "SR I1 IN CS CR CW CO CE SR SS SR SA RJ CL" },
	{ "client's SHUTDOWN-ACK, replies unseen", LVS_DIR_IN_ONLY, DOWN_ACK,
	  "CL IN IN CS CR CW CO CE CL CL SR CL RJ CL" },
	{ "client's SHUTDOWN-COMPLETE, replies unseen", LVS_DIR_IN_ONLY, DONE,
	  "CL CL CL CL CL CW CO CE ES SS CL CL RJ CL" },
	{ "client's ERROR, replies unseen", LVS_DIR_IN_ONLY, ERROR,
	  "CL I1 IN CS CR CW CO CE ES SS SR SA RJ CL" },
	{ "client's ABORT, replies unseen", LVS_DIR_IN_ONLY, ABORT,
	  "CL CL CL CL CL RJ CL CL CL CL CL CL CL CL" },
};

static void check_row(const struct row *this)
{
	const char *want = this->states;
	u8 state, next;

	for (state = 0; state < LVS_SCTP_STATE_COUNT; state++, want += 3) {
		next = lvs_sctp_next(state, this->dir, this->chunk);
		if (next >= ARRAY_SIZE(short_names) ||
		    strncmp(short_names[next], want, 2))
			unit_fail(__FILE__, __LINE__, "from %s to %d, not %.2s",
				  short_names[state], next, want);
	}
}

/* SACK, HEARTBEAT and its answer, ECNE, CWR, AUTH, I-DATA, what is unknown */
static void check_others(void)
{
	static const u8 chunks[] = { 3, 4, 5, 12, 13, 15, 16, 64, 128, 130,
				     132, 192, 193, 254 };
	enum lvs_dir dir;
	unsigned int i;
	u8 state;

	for (i = 0; i < ARRAY_SIZE(chunks); i++) {
		for (dir = 0; dir < LVS_DIR_COUNT; dir++) {
			for (state = 0; state < LVS_SCTP_STATE_COUNT; state++)
				EXPECT_EQ(lvs_sctp_next(state, dir, chunks[i]),
					  lvs_sctp_next(state, dir, DATA));
		}
	}
}

static void check_nothing(void)
{
	enum lvs_dir dir;
	u8 state;

	for (dir = 0; dir < LVS_DIR_COUNT; dir++) {
		for (state = 0; state < LVS_SCTP_STATE_COUNT; state++)
			EXPECT_EQ(lvs_sctp_next(state, dir, LVS_SCTP_NO_CHUNK),
				  state);
	}
}

struct step {
	enum lvs_dir dir;
	u8 chunk;
	u8 state;
};

struct story {
	const char *what;
	struct step steps[9];	/* ends with state 0 */
};

#define IN LVS_DIR_IN
#define OUT LVS_DIR_OUT
#define ONLY LVS_DIR_IN_ONLY

static const struct story stories[] = {
	{ "the client ends first", {
		{ IN, INIT, LVS_SCTP_S_INIT1 },
		{ OUT, INIT_ACK, LVS_SCTP_S_COOKIE_SENT },
		{ IN, ECHO, LVS_SCTP_S_COOKIE_REPLIED },
		{ OUT, ACK, LVS_SCTP_S_ESTABLISHED },
		{ IN, DATA, LVS_SCTP_S_ESTABLISHED },
		{ IN, DOWN, LVS_SCTP_S_SHUTDOWN_RECEIVED },
		{ OUT, DOWN_ACK, LVS_SCTP_S_SHUTDOWN_ACK_SENT },
		{ IN, DONE, LVS_SCTP_S_CLOSED },
	} },
	{ "the server ends first", {
		{ IN, INIT, LVS_SCTP_S_INIT1 },
		{ OUT, INIT_ACK, LVS_SCTP_S_COOKIE_SENT },
		{ IN, ECHO, LVS_SCTP_S_COOKIE_REPLIED },
		{ OUT, ACK, LVS_SCTP_S_ESTABLISHED },
		{ OUT, DOWN, LVS_SCTP_S_SHUTDOWN_SENT },
		{ IN, DOWN_ACK, LVS_SCTP_S_CLOSED },
	} },
	{ "the server refuses", {
		{ IN, INIT, LVS_SCTP_S_INIT1 },
		{ OUT, ABORT, LVS_SCTP_S_REJECTED },
	} },
	{ "the client aborts", {
		{ IN, INIT, LVS_SCTP_S_INIT1 },
		{ OUT, INIT_ACK, LVS_SCTP_S_COOKIE_SENT },
		{ IN, ECHO, LVS_SCTP_S_COOKIE_REPLIED },
		{ OUT, ACK, LVS_SCTP_S_ESTABLISHED },
		{ IN, ABORT, LVS_SCTP_S_CLOSED },
	} },
	{ "replies unseen", {
		{ ONLY, INIT, LVS_SCTP_S_INIT1 },
		{ ONLY, ECHO, LVS_SCTP_S_ESTABLISHED },
		{ ONLY, DATA, LVS_SCTP_S_ESTABLISHED },
		{ ONLY, DOWN, LVS_SCTP_S_SHUTDOWN_RECEIVED },
		{ ONLY, DONE, LVS_SCTP_S_CLOSED },
	} },
	{ "a new association from the same port after the old one", {
		{ IN, INIT, LVS_SCTP_S_INIT1 },
		{ IN, ABORT, LVS_SCTP_S_CLOSED },
		{ IN, INIT, LVS_SCTP_S_INIT },
	} },
};

static void check_story(const struct story *this)
{
	const struct step *step;
	u8 state = LVS_SCTP_S_NONE;

	for (step = this->steps; step->state; step++) {
		state = lvs_sctp_next(state, step->dir, step->chunk);
		EXPECT_EQ(state, step->state);
	}
}

/* a state that another version of us made up */
static void check_unknown_state(void)
{
	EXPECT_EQ(lvs_sctp_next(LVS_SCTP_STATE_COUNT, LVS_DIR_IN, INIT),
		  LVS_SCTP_STATE_COUNT);
	EXPECT_EQ(lvs_sctp_next(255, LVS_DIR_OUT, ABORT), 255);
}

int main(void)
{
	UNIT_TABLE(rows, check_row);
	UNIT_TABLE(stories, check_story);
	UNIT_TEST("chunks that tell nothing are like data", check_others);
	UNIT_TEST("a packet without a chunk changes nothing", check_nothing);
	UNIT_TEST("an unknown state stays", check_unknown_state);
	return unit_finish();
}
