/* SPDX-License-Identifier: GPL-2.0 */
/*
 * ESP and AH: packets that follow the key exchange of the same two hosts.
 * Floor 4.
 */
#ifndef LVS_PROTO_IPSEC_H
#define LVS_PROTO_IPSEC_H

struct lvs_proto_ops;

extern const struct lvs_proto_ops lvs_proto_ah;
extern const struct lvs_proto_ops lvs_proto_esp;

#endif
