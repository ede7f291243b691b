/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tunneling: the packet goes unchanged inside another one to the server.
 * Floor 5.
 */
#ifndef LVS_XMIT_TUNNEL_H
#define LVS_XMIT_TUNNEL_H

struct lvs_method_ops;

extern const struct lvs_method_ops lvs_method_tunnel;

#endif
