/* SPDX-License-Identifier: GPL-2.0 */
/*
 * SCTP: names and time-outs of its states, and what opens an association.
 * Floor 4.
 */
#ifndef LVS_PROTO_SCTP_H
#define LVS_PROTO_SCTP_H

struct lvs_proto_ops;

extern const struct lvs_proto_ops lvs_proto_sctp;

#endif
