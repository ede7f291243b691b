// SPDX-License-Identifier: GPL-2.0
/*
 * What a balancer believes about a TCP connection that passes it. Floor 4.
 *
 * The states are those of the connection's ends, simplified to what listings
 * and time-outs need; sequence numbers are not looked at. Each cell of the
 * table is what IPVS was seen to do with a packet in that state, since listings
 * and replicated connections show it.
 *
 * What may surprise: a client's RST in SYN_RECV changes nothing, because
 * anybody who knows the addresses could end half-open connections by it, and
 * the time-out is short anyway; a server's RST ends them. Seen from one side
 * only, a client's FIN is the last that is known of the connection, hence
 * FIN_WAIT, where CLOSE_WAIT would expect to see the server end as well.
 *
 * One difference: a segment with none of RST, SYN, FIN and ACK is in no TCP's
 * vocabulary and receivers discard it (RFC 9293, 3.10.7.4). It makes IPVS
 * close the entry; here it changes nothing.
 */
#include "proto/tcp_fsm.h"

#include "pkt/pkt.h"

#include <linux/kernel.h>

/* what a packet says; the first that fits counts */
enum event {
	EVENT_RST,
	EVENT_SYN,
	EVENT_FIN,
	EVENT_ACK,
	EVENT_COUNT,
	EVENT_NONE = EVENT_COUNT,
};

static const u8 event_flags[EVENT_COUNT] = {
	[EVENT_RST] = LVS_TCP_RST,
	[EVENT_SYN] = LVS_TCP_SYN,
	[EVENT_FIN] = LVS_TCP_FIN,
	[EVENT_ACK] = LVS_TCP_ACK,
};

/* short names make the tables readable; ES and SS are registers on x86 */
enum {
	NO = LVS_TCP_NONE,
	EB = LVS_TCP_ESTABLISHED,
	SE = LVS_TCP_SYN_SENT,
	SR = LVS_TCP_SYN_RECV,
	FW = LVS_TCP_FIN_WAIT,
	TW = LVS_TCP_TIME_WAIT,
	CL = LVS_TCP_CLOSE,
	CW = LVS_TCP_CLOSE_WAIT,
	LA = LVS_TCP_LAST_ACK,
	LI = LVS_TCP_LISTEN,
	SA = LVS_TCP_SYNACK,
};

typedef u8 table_t[LVS_DIR_COUNT][EVENT_COUNT][LVS_TCP_STATE_COUNT];

static const table_t table = {
	[LVS_DIR_IN] = {
		/*	       NO  EB  SE  SR  FW  TW  CL  CW  LA  LI  SA */
		[EVENT_RST] = {CL, CL, CL, SR, CL, CL, CL, CL, LA, LI, SR},
		[EVENT_SYN] = {SR, EB, EB, SR, SR, SR, SR, SR, SR, SR, SR},
		[EVENT_FIN] = {CL, CW, SE, TW, TW, TW, CL, CW, LA, LI, TW},
		[EVENT_ACK] = {EB, EB, SE, EB, FW, TW, CL, CW, CL, LI, EB},
	},
	[LVS_DIR_OUT] = {
		/*	       NO  EB  SE  SR  FW  TW  CL  CW  LA  LI  SA */
		[EVENT_RST] = {CL, CL, SE, CL, CL, TW, CL, CL, CL, CL, CL},
		[EVENT_SYN] = {SE, EB, SE, SR, SE, SE, SE, SE, SE, LI, SR},
		[EVENT_FIN] = {TW, FW, SE, TW, FW, TW, CL, TW, LA, LI, TW},
		[EVENT_ACK] = {EB, EB, SE, EB, FW, TW, CL, CW, LA, EB, EB},
	},
	[LVS_DIR_IN_ONLY] = {
		/*	       NO  EB  SE  SR  FW  TW  CL  CW  LA  LI  SA */
		[EVENT_RST] = {CL, CL, CL, SR, CL, CL, CL, CL, LA, LI, CL},
		[EVENT_SYN] = {SR, EB, EB, SR, SR, SR, SR, SR, SR, SR, SR},
		[EVENT_FIN] = {CL, FW, SE, TW, FW, TW, CL, CW, LA, LI, TW},
		[EVENT_ACK] = {EB, EB, SE, EB, FW, TW, CL, CW, CL, LI, EB},
	},
};

/*
 * Under attack nothing counts as established that the client alone can claim.
 * The server's answer leads to SYNACK, which a client's packets do not leave;
 * what the server sends next shows that it has heard the client.
 */
static const table_t secure_table = {
	[LVS_DIR_IN] = {
		/*	       NO  EB  SE  SR  FW  TW  CL  CW  LA  LI  SA */
		[EVENT_RST] = {CL, CL, CL, SR, CL, CL, CL, CL, LA, LI, CL},
		[EVENT_SYN] = {SR, EB, EB, SR, SR, SR, SR, SR, SR, SR, SA},
		[EVENT_FIN] = {CL, CW, SE, TW, TW, TW, CL, CW, LA, LI, SA},
		[EVENT_ACK] = {EB, EB, SE, SR, FW, TW, CL, CW, CL, LI, SA},
	},
	[LVS_DIR_OUT] = {
		/*	       NO  EB  SE  SR  FW  TW  CL  CW  LA  LI  SA */
		[EVENT_RST] = {CL, CL, SE, CL, CL, TW, CL, CL, CL, CL, CL},
		[EVENT_SYN] = {SE, EB, SE, SA, SE, SE, SE, SE, SE, LI, SA},
		[EVENT_FIN] = {TW, FW, SE, TW, FW, TW, CL, TW, LA, LI, TW},
		[EVENT_ACK] = {EB, EB, SE, EB, FW, TW, CL, CW, LA, EB, EB},
	},
	[LVS_DIR_IN_ONLY] = {
		/*	       NO  EB  SE  SR  FW  TW  CL  CW  LA  LI  SA */
		[EVENT_RST] = {CL, CL, CL, SR, CL, CL, CL, CL, LA, LI, CL},
		[EVENT_SYN] = {SA, EB, EB, SR, SA, SA, SA, SA, SA, SA, SA},
		[EVENT_FIN] = {CL, FW, SE, TW, FW, TW, CL, CW, LA, LI, TW},
		[EVENT_ACK] = {EB, EB, SE, EB, FW, TW, CL, CW, CL, LI, EB},
	},
};

static enum event event_of(u8 flags)
{
	unsigned int event;

	for (event = 0; event < ARRAY_SIZE(event_flags); event++) {
		if (flags & event_flags[event])
			return event;
	}
	return EVENT_NONE;
}

static u8 look_up(const table_t rows, u8 state, enum lvs_dir dir, u8 flags)
{
	enum event event = event_of(flags);

	if (event == EVENT_NONE || state >= LVS_TCP_STATE_COUNT)
		return state;
	return rows[dir][event][state];
}

/**
 * lvs_tcp_next() - state after a packet
 * @state: before it
 * @dir: which way it goes
 * @flags: enum lvs_tcp_flag
 *
 * Context: any.
 * Return: the state, which is @state for a packet without any of the flags.
 */
u8 lvs_tcp_next(u8 state, enum lvs_dir dir, u8 flags)
{
	return look_up(table, state, dir, flags);
}

/**
 * lvs_tcp_next_secure() - state after a packet, while secure_tcp is on
 * @state: before it
 * @dir: which way it goes
 * @flags: enum lvs_tcp_flag
 *
 * Context: any.
 * Return: as lvs_tcp_next().
 */
u8 lvs_tcp_next_secure(u8 state, enum lvs_dir dir, u8 flags)
{
	return look_up(secure_table, state, dir, flags);
}
