/* SPDX-License-Identifier: GPL-2.0 */
/*
 * IP in IP: nothing stands between the two headers. Floor 5.
 */
#ifndef LVS_XMIT_IPIP_H
#define LVS_XMIT_IPIP_H

struct lvs_encap_ops;

extern const struct lvs_encap_ops lvs_encap_ipip;

#endif
