/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a balancer believes about an SCTP association that passes it. Floor 4.
 */
#ifndef LVS_PROTO_SCTP_FSM_H
#define LVS_PROTO_SCTP_FSM_H

#include "obj/ops.h"

#include <linux/types.h>

/* numbers are IPVS's: they travel between directors */
enum lvs_sctp_state {
	LVS_SCTP_S_NONE,
	LVS_SCTP_S_INIT1,
	LVS_SCTP_S_INIT,
	LVS_SCTP_S_COOKIE_SENT,
	LVS_SCTP_S_COOKIE_REPLIED,
	LVS_SCTP_S_COOKIE_WAIT,
	LVS_SCTP_S_COOKIE,
	LVS_SCTP_S_COOKIE_ECHOED,
	LVS_SCTP_S_ESTABLISHED,
	LVS_SCTP_S_SHUTDOWN_SENT,
	LVS_SCTP_S_SHUTDOWN_RECEIVED,
	LVS_SCTP_S_SHUTDOWN_ACK_SENT,
	LVS_SCTP_S_REJECTED,
	LVS_SCTP_S_CLOSED,
	LVS_SCTP_STATE_COUNT,
};

u8 lvs_sctp_next(u8 state, enum lvs_dir dir, u8 chunk);

#endif
