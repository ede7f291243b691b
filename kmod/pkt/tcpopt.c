// SPDX-License-Identifier: GPL-2.0
/*
 * Options of a TCP header. Floor 2.
 *
 * A list of kind, length and value; kinds 0 and 1 (end, padding) are single
 * bytes (RFC 9293, 3.1). Whoever sends a broken list is served like one who
 * sends none.
 */
#include "pkt/tcpopt.h"

#include <linux/errno.h>
#include <linux/skbuff.h>
#include <linux/string.h>
#include <linux/swab.h>
#include <linux/tcp.h>
#include <net/checksum.h>
#include <net/ip.h>

/* the header's length is four bits of words */
#define TCP_HEADER_MAX 60

enum {
	KIND_END = 0,
	KIND_PAD = 1,
	KIND_MSS = 2,
};

#define MSS_OPTION_BYTES 4

/* bytes from the start of the header to the value of its MSS, or 0 */
static unsigned int find_mss(const u8 *tcp, unsigned int bytes)
{
	unsigned int at = sizeof(struct tcphdr);

	while (at < bytes && tcp[at] != KIND_END) {
		if (tcp[at] == KIND_PAD) {
			at++;
			continue;
		}
		if (at + 1 >= bytes || tcp[at + 1] < 2 ||
		    at + tcp[at + 1] > bytes)
			return 0;
		if (tcp[at] == KIND_MSS)
			return tcp[at + 1] == MSS_OPTION_BYTES ? at + 2 : 0;
		at += tcp[at + 1];
	}
	return 0;
}

/* the whole header, or NULL if there is none */
static const u8 *read_header(const struct lvs_pkt *pkt, u8 *copy,
			     unsigned int *bytes)
{
	const struct tcphdr *tcp;

	tcp = skb_header_pointer(pkt->skb, pkt->l4_offset, sizeof(*tcp), copy);
	if (!tcp || tcp->doff * 4 < sizeof(*tcp))
		return NULL;
	*bytes = tcp->doff * 4;
	return skb_header_pointer(pkt->skb, pkt->l4_offset, *bytes, copy);
}

/* a value at an odd place straddles two words of the sum: it counts swapped */
static void replace_value(struct sk_buff *skb, u8 *header, unsigned int at,
			  __be16 to)
{
	struct tcphdr *tcp = (struct tcphdr *)header;
	__be16 from;

	memcpy(&from, header + at, sizeof(from));
	memcpy(header + at, &to, sizeof(to));
	if (at & 1) {
		from = (__force __be16)__swab16((__force u16)from);
		to = (__force __be16)__swab16((__force u16)to);
	}
	inet_proto_csum_replace2(&tcp->check, skb, from, to, false);
}

/**
 * lvs_tcpopt_limit_mss() - let a SYN announce at most so large segments
 * @pkt: parsed, of TCP
 * @mss: bytes of payload
 *
 * An MSS that is small enough stays, and none is added: without one, segments
 * are as small as any path takes.
 *
 * Context: softirq; may copy the headers.
 * Return: 0, or -ENOMEM when the header could not be made writable; the packet
 * is as it was then.
 */
int lvs_tcpopt_limit_mss(struct lvs_pkt *pkt, u16 mss)
{
	unsigned int bytes, at;
	u8 copy[TCP_HEADER_MAX];
	const u8 *header;

	header = read_header(pkt, copy, &bytes);
	if (!header)
		return 0;
	at = find_mss(header, bytes);
	if (!at || (header[at] << 8 | header[at + 1]) <= mss)
		return 0;
	if (skb_ensure_writable(pkt->skb, pkt->l4_offset + bytes))
		return -ENOMEM;
	replace_value(pkt->skb, pkt->skb->data + pkt->l4_offset, at,
		      htons(mss));
	return 0;
}
