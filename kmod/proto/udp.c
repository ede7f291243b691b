// SPDX-License-Identifier: GPL-2.0
/*
 * UDP: one state, which any datagram opens and renews. Floor 4.
 */
#include "proto/udp.h"

#include "obj/ops.h"

#include <linux/in.h>
#include <linux/kernel.h>

static const char *const state_names[] = { "UDP" };

static bool opens(const struct lvs_pkt *pkt)
{
	return true;
}

static bool assures(u8 state, enum lvs_dir dir)
{
	return dir == LVS_DIR_OUT;
}

static u8 next(u8 state, enum lvs_dir dir, const struct lvs_pkt *pkt)
{
	return 0;
}

static u32 timeout_jif(const struct lvs_tunables *knobs, const u32 *own,
		       u8 state)
{
	return lvs_timeout_jif(knobs, own, LVS_TIMEOUT_UDP);
}

/* IPVS counts all of them as inactive, and listings show that */
static bool is_active(u8 state)
{
	return false;
}

const struct lvs_proto_ops lvs_proto_udp = {
	.name = "UDP",
	.number = IPPROTO_UDP,
	.state_count = ARRAY_SIZE(state_names),
	.state_names = state_names,
	.opens = opens,
	.assures = assures,
	.next = next,
	.timeout_jif = timeout_jif,
	.is_active = is_active,
};
