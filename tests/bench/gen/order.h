/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What somebody wants to be generated, as words of the form key=value.
 */
#ifndef LVS_GEN_ORDER_H
#define LVS_GEN_ORDER_H

#include <linux/in6.h>
#include <linux/types.h>

#define GEN_DEV_MAX 16

enum gen_kind {
	GEN_UDP,	/* datagrams */
	GEN_ACK,	/* segments of established connections */
	GEN_SYN,	/* openings */
	GEN_LIFE,	/* whole connections: SYN, ACK, data, FIN, RST */
};

/**
 * union gen_addr - an address of either family
 */
union gen_addr {
	__be32 ip;
	struct in6_addr in6;
};

/**
 * struct gen_order - what is wanted
 * @dev: device that the packets seem to come by
 * @out: device whose sent packets are counted, or empty
 * @count: packets, or connections of GEN_LIFE
 * @flows: different clients' ends, 1 or more; packets come of them in an order
 *	that looks random
 * @first: number of the first flow
 * @spread: clients' addresses that flows are spread over, 1 or more
 * @kind: enum gen_kind
 * @family: 4 or 6
 * @reply: from the service to the clients
 * @bytes: payload of a packet
 * @segment: bytes of a segment, if packets are of several; or 0
 * @burst: packets that come at once, 1 or more; each is timed if it is 1
 * @every_us: microseconds from one pulse to the next
 * @client: address of the first client
 * @server: address that clients talk to
 * @client_port: first port of clients
 * @server_port: port that clients talk to
 */
struct gen_order {
	char dev[GEN_DEV_MAX];
	char out[GEN_DEV_MAX];
	u32 count;
	u32 flows;
	u32 first;
	u32 spread;
	enum gen_kind kind;
	u32 family;
	bool reply;
	u32 bytes;
	u32 segment;
	u32 burst;
	u32 every_us;
	union gen_addr client;
	union gen_addr server;
	u32 client_port;
	u32 server_port;
};

int gen_order_copy(struct gen_order *order, const char __user *from,
		   size_t count);

#endif
