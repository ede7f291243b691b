/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Direct routing: the packet goes unchanged to the server as next hop.
 * Floor 5.
 */
#ifndef LVS_XMIT_DR_H
#define LVS_XMIT_DR_H

struct lvs_method_ops;

extern const struct lvs_method_ops lvs_method_dr;

#endif
