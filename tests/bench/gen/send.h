/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Lets packets come by a device, and counts those that leave by another.
 */
#ifndef LVS_GEN_SEND_H
#define LVS_GEN_SEND_H

#include "order.h"

struct net_device;
struct sk_buff;

/**
 * struct gen_way - the devices of an order
 * @in: packets seem to come by it
 * @out: those that it sends are counted, or NULL
 */
struct gen_way {
	struct net_device *in;
	struct net_device *out;
};

int gen_way_open(struct gen_way *way, const struct gen_order *order);
void gen_way_close(struct gen_way *way);
u64 gen_way_left(const struct gen_way *way);
struct sk_buff *gen_make(const struct gen_order *order,
			 const struct gen_way *way, u32 i);
int gen_send(const struct gen_order *order, const struct gen_way *way, u32 i);

#endif
