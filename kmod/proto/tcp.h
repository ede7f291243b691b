/* SPDX-License-Identifier: GPL-2.0 */
/*
 * TCP: names and time-outs of its states, and what opens a connection.
 * Floor 4.
 */
#ifndef LVS_PROTO_TCP_H
#define LVS_PROTO_TCP_H

struct lvs_proto_ops;

extern const struct lvs_proto_ops lvs_proto_tcp;

#endif
