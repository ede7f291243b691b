// SPDX-License-Identifier: GPL-2.0
/*
 * All ways to wrap a packet, by number. Floor 5.
 */
#include "xmit/encap.h"

#include "xmit/gre.h"
#include "xmit/gue.h"
#include "xmit/ipip.h"

#include <linux/kernel.h>
#include <uapi/linux/lvs.h>

static const struct lvs_encap_ops *const encaps[] = {
	[LVS_TUN_IPIP] = &lvs_encap_ipip,
	[LVS_TUN_GUE] = &lvs_encap_gue,
	[LVS_TUN_GRE] = &lvs_encap_gre,
};

/**
 * lvs_encap_find() - the way to wrap of a number
 * @type: LVS_TUN_*
 *
 * Context: any.
 * Return: its operations, or NULL if there are none.
 */
const struct lvs_encap_ops *lvs_encap_find(u8 type)
{
	return type < ARRAY_SIZE(encaps) ? encaps[type] : NULL;
}
