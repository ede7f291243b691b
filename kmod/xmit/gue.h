/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Generic UDP encapsulation, variant 0. Floor 5.
 */
#ifndef LVS_XMIT_GUE_H
#define LVS_XMIT_GUE_H

struct lvs_encap_ops;

extern const struct lvs_encap_ops lvs_encap_gue;

#endif
