/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What an administrator says of a real server. Floor 3.
 */
#ifndef LVS_OBJ_DEST_CONF_H
#define LVS_OBJ_DEST_CONF_H

#include "base/addr.h"

#include <linux/types.h>

/**
 * struct lvs_tun - how packets are wrapped for a server
 * @type: LVS_TUN_*
 * @flags: LVS_TUN_F_*
 * @port: outer UDP port for GUE
 *
 * One word, so that it is read and written whole.
 */
struct lvs_tun {
	u8 type;
	u8 flags;
	__be16 port;
};

/**
 * struct lvs_dest_conf - what an administrator says of a server
 * @addr: address of the server
 * @port: its port; 0 keeps the packet's
 * @fwd: LVS_FWD_*
 * @weight: 0..LVS_WEIGHT_MAX
 * @upper: connections from which on no new ones come, 0 is no limit
 * @lower: connections below which new ones come again, 0 is 3/4 of @upper
 * @tun: tunnel parameters
 */
struct lvs_dest_conf {
	struct lvs_addr addr;
	__be16 port;
	u8 fwd;
	u32 weight;
	u32 upper;
	u32 lower;
	struct lvs_tun tun;
};

#endif
