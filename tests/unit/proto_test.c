// SPDX-License-Identifier: GPL-2.0
/*
 * Protocols: names, time-outs, what opens a connection and what counts as
 * active.
 *
 * units: proto/protos.c proto/tcp.c proto/tcp_fsm.c proto/udp.c proto/sctp.c proto/sctp_fsm.c
 * units: proto/ipsec.c
 */
#include "proto/protos.h"
#include "unit.h"

#include "base/net.h"
#include "base/tunables.h"
#include "obj/ops.h"
#include "pkt/pkt.h"
#include "proto/sctp_fsm.h"
#include "proto/tcp_fsm.h"

#include <linux/in.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>

#define FIN LVS_TCP_FIN
#define SYN LVS_TCP_SYN
#define RST LVS_TCP_RST
#define ACK LVS_TCP_ACK

struct name_case {
	const char *what;
	u16 number;
	const char *name;
};

static const struct name_case names[] = {
	{ "protocol 0 is IP", 0, "IP" },
	{ "protocol 1 is ICMP", 1, "ICMP" },
	{ "protocol 6 is TCP", 6, "TCP" },
	{ "protocol 17 is UDP", 17, "UDP" },
	{ "protocol 50 has no name", 50, "IP_50" },
	{ "protocol 58 is ICMPv6", 58, "ICMPv6" },
	{ "protocol 132 is SCTP", 132, "SCTP" },
	{ "protocol 65535 has no name", 65535, "IP_65535" },
};

static void check_name(const struct name_case *this)
{
	char text[9];

	EXPECT_STR(lvs_proto_name(this->number, text, sizeof(text)),
		   this->name);
}

struct state_case {
	const char *what;
	u8 number;
	u8 state;
	const char *name;
};

static const struct state_case states[] = {
	{ "TCP 0", IPPROTO_TCP, 0, "NONE" },
	{ "TCP 1", IPPROTO_TCP, 1, "ESTABLISHED" },
	{ "TCP 2", IPPROTO_TCP, 2, "SYN_SENT" },
	{ "TCP 3", IPPROTO_TCP, 3, "SYN_RECV" },
	{ "TCP 4", IPPROTO_TCP, 4, "FIN_WAIT" },
	{ "TCP 5", IPPROTO_TCP, 5, "TIME_WAIT" },
	{ "TCP 6", IPPROTO_TCP, 6, "CLOSE" },
	{ "TCP 7", IPPROTO_TCP, 7, "CLOSE_WAIT" },
	{ "TCP 8", IPPROTO_TCP, 8, "LAST_ACK" },
	{ "TCP 9", IPPROTO_TCP, 9, "LISTEN" },
	{ "TCP 10", IPPROTO_TCP, 10, "SYNACK" },
	{ "TCP has no state 11", IPPROTO_TCP, 11, "ERR!" },
	{ "TCP has no state 255", IPPROTO_TCP, 255, "ERR!" },
	{ "UDP 0", IPPROTO_UDP, 0, "UDP" },
	{ "UDP has no state 1", IPPROTO_UDP, 1, "ERR!" },
	{ "SCTP 0", IPPROTO_SCTP, 0, "NONE" },
	{ "SCTP 1", IPPROTO_SCTP, 1, "INIT1" },
	{ "SCTP 2", IPPROTO_SCTP, 2, "INIT" },
	{ "SCTP 3", IPPROTO_SCTP, 3, "C-SENT" },
	{ "SCTP 4", IPPROTO_SCTP, 4, "C-REPLIED" },
	{ "SCTP 5", IPPROTO_SCTP, 5, "C-WAIT" },
	{ "SCTP 6", IPPROTO_SCTP, 6, "COOKIE" },
	{ "SCTP 7", IPPROTO_SCTP, 7, "C-ECHOED" },
	{ "SCTP 8", IPPROTO_SCTP, 8, "ESTABLISHED" },
	{ "SCTP 9", IPPROTO_SCTP, 9, "S-SENT" },
	{ "SCTP 10", IPPROTO_SCTP, 10, "S-RECEIVED" },
	{ "SCTP 11", IPPROTO_SCTP, 11, "S-ACK-SENT" },
	{ "SCTP 12", IPPROTO_SCTP, 12, "REJECTED" },
	{ "SCTP 13", IPPROTO_SCTP, 13, "CLOSED" },
	{ "SCTP has no state 14", IPPROTO_SCTP, 14, "ERR!" },
	{ "protocol 0 has no states", IPPROTO_IP, 0, "NONE" },
	{ "ESP has no names", IPPROTO_ESP, 0, "ERR!" },
	{ "AH has no names", IPPROTO_AH, 0, "ERR!" },
	{ "GRE is nothing to us", IPPROTO_GRE, 0, "ERR!" },
};

static void check_state(const struct state_case *this)
{
	EXPECT_STR(lvs_proto_state_name(this->number, this->state),
		   this->name);
}

struct rest_case {
	const char *what;
	u8 number;
	u8 state;
	u32 timeout_s;
	bool active;
};

static const struct lvs_tunables knobs = {
	.timeout_jif = { 1000 * HZ, 2000 * HZ, 3000 * HZ },
};

/* a service that has its own of two of them */
static const u32 own[LVS_TIMEOUT_COUNT] = { 11 * HZ, 0, 33 * HZ };
static const u32 no_own[LVS_TIMEOUT_COUNT];

static const struct rest_case rests[] = {
	{ "TCP NONE", IPPROTO_TCP, LVS_TCP_NONE, 2, false },
	{ "TCP ESTABLISHED is as set", IPPROTO_TCP, LVS_TCP_ESTABLISHED, 1000,
	  true },
	{ "TCP SYN_SENT", IPPROTO_TCP, LVS_TCP_SYN_SENT, 120, true },
	{ "TCP SYN_RECV", IPPROTO_TCP, LVS_TCP_SYN_RECV, 60, true },
	{ "TCP FIN_WAIT is as set", IPPROTO_TCP, LVS_TCP_FIN_WAIT, 2000,
	  false },
	{ "TCP TIME_WAIT", IPPROTO_TCP, LVS_TCP_TIME_WAIT, 120, false },
	{ "TCP CLOSE", IPPROTO_TCP, LVS_TCP_CLOSE, 10, false },
	{ "TCP CLOSE_WAIT", IPPROTO_TCP, LVS_TCP_CLOSE_WAIT, 60, false },
	{ "TCP LAST_ACK", IPPROTO_TCP, LVS_TCP_LAST_ACK, 30, false },
	{ "TCP LISTEN", IPPROTO_TCP, LVS_TCP_LISTEN, 120, false },
	{ "TCP SYNACK", IPPROTO_TCP, LVS_TCP_SYNACK, 120, true },
	{ "an unknown TCP state is like NONE", IPPROTO_TCP, 200, 2, false },
	{ "UDP is as set", IPPROTO_UDP, 0, 3000, false },
	{ "SCTP NONE", IPPROTO_SCTP, 0, 2, false },
	{ "SCTP INIT1", IPPROTO_SCTP, 1, 4, false },
	{ "SCTP INIT", IPPROTO_SCTP, 2, 61, false },
	{ "SCTP C-SENT", IPPROTO_SCTP, 3, 61, false },
	{ "SCTP C-REPLIED", IPPROTO_SCTP, 4, 61, false },
	{ "SCTP C-WAIT", IPPROTO_SCTP, 5, 61, false },
	{ "SCTP COOKIE", IPPROTO_SCTP, 6, 61, false },
	{ "SCTP C-ECHOED", IPPROTO_SCTP, 7, 61, false },
	{ "SCTP ESTABLISHED", IPPROTO_SCTP, 8, 900, true },
	{ "SCTP S-SENT", IPPROTO_SCTP, 9, 61, false },
	{ "SCTP S-RECEIVED", IPPROTO_SCTP, 10, 61, false },
	{ "SCTP S-ACK-SENT", IPPROTO_SCTP, 11, 61, false },
	{ "SCTP REJECTED", IPPROTO_SCTP, 12, 4, false },
	{ "SCTP CLOSED", IPPROTO_SCTP, 13, 61, false },
	{ "an unknown SCTP state is like NONE", IPPROTO_SCTP, 200, 2, false },
	{ "ESP keeps a key exchange as UDP does", IPPROTO_ESP, 0, 3000, false },
	{ "and so does AH", IPPROTO_AH, 0, 3000, false },
};

static void check_rest(const struct rest_case *this)
{
	const struct lvs_proto_ops *proto = lvs_proto_find(this->number);

	EXPECT_EQ(proto->timeout_jif(&knobs, no_own, this->state),
		  this->timeout_s * HZ);
	EXPECT_EQ(proto->is_active(this->state), this->active);
}

static void check_own(void)
{
	const struct lvs_proto_ops *tcp = lvs_proto_find(IPPROTO_TCP);
	const struct lvs_proto_ops *udp = lvs_proto_find(IPPROTO_UDP);

	EXPECT_EQ(tcp->timeout_jif(&knobs, own, LVS_TCP_ESTABLISHED), 11 * HZ);
	EXPECT_EQ(tcp->timeout_jif(&knobs, own, LVS_TCP_FIN_WAIT), 2000 * HZ);
	EXPECT_EQ(tcp->timeout_jif(&knobs, own, LVS_TCP_SYN_RECV), 60 * HZ);
	EXPECT_EQ(udp->timeout_jif(&knobs, own, 0), 33 * HZ);
}

/* a namespace whose knobs can be turned */
static struct lvs_tunables turned;
static struct lvs_net lnet = { .tunables = &turned };

struct open_case {
	const char *what;
	u8 number;
	u8 flags;
	bool opens;
	bool sloppy;	/* it opens if sloppy_tcp is set */
};

static const struct open_case opens[] = {
	{ "a SYN opens", IPPROTO_TCP, SYN, true, true },
	{ "a SYN with ECN bits opens", IPPROTO_TCP, SYN | 0xc0, true, true },
	{ "the answer to a server's SYN opens", IPPROTO_TCP, SYN | ACK, true,
	  true },
	{ "a SYN with RST does not", IPPROTO_TCP, SYN | RST, false, false },
	{ "an ACK does if sloppy", IPPROTO_TCP, ACK, false, true },
	{ "a FIN does if sloppy", IPPROTO_TCP, FIN | ACK, false, true },
	{ "an RST does not", IPPROTO_TCP, RST, false, false },
	{ "an RST with ACK does not", IPPROTO_TCP, RST | ACK, false, false },
	{ "no flag does if sloppy", IPPROTO_TCP, 0, false, true },
	{ "any datagram opens", IPPROTO_UDP, 0, true, true },
	{ "ESP does not", IPPROTO_ESP, 0, false, false },
	{ "AH does not", IPPROTO_AH, 0, false, false },
};

static void check_open(const struct open_case *this)
{
	const struct lvs_proto_ops *proto = lvs_proto_find(this->number);
	struct lvs_pkt pkt = { .tcp_flags = this->flags, .lnet = &lnet };

	EXPECT_EQ(proto->opens(&pkt), this->opens);
	turned.sloppy_tcp = 1;
	EXPECT_EQ(proto->opens(&pkt), this->sloppy);
	if (proto->begins)
		EXPECT_EQ(proto->begins(&pkt),
			  this->opens && !(this->flags & ACK));
	turned.sloppy_tcp = 0;
}

struct chunk_case {
	const char *what;
	u8 chunk;
	int sloppy;
	bool opens;
};

static const struct chunk_case chunks[] = {
	{ "INIT opens", LVS_SCTP_INIT, 0, true },
	{ "DATA does not", LVS_SCTP_DATA, 0, false },
	{ "INIT-ACK does not", LVS_SCTP_INIT_ACK, 0, false },
	{ "COOKIE-ECHO does not", LVS_SCTP_COOKIE_ECHO, 0, false },
	{ "ABORT does not", LVS_SCTP_ABORT, 0, false },
	{ "no chunk does not", LVS_SCTP_NO_CHUNK, 0, false },
	{ "sloppy: INIT opens", LVS_SCTP_INIT, 1, true },
	{ "sloppy: DATA opens", LVS_SCTP_DATA, 1, true },
	{ "sloppy: what is unknown opens", 200, 1, true },
	{ "sloppy: ABORT does not", LVS_SCTP_ABORT, 1, false },
	{ "sloppy: no chunk does not", LVS_SCTP_NO_CHUNK, 1, false },
};

static void check_chunk(const struct chunk_case *this)
{
	struct lvs_tunables loose = { .sloppy_sctp = this->sloppy };
	struct lvs_net here = { .tunables = &loose };
	struct lvs_pkt pkt = { .lnet = &here, .sctp_chunk = this->chunk };

	EXPECT_EQ(lvs_proto_find(IPPROTO_SCTP)->opens(&pkt), this->opens);
	EXPECT_EQ(lvs_proto_find(IPPROTO_SCTP)->begins(&pkt),
		  this->chunk == LVS_SCTP_INIT);
}

static bool is_ours(int number)
{
	return number == IPPROTO_TCP || number == IPPROTO_UDP ||
	       number == IPPROTO_SCTP || number == IPPROTO_ESP ||
	       number == IPPROTO_AH;
}

static void check_find(void)
{
	int number;

	for (number = 0; number < 256; number++) {
		const struct lvs_proto_ops *proto = lvs_proto_find(number);

		EXPECT_EQ(proto != NULL, is_ours(number));
		if (proto)
			EXPECT_EQ(proto->number, number);
	}
}

static void check_reopens(void)
{
	const struct lvs_proto_ops *sctp = lvs_proto_find(IPPROTO_SCTP);
	const struct lvs_proto_ops *tcp = lvs_proto_find(IPPROTO_TCP);
	bool ended, half;
	u8 state;

	for (state = 0; state < tcp->state_count; state++) {
		ended = state == LVS_TCP_TIME_WAIT || state == LVS_TCP_CLOSE;
		half = state == LVS_TCP_FIN_WAIT;
		EXPECT(!tcp->reopens(state, false, 0));
		EXPECT_EQ(tcp->reopens(state, false, 1), ended);
		EXPECT_EQ(tcp->reopens(state, true, 3), ended);
		EXPECT_EQ(tcp->reopens(state, false, 2), ended || half);
		EXPECT_EQ(tcp->reopens(state, false, 3), ended || half);
	}
	for (state = 0; state < sctp->state_count; state++) {
		ended = state == LVS_SCTP_S_CLOSED;
		EXPECT(!sctp->reopens(state, true, 0));
		EXPECT_EQ(sctp->reopens(state, true, 1), ended);
		EXPECT_EQ(sctp->reopens(state, false, 2), ended);
	}
	EXPECT(!lvs_proto_find(IPPROTO_UDP)->begins);
	EXPECT(!lvs_proto_find(IPPROTO_ESP)->begins);
	EXPECT(!lvs_proto_find(IPPROTO_UDP)->reopens);
	EXPECT(!lvs_proto_find(IPPROTO_ESP)->reopens);
}

/* who has shown that its address is its own is half open no more */
static void check_half_open(void)
{
	const struct lvs_proto_ops *sctp = lvs_proto_find(IPPROTO_SCTP);
	const struct lvs_proto_ops *tcp = lvs_proto_find(IPPROTO_TCP);
	u8 state;

	for (state = 0; state < tcp->state_count; state++)
		EXPECT_EQ(tcp->is_half_open(state),
			  state == LVS_TCP_SYN_RECV || state == LVS_TCP_SYNACK);
	for (state = 0; state < sctp->state_count; state++)
		EXPECT_EQ(sctp->is_half_open(state),
			  state == LVS_SCTP_S_INIT1 ||
			  state == LVS_SCTP_S_INIT ||
			  state == LVS_SCTP_S_COOKIE_SENT);
	EXPECT(!lvs_proto_find(IPPROTO_UDP)->is_half_open);
	EXPECT(!lvs_proto_find(IPPROTO_ESP)->is_half_open);
}

/* a handshake that is complete, or, where there is none, an answer */
static void check_assures(void)
{
	static const u8 without_states[] = { IPPROTO_UDP, IPPROTO_ESP,
					     IPPROTO_AH };
	const struct lvs_proto_ops *sctp = lvs_proto_find(IPPROTO_SCTP);
	const struct lvs_proto_ops *tcp = lvs_proto_find(IPPROTO_TCP);
	enum lvs_dir dir;
	u8 i;

	for (dir = 0; dir < LVS_DIR_COUNT; dir++) {
		for (i = 0; i < tcp->state_count; i++)
			EXPECT_EQ(tcp->assures(i, dir),
				  i == LVS_TCP_ESTABLISHED);
		for (i = 0; i < sctp->state_count; i++)
			EXPECT_EQ(sctp->assures(i, dir),
				  i == LVS_SCTP_S_ESTABLISHED);
		for (i = 0; i < ARRAY_SIZE(without_states); i++)
			EXPECT_EQ(lvs_proto_find(without_states[i])
					  ->assures(0, dir),
				  dir == LVS_DIR_OUT);
	}
}

/* the flags of the packet reach the table */
static void check_next(void)
{
	const struct lvs_proto_ops *tcp = lvs_proto_find(IPPROTO_TCP);
	const struct lvs_proto_ops *udp = lvs_proto_find(IPPROTO_UDP);
	const struct lvs_proto_ops *sctp = lvs_proto_find(IPPROTO_SCTP);
	const struct lvs_proto_ops *esp = lvs_proto_find(IPPROTO_ESP);
	struct lvs_pkt pkt = { .tcp_flags = SYN, .sctp_chunk = LVS_SCTP_INIT,
			       .lnet = &lnet };

	EXPECT_EQ(tcp->next(0, LVS_DIR_IN_ONLY, &pkt), LVS_TCP_SYN_RECV);
	EXPECT_EQ(udp->next(0, LVS_DIR_OUT, &pkt), 0);
	EXPECT_EQ(sctp->next(0, LVS_DIR_IN, &pkt), LVS_SCTP_S_INIT1);
	EXPECT_EQ(esp->next(7, LVS_DIR_IN, &pkt), 7);
}

/* secure_tcp picks the other tables while it is always on, or memory is short */
static void check_secure(void)
{
	const struct lvs_proto_ops *tcp = lvs_proto_find(IPPROTO_TCP);
	struct lvs_pkt pkt = { .tcp_flags = SYN, .lnet = &lnet };
	int mode;

	for (mode = LVS_DEFENSE_OFF; mode <= LVS_DEFENSE_ALWAYS; mode++) {
		turned.secure_tcp = mode;
		EXPECT_EQ(tcp->next(0, LVS_DIR_IN_ONLY, &pkt),
			  mode < LVS_DEFENSE_AUTO_ON ? LVS_TCP_SYN_RECV :
						       LVS_TCP_SYNACK);
	}
	turned.secure_tcp = 0;
}

int main(void)
{
	UNIT_TABLE(names, check_name);
	UNIT_TABLE(states, check_state);
	UNIT_TABLE(rests, check_rest);
	UNIT_TABLE(opens, check_open);
	UNIT_TABLE(chunks, check_chunk);
	UNIT_TEST("only what can be ours is found", check_find);
	UNIT_TEST("only ended connections make way for new ones",
		  check_reopens);
	UNIT_TEST("handshakes are told from what is established",
		  check_half_open);
	UNIT_TEST("what works is told from what was only begun",
		  check_assures);
	UNIT_TEST("the next state comes from the packet", check_next);
	UNIT_TEST("secure_tcp picks its own table", check_secure);
	UNIT_TEST("a service's own time-outs come first", check_own);
	return unit_finish();
}
