/* SPDX-License-Identifier: GPL-2.0 */
/*
 * All forwarding methods, by number. Floor 5.
 */
#ifndef LVS_XMIT_METHODS_H
#define LVS_XMIT_METHODS_H

#include <linux/types.h>

struct lvs_method_ops;

const struct lvs_method_ops *lvs_method_find(u8 fwd);

#endif
