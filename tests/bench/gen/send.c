// SPDX-License-Identifier: GPL-2.0
/*
 * Lets packets come by a device, and counts those that leave by another.
 */
#include "send.h"

#include "packet.h"

#include <linux/kernel.h>
#include <linux/netdevice.h>
#include <linux/nsproxy.h>
#include <linux/sched.h>

#define FIN 0x01
#define SYN 0x02
#define ACK 0x10

/* of a connection, client to server, as direct routing sees it */
static const u8 life[] = { SYN, ACK, ACK, FIN | ACK, ACK };

static const u8 flags_of[] = {
	[GEN_UDP] = 0,
	[GEN_ACK] = ACK,
	[GEN_SYN] = SYN,
	[GEN_LIFE] = SYN,
};

/* a number that shares no factor with counts that people write */
#define STRIDE 2654435761u

/**
 * gen_way_open() - find the devices of an order in the caller's namespace
 * @way: filled; close it
 * @order: names them
 *
 * Return: 0, or -ENODEV.
 */
int gen_way_open(struct gen_way *way, const struct gen_order *order)
{
	struct net *net = current->nsproxy->net_ns;

	*way = (struct gen_way){ .in = dev_get_by_name(net, order->dev) };
	if (!way->in)
		return -ENODEV;
	if (!order->out[0])
		return 0;
	way->out = dev_get_by_name(net, order->out);
	if (way->out)
		return 0;
	gen_way_close(way);
	return -ENODEV;
}

void gen_way_close(struct gen_way *way)
{
	dev_put(way->out);
	dev_put(way->in);
	*way = (struct gen_way){};
}

/**
 * gen_way_left() - packets that have left so far
 * @way: open
 *
 * Return: packets since the device is there, 0 if there is none.
 */
u64 gen_way_left(const struct gen_way *way)
{
	struct rtnl_link_stats64 stats = {};

	if (way->out)
		dev_get_stats(way->out, &stats);
	return stats.tx_packets;
}

static u32 flow_of(const struct gen_order *order, u32 i)
{
	return order->first + (u32)((u64)i * STRIDE % order->flows);
}

/**
 * gen_make() - make a packet, the first one of a connection
 * @order: what is wanted
 * @way: open
 * @i: its number
 *
 * Return: the packet, or NULL when memory is short.
 */
struct sk_buff *gen_make(const struct gen_order *order,
			 const struct gen_way *way, u32 i)
{
	return gen_packet(order, way->in, flow_of(order, i),
			  flags_of[order->kind]);
}

static int inject(struct sk_buff *skb)
{
	if (!skb)
		return -ENOMEM;
	netif_receive_skb(skb);
	return 0;
}

/**
 * gen_send() - make a packet, or a connection's, and let it come
 * @order: what is wanted
 * @way: open
 * @i: its number
 *
 * Context: softirqs off.
 * Return: 0, or -ENOMEM.
 */
int gen_send(const struct gen_order *order, const struct gen_way *way, u32 i)
{
	u32 flow = flow_of(order, i);
	unsigned int step;
	int err = 0;

	if (order->kind != GEN_LIFE)
		return inject(gen_packet(order, way->in, flow,
					 flags_of[order->kind]));
	for (step = 0; step < ARRAY_SIZE(life) && !err; step++)
		err = inject(gen_packet(order, way->in, flow, life[step]));
	return err;
}
