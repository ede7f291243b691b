/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Bypass: the packet goes to where it was sent. Floor 5.
 */
#ifndef LVS_XMIT_BYPASS_H
#define LVS_XMIT_BYPASS_H

#include <linux/types.h>

struct lvs_method_ops;
struct lvs_pkt;

bool lvs_bypass_leads_on(const struct lvs_pkt *pkt);

extern const struct lvs_method_ops lvs_method_bypass;

#endif
