/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Some connections from anywhere in the table, at a bounded cost. Floor 3.
 */
#ifndef LVS_OBJ_CONN_SAMPLE_H
#define LVS_OBJ_CONN_SAMPLE_H

#include <linux/types.h>

struct lvs_conn;
struct lvs_net;

u32 lvs_conn_sample(struct lvs_net *lnet, struct lvs_conn **found, u32 max);

#endif
