/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What an administrator says of a real server. Floor 3.
 */
#ifndef LVS_OBJ_DEST_CONF_H
#define LVS_OBJ_DEST_CONF_H

#include "base/addr.h"

#include <linux/compiler.h>
#include <linux/types.h>

/**
 * struct lvs_tun - how packets are wrapped for a server
 * @type: LVS_TUN_*
 * @zero: fills the word
 * @port: outer UDP port for GUE
 * @flags: LVS_TUN_F_*; others are listed as they were given, and mean nothing
 * @spare: fills the word
 *
 * One word, so that 64-bit machines read and write it whole. Others may send a
 * packet half by the old parameters while somebody changes them.
 */
struct lvs_tun {
	u8 type;
	u8 zero;
	__be16 port;
	u16 flags;
	u16 spare;
} __aligned(8);

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
