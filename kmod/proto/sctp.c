// SPDX-License-Identifier: GPL-2.0
/*
 * SCTP: names and time-outs of its states, and what opens an association.
 * Floor 4.
 */
#include "proto/sctp.h"

#include "base/net.h"
#include "obj/ops.h"
#include "pkt/pkt.h"
#include "proto/sctp_fsm.h"

#include <linux/in.h>
#include <linux/jiffies.h>

static const char *const state_names[LVS_SCTP_STATE_COUNT] = {
	[LVS_SCTP_S_NONE] = "NONE",
	[LVS_SCTP_S_INIT1] = "INIT1",
	[LVS_SCTP_S_INIT] = "INIT",
	[LVS_SCTP_S_COOKIE_SENT] = "C-SENT",
	[LVS_SCTP_S_COOKIE_REPLIED] = "C-REPLIED",
	[LVS_SCTP_S_COOKIE_WAIT] = "C-WAIT",
	[LVS_SCTP_S_COOKIE] = "COOKIE",
	[LVS_SCTP_S_COOKIE_ECHOED] = "C-ECHOED",
	[LVS_SCTP_S_ESTABLISHED] = "ESTABLISHED",
	[LVS_SCTP_S_SHUTDOWN_SENT] = "S-SENT",
	[LVS_SCTP_S_SHUTDOWN_RECEIVED] = "S-RECEIVED",
	[LVS_SCTP_S_SHUTDOWN_ACK_SENT] = "S-ACK-SENT",
	[LVS_SCTP_S_REJECTED] = "REJECTED",
	[LVS_SCTP_S_CLOSED] = "CLOSED",
};

/* seconds; nobody can set them */
static const u16 timeouts_s[LVS_SCTP_STATE_COUNT] = {
	[LVS_SCTP_S_NONE] = 2,
	[LVS_SCTP_S_INIT1] = 4,
	[LVS_SCTP_S_INIT] = 61,
	[LVS_SCTP_S_COOKIE_SENT] = 61,
	[LVS_SCTP_S_COOKIE_REPLIED] = 61,
	[LVS_SCTP_S_COOKIE_WAIT] = 61,
	[LVS_SCTP_S_COOKIE] = 61,
	[LVS_SCTP_S_COOKIE_ECHOED] = 61,
	[LVS_SCTP_S_ESTABLISHED] = 900,
	[LVS_SCTP_S_SHUTDOWN_SENT] = 61,
	[LVS_SCTP_S_SHUTDOWN_RECEIVED] = 61,
	[LVS_SCTP_S_SHUTDOWN_ACK_SENT] = 61,
	[LVS_SCTP_S_REJECTED] = 4,
	[LVS_SCTP_S_CLOSED] = 61,
};

static bool opens(const struct lvs_pkt *pkt)
{
	if (READ_ONCE(pkt->lnet->tunables->sloppy_sctp))
		return pkt->sctp_chunk != LVS_SCTP_ABORT &&
		       pkt->sctp_chunk != LVS_SCTP_NO_CHUNK;
	return pkt->sctp_chunk == LVS_SCTP_INIT;
}

static bool begins(const struct lvs_pkt *pkt)
{
	return pkt->sctp_chunk == LVS_SCTP_INIT;
}

static bool reopens(u8 state, bool heard, int mode)
{
	return mode != LVS_REUSE_OFF && state == LVS_SCTP_S_CLOSED;
}

/* the server's answer to an INIT may have gone to an address that was forged */
static bool is_half_open(u8 state)
{
	return state == LVS_SCTP_S_INIT1 || state == LVS_SCTP_S_INIT ||
	       state == LVS_SCTP_S_COOKIE_SENT;
}

static bool assures(u8 state, enum lvs_dir dir)
{
	return state == LVS_SCTP_S_ESTABLISHED;
}

static u8 next(u8 state, enum lvs_dir dir, const struct lvs_pkt *pkt)
{
	return lvs_sctp_next(state, dir, pkt->sctp_chunk);
}

static u32 timeout_jif(const struct lvs_tunables *knobs, const u32 *own,
		       u8 state)
{
	if (state >= LVS_SCTP_STATE_COUNT)
		state = LVS_SCTP_S_NONE;
	return timeouts_s[state] * HZ;
}

static bool is_active(u8 state)
{
	return state == LVS_SCTP_S_ESTABLISHED;
}

const struct lvs_proto_ops lvs_proto_sctp = {
	.name = "SCTP",
	.number = IPPROTO_SCTP,
	.state_count = LVS_SCTP_STATE_COUNT,
	.state_names = state_names,
	.ended = LVS_SCTP_S_CLOSED,
	.opens = opens,
	.begins = begins,
	.reopens = reopens,
	.is_half_open = is_half_open,
	.assures = assures,
	.next = next,
	.timeout_jif = timeout_jif,
	.is_active = is_active,
};
