/* SPDX-License-Identifier: GPL-2.0 */
/*
 * CRC32c of a message of which a few bits change. Floor 2.
 */
#ifndef LVS_PKT_CRC32C_H
#define LVS_PKT_CRC32C_H

#include <linux/types.h>

u32 lvs_crc32c_moved(u32 crc, __le32 delta, u32 bytes);

#endif
