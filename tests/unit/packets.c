// SPDX-License-Identifier: GPL-2.0
/* Packets for tests: made byte by byte, with checksums, and judged again. */
#include "packets.h"

#include <net/checksum.h>

#include <arpa/inet.h>
#include <endian.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

static void put16(unsigned char *to, u16 value)
{
	to[0] = value >> 8;
	to[1] = value;
}

static unsigned int address_bytes(const struct packet *packet)
{
	return packet->bytes[0] >> 4 == 6 ? 16 : 4;
}

static const unsigned char *addresses(const struct packet *packet)
{
	return packet->bytes + (packet->bytes[0] >> 4 == 6 ? 8 : 12);
}

static unsigned int add_ipv4(struct packet *packet,
			     const struct packet_plan *plan, unsigned int rest)
{
	unsigned int header = 20 + plan->options;
	unsigned char *ip = packet->bytes;

	ip[0] = 0x40 | header / 4;
	put16(ip + 2, header + rest);
	put16(ip + 4, 0x1234);
	put16(ip + 6, plan->frag);
	ip[8] = 64;
	ip[9] = plan->proto;
	inet_pton(AF_INET, plan->src, ip + 12);
	inet_pton(AF_INET, plan->dst, ip + 16);
	memset(ip + 20, 1, plan->options);
	put16(ip + 10, ~host_fold(host_sum(ip, header)));
	return header;
}

static unsigned int add_ipv6(struct packet *packet,
			     const struct packet_plan *plan, unsigned int rest)
{
	unsigned int extension = plan->frag ? 8 : 0;
	unsigned char *ip = packet->bytes;

	ip[0] = 0x60;
	put16(ip + 4, extension + rest);
	ip[6] = extension ? IPPROTO_FRAGMENT : plan->proto;
	ip[7] = 64;
	inet_pton(AF_INET6, plan->src, ip + 8);
	inet_pton(AF_INET6, plan->dst, ip + 24);
	if (extension) {
		ip[40] = plan->proto;
		put16(ip + 42, plan->frag);
	}
	return 40 + extension;
}

/* sum of the pseudo header */
u16 packet_pseudo(const struct packet *packet, unsigned int l4, u8 proto)
{
	return host_fold(host_sum(addresses(packet),
				  2 * address_bytes(packet)) +
			 proto + packet->len - l4);
}

/* where the transport's checksum is */
unsigned char *packet_check(struct packet *packet, unsigned int l4, u8 proto)
{
	unsigned int offset = proto == IPPROTO_TCP ? 16 :
			      proto == IPPROTO_SCTP ? 8 : 6;

	return packet->bytes + l4 + offset;
}

unsigned int packet_header_bytes(u8 proto)
{
	return proto == IPPROTO_TCP ? 20 : proto == IPPROTO_SCTP ? 12 : 8;
}

/* bit by bit (RFC 9260, appendix A) */
u32 packet_crc32c(const unsigned char *bytes, unsigned int len)
{
	u32 crc = ~0;
	int bit;

	for (; len; len--) {
		crc ^= *bytes++;
		for (bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0x82f63b78 : crc >> 1;
	}
	return ~crc;
}

/* the checksum field counts as zero */
static u32 sctp_checksum(const struct packet *packet, unsigned int l4)
{
	struct packet copy = *packet;

	memset(packet_check(&copy, l4, IPPROTO_SCTP), 0, 4);
	return htole32(packet_crc32c(copy.bytes + l4, copy.len - l4));
}

static void add_sctp(struct packet *packet, const struct packet_plan *plan,
		     unsigned int l4)
{
	u32 check;

	put16(packet->bytes + l4, plan->sport);
	put16(packet->bytes + l4 + 2, plan->dport);
	put16(packet->bytes + l4 + 4, 0x5678);
	check = sctp_checksum(packet, l4);
	memcpy(packet_check(packet, l4, IPPROTO_SCTP), &check, sizeof(check));
}

static void add_transport(struct packet *packet,
			  const struct packet_plan *plan, unsigned int l4)
{
	unsigned char *bytes = packet->bytes + l4;
	u16 check;

	put16(bytes, plan->sport);
	put16(bytes + 2, plan->dport);
	if (plan->proto == IPPROTO_TCP) {
		bytes[12] = 0x50;
		bytes[13] = plan->tcp_flags;
	} else {
		put16(bytes + 4, packet->len - l4);
	}
	check = ~host_fold(packet_pseudo(packet, l4, plan->proto) +
			   host_sum(bytes, packet->len - l4));
	put16(packet_check(packet, l4, plan->proto), check ?: 0xffff);
}

struct packet packet_make(const struct packet_plan *plan)
{
	bool ported = plan->proto == IPPROTO_TCP || plan->proto == IPPROTO_UDP;
	unsigned int header = packet_header_bytes(plan->proto), l4, i;
	struct packet packet = {};

	if (plan->family == AF_INET6)
		l4 = add_ipv6(&packet, plan, header + plan->data);
	else
		l4 = add_ipv4(&packet, plan, header + plan->data);
	packet.len = l4 + header + plan->data;
	for (i = l4 + header; i < packet.len; i++)
		packet.bytes[i] = i * 7;
	if (ported)
		add_transport(&packet, plan, l4);
	else if (plan->proto == IPPROTO_SCTP)
		add_sctp(&packet, plan, l4);
	return packet;
}

/* of which only the first @linear bytes can be read directly; 0 is all */
struct sk_buff packet_skb(const struct packet *packet, unsigned int linear)
{
	struct sk_buff skb = {
		.linear = linear ?: packet->len,
		.len = packet->len,
		.csum = host_fold(host_sum(packet->bytes, packet->len)),
	};

	skb.data = malloc(skb.linear);
	skb.rest = malloc(skb.len - skb.linear + 1);
	memcpy(skb.data, packet->bytes, skb.linear);
	memcpy(skb.rest, packet->bytes + skb.linear, skb.len - skb.linear);
	return skb;
}

struct packet packet_of(const struct sk_buff *skb)
{
	struct packet packet = { .len = skb->len };

	memcpy(packet.bytes, skb->data, skb->linear);
	memcpy(packet.bytes + skb->linear, skb->rest, skb->len - skb->linear);
	return packet;
}

void packet_free(struct sk_buff *skb)
{
	free(skb->data);
	free(skb->rest);
}

/* are the sums of both headers complete and right */
bool packet_sums_right(const struct packet *packet, unsigned int l4, u8 proto)
{
	unsigned int header = (packet->bytes[0] & 0xf) * 4;
	u32 check;

	if (packet->bytes[0] >> 4 == 4 &&
	    host_fold(host_sum(packet->bytes, header)) != 0xffff)
		return false;
	if (proto == IPPROTO_SCTP) {
		memcpy(&check, packet->bytes + l4 + 8, sizeof(check));
		return check == sctp_checksum(packet, l4);
	}
	if (proto != IPPROTO_TCP && proto != IPPROTO_UDP)
		return true;
	return host_fold(packet_pseudo(packet, l4, proto) +
			 host_sum(packet->bytes + l4,
				  packet->len - l4)) == 0xffff;
}
