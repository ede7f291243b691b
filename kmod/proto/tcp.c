// SPDX-License-Identifier: GPL-2.0
/*
 * TCP: names and time-outs of its states, and what opens a connection.
 * Floor 4.
 */
#include "proto/tcp.h"

#include "base/net.h"
#include "pkt/pkt.h"
#include "obj/ops.h"
#include "proto/tcp_fsm.h"

#include <linux/in.h>
#include <linux/jiffies.h>

static const char *const state_names[LVS_TCP_STATE_COUNT] = {
	[LVS_TCP_NONE] = "NONE",
	[LVS_TCP_ESTABLISHED] = "ESTABLISHED",
	[LVS_TCP_SYN_SENT] = "SYN_SENT",
	[LVS_TCP_SYN_RECV] = "SYN_RECV",
	[LVS_TCP_FIN_WAIT] = "FIN_WAIT",
	[LVS_TCP_TIME_WAIT] = "TIME_WAIT",
	[LVS_TCP_CLOSE] = "CLOSE",
	[LVS_TCP_CLOSE_WAIT] = "CLOSE_WAIT",
	[LVS_TCP_LAST_ACK] = "LAST_ACK",
	[LVS_TCP_LISTEN] = "LISTEN",
	[LVS_TCP_SYNACK] = "SYNACK",
};

/* seconds; those that clients can set are 0 here */
static const u8 timeouts_s[LVS_TCP_STATE_COUNT] = {
	[LVS_TCP_NONE] = 2,
	[LVS_TCP_SYN_SENT] = 120,
	[LVS_TCP_SYN_RECV] = 60,
	[LVS_TCP_TIME_WAIT] = 120,
	[LVS_TCP_CLOSE] = 10,
	[LVS_TCP_CLOSE_WAIT] = 60,
	[LVS_TCP_LAST_ACK] = 30,
	[LVS_TCP_LISTEN] = 120,
	[LVS_TCP_SYNACK] = 120,
};

static bool begins(const struct lvs_pkt *pkt)
{
	return (pkt->tcp_flags & (LVS_TCP_SYN | LVS_TCP_RST | LVS_TCP_ACK)) ==
	       LVS_TCP_SYN;
}

/*
 * A SYN with an ACK opens one as well: it answers a server that called its
 * client from the virtual address, as active FTP does, whose own SYN went to
 * the client by direct routing without passing us. And a director that forgot
 * its connections may be told to take up whatever comes.
 */
static bool opens(const struct lvs_pkt *pkt)
{
	if (pkt->tcp_flags & LVS_TCP_RST)
		return false;
	return pkt->tcp_flags & LVS_TCP_SYN ||
	       READ_ONCE(pkt->lnet->tunables->sloppy_tcp);
}

/*
 * Who saw no reply cannot know that the server's half ended too, so FIN_WAIT
 * may be all that is ever seen of a connection that is over.
 */
static bool reopens(u8 state, bool heard, int mode)
{
	if (state == LVS_TCP_FIN_WAIT)
		return !heard && (mode & LVS_REUSE_UNHEARD);
	return mode != LVS_REUSE_OFF &&
	       (state == LVS_TCP_TIME_WAIT || state == LVS_TCP_CLOSE);
}

static bool is_half_open(u8 state)
{
	return state == LVS_TCP_SYN_RECV || state == LVS_TCP_SYNACK;
}

static bool assures(u8 state, enum lvs_dir dir)
{
	return state == LVS_TCP_ESTABLISHED;
}

static u8 next(u8 state, enum lvs_dir dir, const struct lvs_pkt *pkt)
{
	int secure = READ_ONCE(pkt->lnet->tunables->secure_tcp);

	if (unlikely(lvs_defense_is_on(secure)))
		return lvs_tcp_next_secure(state, dir, pkt->tcp_flags);
	return lvs_tcp_next(state, dir, pkt->tcp_flags);
}

static u32 timeout_jif(const struct lvs_tunables *knobs, const u32 *own,
		       u8 state)
{
	if (state == LVS_TCP_ESTABLISHED)
		return lvs_timeout_jif(knobs, own, LVS_TIMEOUT_TCP);
	if (state == LVS_TCP_FIN_WAIT)
		return lvs_timeout_jif(knobs, own, LVS_TIMEOUT_TCP_FIN);
	if (state >= LVS_TCP_STATE_COUNT)
		state = LVS_TCP_NONE;
	return timeouts_s[state] * HZ;
}

static bool is_active(u8 state)
{
	return state == LVS_TCP_ESTABLISHED || state == LVS_TCP_SYN_SENT ||
	       state == LVS_TCP_SYN_RECV || state == LVS_TCP_SYNACK;
}

const struct lvs_proto_ops lvs_proto_tcp = {
	.name = "TCP",
	.number = IPPROTO_TCP,
	.state_count = LVS_TCP_STATE_COUNT,
	.state_names = state_names,
	.ended = LVS_TCP_CLOSE,
	.opens = opens,
	.begins = begins,
	.reopens = reopens,
	.is_half_open = is_half_open,
	.assures = assures,
	.next = next,
	.timeout_jif = timeout_jif,
	.is_active = is_active,
	.announced = LVS_TCP_LISTEN,
};
