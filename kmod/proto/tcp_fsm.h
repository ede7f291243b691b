/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a balancer believes about a TCP connection that passes it. Floor 4.
 */
#ifndef LVS_PROTO_TCP_FSM_H
#define LVS_PROTO_TCP_FSM_H

#include "obj/ops.h"

#include <linux/types.h>

/* numbers are IPVS's: they travel between directors */
enum lvs_tcp_state {
	LVS_TCP_NONE,
	LVS_TCP_ESTABLISHED,
	LVS_TCP_SYN_SENT,
	LVS_TCP_SYN_RECV,
	LVS_TCP_FIN_WAIT,
	LVS_TCP_TIME_WAIT,
	LVS_TCP_CLOSE,
	LVS_TCP_CLOSE_WAIT,
	LVS_TCP_LAST_ACK,
	LVS_TCP_LISTEN,
	LVS_TCP_SYNACK,
	LVS_TCP_STATE_COUNT,
};

u8 lvs_tcp_next(u8 state, enum lvs_dir dir, u8 flags);
u8 lvs_tcp_next_secure(u8 state, enum lvs_dir dir, u8 flags);

#endif
