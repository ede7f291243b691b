/* SPDX-License-Identifier: GPL-2.0 */
/* Packets for tests: made byte by byte, with checksums, and judged again. */
#ifndef UNIT_PACKETS_H
#define UNIT_PACKETS_H

#include "pkt/pkt.h"

#include <linux/skbuff.h>

#define PACKETS_MAX 256

/**
 * struct packet - bytes of a packet
 * @bytes: from the network header on
 * @len: how many
 */
struct packet {
	unsigned char bytes[PACKETS_MAX];
	unsigned int len;
};

/**
 * struct packet_plan - what a packet is to be
 * @family: AF_INET or AF_INET6
 * @proto: IPPROTO_*
 * @src: sender as text
 * @dst: receiver as text
 * @sport: sender's port
 * @dport: receiver's port
 * @tcp_flags: enum lvs_tcp_flag
 * @data: bytes behind the transport header
 * @frag: fragment bits as in the header
 * @options: bytes of IPv4 options, a multiple of 4
 */
struct packet_plan {
	u16 family;
	u8 proto;
	const char *src;
	const char *dst;
	u16 sport;
	u16 dport;
	u8 tcp_flags;
	unsigned int data;
	u16 frag;
	u8 options;
};

unsigned int packet_header_bytes(u8 proto);
u32 packet_crc32c(const unsigned char *bytes, unsigned int len);
struct packet packet_make(const struct packet_plan *plan);
struct sk_buff packet_skb(const struct packet *packet, unsigned int linear);
struct packet packet_of(const struct sk_buff *skb);
void packet_free(struct sk_buff *skb);
u16 packet_pseudo(const struct packet *packet, unsigned int l4, u8 proto);
bool packet_sums_right(const struct packet *packet, unsigned int l4,
		       u8 proto);
unsigned char *packet_check(struct packet *packet, unsigned int l4, u8 proto);

#endif
