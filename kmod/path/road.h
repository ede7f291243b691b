/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Does anybody stand between here and the device that a packet leaves by.
 * Floor 7.
 */
#ifndef LVS_PATH_ROAD_H
#define LVS_PATH_ROAD_H

#include <linux/types.h>

struct lvs_net;
struct lvs_pkt;

bool lvs_road_is_open_in(const struct lvs_net *lnet, u16 family);
bool lvs_road_is_open_on(const struct lvs_net *lnet, u16 family);
bool lvs_road_is_open_out(const struct lvs_net *lnet, u16 family);
bool lvs_road_leads_here(const struct lvs_pkt *pkt);

#endif
