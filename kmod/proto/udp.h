/* SPDX-License-Identifier: GPL-2.0 */
/*
 * UDP: one state, which any datagram opens and renews. Floor 4.
 */
#ifndef LVS_PROTO_UDP_H
#define LVS_PROTO_UDP_H

struct lvs_proto_ops;

extern const struct lvs_proto_ops lvs_proto_udp;

#endif
