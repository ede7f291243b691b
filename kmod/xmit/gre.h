/* SPDX-License-Identifier: GPL-2.0 */
/*
 * GRE (RFC 2784): version 0, without key and sequence number. Floor 5.
 */
#ifndef LVS_XMIT_GRE_H
#define LVS_XMIT_GRE_H

struct lvs_encap_ops;

extern const struct lvs_encap_ops lvs_encap_gre;

#endif
