// SPDX-License-Identifier: GPL-2.0
/*
 * What a balancer believes about an SCTP association that passes it. Floor 4.
 *
 * The states are those of the ends (RFC 9260, 4), doubled where it matters
 * which of them spoke, and simplified to what listings and time-outs need;
 * tags and sequence numbers are not looked at. Each cell of the table is what
 * IPVS was seen to do with a chunk in that state, since listings and replicated
 * associations show it.
 *
 * What may surprise: all chunks that tell nothing about the association's life
 * are alike, whether they carry data, acknowledge it or are unknown to us. A
 * server that is seen to send an INIT calls its client. Where replies are not
 * seen, the client alone leads to the goal: its COOKIE-ECHO is taken for an
 * association.
 */
#include "proto/sctp_fsm.h"

#include "pkt/pkt.h"

#include <linux/kernel.h>

/* what a packet says */
enum event {
	EVENT_OTHER,
	EVENT_INIT,
	EVENT_INIT_ACK,
	EVENT_COOKIE_ECHO,
	EVENT_COOKIE_ACK,
	EVENT_SHUTDOWN,
	EVENT_SHUTDOWN_ACK,
	EVENT_SHUTDOWN_COMPLETE,
	EVENT_ERROR,
	EVENT_ABORT,
	EVENT_COUNT,
};

static const u8 events[] = {
	[LVS_SCTP_INIT] = EVENT_INIT,
	[LVS_SCTP_INIT_ACK] = EVENT_INIT_ACK,
	[LVS_SCTP_ABORT] = EVENT_ABORT,
	[LVS_SCTP_SHUTDOWN] = EVENT_SHUTDOWN,
	[LVS_SCTP_SHUTDOWN_ACK] = EVENT_SHUTDOWN_ACK,
	[LVS_SCTP_ERROR] = EVENT_ERROR,
	[LVS_SCTP_COOKIE_ECHO] = EVENT_COOKIE_ECHO,
	[LVS_SCTP_COOKIE_ACK] = EVENT_COOKIE_ACK,
	[LVS_SCTP_SHUTDOWN_COMPLETE] = EVENT_SHUTDOWN_COMPLETE,
};

/* short names make the tables readable; ES and SS are registers on x86 */
enum {
	NO = LVS_SCTP_S_NONE,
	I1 = LVS_SCTP_S_INIT1,
	IN = LVS_SCTP_S_INIT,
	KS = LVS_SCTP_S_COOKIE_SENT,
	KR = LVS_SCTP_S_COOKIE_REPLIED,
	KW = LVS_SCTP_S_COOKIE_WAIT,
	KO = LVS_SCTP_S_COOKIE,
	KE = LVS_SCTP_S_COOKIE_ECHOED,
	EB = LVS_SCTP_S_ESTABLISHED,
	ST = LVS_SCTP_S_SHUTDOWN_SENT,
	SR = LVS_SCTP_S_SHUTDOWN_RECEIVED,
	SA = LVS_SCTP_S_SHUTDOWN_ACK_SENT,
	RJ = LVS_SCTP_S_REJECTED,
	CL = LVS_SCTP_S_CLOSED,
};

typedef const u8 rows_t[EVENT_COUNT][LVS_SCTP_STATE_COUNT];

static rows_t table[LVS_DIR_COUNT] = {
	[LVS_DIR_IN] = {
		/* NO  I1  IN  KS  KR  KW  KO  KE  EB  ST  SR  SA  RJ  CL */
		[EVENT_OTHER] =
		 { EB, I1, IN, KS, KR, KW, KO, KE, EB, ST, SR, SA, RJ, CL },
		[EVENT_INIT] =
		 { I1, IN, IN, KS, KR, KW, KO, KE, EB, ST, SR, SA, IN, IN },
		[EVENT_INIT_ACK] =
		 { KW, KW, KW, KS, KR, KO, KO, KE, EB, ST, SR, SA, RJ, CL },
		[EVENT_COOKIE_ECHO] =
		 { KR, IN, IN, KR, KR, KW, KO, KE, EB, ST, SR, SA, RJ, CL },
		[EVENT_COOKIE_ACK] =
		 { EB, I1, IN, KS, KR, KW, KO, EB, EB, ST, SR, SA, RJ, CL },
		[EVENT_SHUTDOWN] =
		 { SR, I1, IN, KS, KR, KW, KO, KE, SR, ST, SR, SA, RJ, CL },
		[EVENT_SHUTDOWN_ACK] =
		 { CL, IN, IN, KS, KR, KW, KO, KE, EB, CL, SR, CL, RJ, CL },
		[EVENT_SHUTDOWN_COMPLETE] =
		 { CL, CL, CL, KS, KR, KW, KO, KE, EB, ST, SR, CL, RJ, CL },
		[EVENT_ERROR] =
		 { CL, I1, IN, KS, KR, KW, KO, CL, EB, ST, SR, SA, RJ, CL },
		[EVENT_ABORT] =
		 { CL, CL, CL, CL, CL, RJ, CL, CL, CL, CL, CL, CL, CL, CL },
	},
	[LVS_DIR_OUT] = {
		/* NO  I1  IN  KS  KR  KW  KO  KE  EB  ST  SR  SA  RJ  CL */
		[EVENT_OTHER] =
		 { EB, I1, IN, KS, KR, KW, KO, KE, EB, ST, SR, SA, RJ, CL },
		[EVENT_INIT] =
		 { KW, KW, KW, KW, KW, KW, KW, KW, EB, KW, KW, KW, KW, KW },
		[EVENT_INIT_ACK] =
		 { KS, KS, KS, KS, KR, KW, KO, KE, EB, ST, SR, SA, RJ, CL },
		[EVENT_COOKIE_ECHO] =
		 { KE, KE, KE, KE, KE, KE, KE, KE, EB, ST, SR, SA, RJ, CL },
		[EVENT_COOKIE_ACK] =
		 { EB, EB, EB, EB, EB, EB, EB, EB, EB, ST, SR, SA, RJ, CL },
		[EVENT_SHUTDOWN] =
		 { ST, ST, ST, ST, ST, ST, ST, ST, ST, ST, SR, SA, RJ, CL },
		[EVENT_SHUTDOWN_ACK] =
		 { SA, SA, SA, SA, SA, KW, KO, KE, EB, SA, SA, SA, RJ, CL },
		[EVENT_SHUTDOWN_COMPLETE] =
		 { CL, I1, IN, KS, KR, KW, KO, KE, EB, ST, SR, SA, RJ, CL },
		[EVENT_ERROR] =
		 { CL, CL, CL, CL, CL, KW, KO, KE, EB, ST, SR, SA, RJ, CL },
		[EVENT_ABORT] =
		 { CL, RJ, CL, CL, CL, CL, CL, CL, CL, CL, CL, CL, CL, CL },
	},
	[LVS_DIR_IN_ONLY] = {
		/* NO  I1  IN  KS  KR  KW  KO  KE  EB  ST  SR  SA  RJ  CL */
		[EVENT_OTHER] =
		 { EB, I1, IN, KS, KR, EB, KO, KE, EB, ST, SR, SA, RJ, CL },
		[EVENT_INIT] =
		 { I1, IN, IN, IN, IN, IN, KO, KE, EB, ST, SR, SA, IN, IN },
		[EVENT_INIT_ACK] =
		 { KE, KE, KE, KE, KE, KE, KO, KE, EB, ST, SR, SA, RJ, CL },
		[EVENT_COOKIE_ECHO] =
		 { EB, EB, EB, EB, EB, EB, KO, KE, EB, ST, SR, SA, RJ, CL },
		[EVENT_COOKIE_ACK] =
		 { EB, I1, IN, EB, EB, KW, EB, EB, EB, ST, SR, SA, RJ, CL },
		[EVENT_SHUTDOWN] =
		 { SR, I1, IN, KS, KR, KW, KO, KE, SR, ST, SR, SA, RJ, CL },
		[EVENT_SHUTDOWN_ACK] =
		 { CL, IN, IN, KS, KR, KW, KO, KE, CL, CL, SR, CL, RJ, CL },
		[EVENT_SHUTDOWN_COMPLETE] =
		 { CL, CL, CL, CL, CL, KW, KO, KE, EB, ST, CL, CL, RJ, CL },
		[EVENT_ERROR] =
		 { CL, I1, IN, KS, KR, KW, KO, KE, EB, ST, SR, SA, RJ, CL },
		[EVENT_ABORT] =
		 { CL, CL, CL, CL, CL, RJ, CL, CL, CL, CL, CL, CL, CL, CL },
	},
};

static enum event event_of(u8 chunk)
{
	return chunk < ARRAY_SIZE(events) ? events[chunk] : EVENT_OTHER;
}

/**
 * lvs_sctp_next() - state after a packet
 * @state: before it
 * @dir: which way it goes
 * @chunk: type of the chunk that decides, or LVS_SCTP_NO_CHUNK
 *
 * Context: any.
 * Return: the state, which is @state for a packet without chunks.
 */
u8 lvs_sctp_next(u8 state, enum lvs_dir dir, u8 chunk)
{
	if (chunk == LVS_SCTP_NO_CHUNK || state >= LVS_SCTP_STATE_COUNT)
		return state;
	return table[dir][event_of(chunk)][state];
}
