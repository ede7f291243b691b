/* SPDX-License-Identifier: GPL-2.0 */
/*
 * All ways to wrap a packet, by number. Floor 5.
 */
#ifndef LVS_XMIT_ENCAP_H
#define LVS_XMIT_ENCAP_H

#include <linux/types.h>

struct lvs_encap_ops;

const struct lvs_encap_ops *lvs_encap_find(u8 type);

#endif
