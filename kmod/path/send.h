/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A packet of a known flow goes to its server. Floor 7.
 */
#ifndef LVS_PATH_SEND_H
#define LVS_PATH_SEND_H

#include <linux/types.h>

struct lvs_conn;
struct lvs_pkt;

u64 lvs_path_segments(const struct lvs_pkt *pkt);
unsigned int lvs_path_send(struct lvs_pkt *pkt, struct lvs_conn *conn);

#endif
