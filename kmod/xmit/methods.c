// SPDX-License-Identifier: GPL-2.0
/*
 * All forwarding methods, by number. Floor 5.
 */
#include "xmit/methods.h"

#include "xmit/bypass.h"
#include "xmit/dr.h"
#include "xmit/local.h"
#include "xmit/nat.h"
#include "xmit/tunnel.h"

#include <linux/kernel.h>
#include <uapi/linux/lvs.h>

static const struct lvs_method_ops *const methods[] = {
	[LVS_FWD_MASQ] = &lvs_method_nat,
	[LVS_FWD_LOCAL] = &lvs_method_local,
	[LVS_FWD_TUNNEL] = &lvs_method_tunnel,
	[LVS_FWD_DROUTE] = &lvs_method_dr,
	[LVS_FWD_BYPASS] = &lvs_method_bypass,
};

/**
 * lvs_method_find() - the forwarding method of a number
 * @fwd: LVS_FWD_*
 *
 * Context: any.
 * Return: its operations, or NULL if there are none.
 */
const struct lvs_method_ops *lvs_method_find(u8 fwd)
{
	return fwd < ARRAY_SIZE(methods) ? methods[fwd] : NULL;
}
