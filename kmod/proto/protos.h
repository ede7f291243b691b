/* SPDX-License-Identifier: GPL-2.0 */
/*
 * All transport protocols, by number. Floor 4.
 */
#ifndef LVS_PROTO_PROTOS_H
#define LVS_PROTO_PROTOS_H

#include <linux/types.h>

struct lvs_proto_ops;

const struct lvs_proto_ops *lvs_proto_find(u8 number);
const char *lvs_proto_name(u16 number, char *text, unsigned int size);
const char *lvs_proto_state_name(u8 number, u8 state);

#endif
