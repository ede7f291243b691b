// SPDX-License-Identifier: GPL-2.0
/*
 * ESP and AH: packets that follow the key exchange of the same two hosts.
 * Floor 4.
 *
 * They have no ports and open nothing; only the server that negotiated the
 * keys can read them. They keep the exchange's connection alive, which says
 * nothing itself for as long as the keys are good.
 */
#include "proto/ipsec.h"

#include "obj/ops.h"

#include <linux/in.h>

/* IKE (RFC 7296, 2): either end may move it from one to the other */
static const struct lvs_lead leads[] = {
	{ IPPROTO_UDP, 500 },
	{ IPPROTO_UDP, 4500 },
	{},
};

static bool opens(const struct lvs_pkt *pkt)
{
	return false;
}

static bool assures(u8 state, enum lvs_dir dir)
{
	return dir == LVS_DIR_OUT;
}

static u8 next(u8 state, enum lvs_dir dir, const struct lvs_pkt *pkt)
{
	return state;
}

static u32 timeout_jif(const struct lvs_tunables *knobs, const u32 *own,
		       u8 state)
{
	return lvs_timeout_jif(knobs, own, LVS_TIMEOUT_UDP);
}

/* as the connection that they follow */
static bool is_active(u8 state)
{
	return false;
}

const struct lvs_proto_ops lvs_proto_ah = {
	.name = "AH",
	.number = IPPROTO_AH,
	.leads = leads,
	.opens = opens,
	.assures = assures,
	.next = next,
	.timeout_jif = timeout_jif,
	.is_active = is_active,
};

const struct lvs_proto_ops lvs_proto_esp = {
	.name = "ESP",
	.number = IPPROTO_ESP,
	.leads = leads,
	.opens = opens,
	.assures = assures,
	.next = next,
	.timeout_jif = timeout_jif,
	.is_active = is_active,
};
