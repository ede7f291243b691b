/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Makes packets.
 */
#ifndef LVS_GEN_PACKET_H
#define LVS_GEN_PACKET_H

#include "order.h"

struct net_device;
struct sk_buff;

struct sk_buff *gen_packet(const struct gen_order *order,
			   struct net_device *dev, u32 flow, u8 tcp_flags);
int gen_packet_init(void);
void gen_packet_exit(void);

#endif
