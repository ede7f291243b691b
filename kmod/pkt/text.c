// SPDX-License-Identifier: GPL-2.0
/*
 * The text that a TCP segment carries: read and replaced. Floor 2.
 */
#include "pkt/text.h"

#include <linux/errno.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/netfilter.h>
#include <linux/skbuff.h>
#include <linux/tcp.h>
#include <net/checksum.h>
#include <net/ip.h>

static struct tcphdr *header(const struct lvs_pkt *pkt)
{
	return (struct tcphdr *)(pkt->skb->data + pkt->l4_offset);
}

/* bytes of the transport's header, 0 if it is cut short */
static unsigned int header_bytes(const struct lvs_pkt *pkt)
{
	unsigned int bytes;

	if (pkt->l4_offset + sizeof(struct tcphdr) > pkt->skb->len)
		return 0;
	bytes = header(pkt)->doff * 4;
	if (bytes < sizeof(struct tcphdr) ||
	    pkt->l4_offset + bytes > pkt->skb->len)
		return 0;
	return bytes;
}

/* the sum that is found is not kept: it is not going to hold for long */
static bool checksum_is_right(struct lvs_pkt *pkt)
{
	u8 summed = pkt->skb->ip_summed;
	bool right = !nf_checksum(pkt->skb, pkt->hook, pkt->l4_offset,
				  pkt->tuple.proto, lvs_pkt_family(pkt));

	if (summed == CHECKSUM_NONE)
		pkt->skb->ip_summed = CHECKSUM_NONE;
	return right;
}

/**
 * lvs_text_find() - find the text of a segment
 * @pkt: parsed; of TCP
 * @text: filled
 *
 * Context: softirq; may copy the headers.
 * Return: false if there is none to rely on: the segment is damaged, or memory
 * is short.
 */
bool lvs_text_find(struct lvs_pkt *pkt, struct lvs_text *text)
{
	unsigned int bytes;

	if (!pskb_may_pull(pkt->skb, pkt->l4_offset + sizeof(struct tcphdr)))
		return false;
	bytes = header_bytes(pkt);
	if (!bytes || !checksum_is_right(pkt))
		return false;
	text->offset = pkt->l4_offset + bytes;
	text->bytes = pkt->skb->len - text->offset;
	text->seq = ntohl(header(pkt)->seq) + header(pkt)->syn;
	return true;
}

static int make_room(struct sk_buff *skb, u32 more)
{
	if (skb_ensure_writable(skb, skb->len))
		return -ENOMEM;
	if (skb_tailroom(skb) >= more)
		return 0;
	return pskb_expand_head(skb, 0, more - skb_tailroom(skb), GFP_ATOMIC);
}

/* what is behind the text that gives way moves up or down */
static void splice(struct sk_buff *skb, const struct lvs_text *was,
		   const char *is, u32 is_bytes)
{
	u32 rest = skb->len - was->offset - was->bytes;
	u8 *place = skb->data + was->offset;

	if (is_bytes > was->bytes)
		skb_put(skb, is_bytes - was->bytes);
	memmove(place + is_bytes, place + was->bytes, rest);
	memcpy(place, is, is_bytes);
	if (is_bytes < was->bytes)
		__skb_trim(skb, skb->len - (was->bytes - is_bytes));
}

static void resize_ip(struct lvs_pkt *pkt, s32 more)
{
	struct iphdr *ip = ip_hdr(pkt->skb);
	struct ipv6hdr *ip6 = ipv6_hdr(pkt->skb);
	__be16 total;

	if (lvs_pkt_family(pkt) == AF_INET6) {
		ip6->payload_len = htons(ntohs(ip6->payload_len) + more);
		return;
	}
	total = htons(ntohs(ip->tot_len) + more);
	csum_replace2(&ip->check, ip->tot_len, total);
	ip->tot_len = total;
}

/*
 * By the difference, so that what was wrong stays wrong. A checksum that is
 * left to the device covers but the pseudo header, of which the length is a
 * part.
 */
static void resum(struct lvs_pkt *pkt, __wsum before, u32 before_bytes)
{
	u32 bytes = pkt->skb->len - pkt->l4_offset;
	__sum16 *check = &header(pkt)->check;
	__wsum after;

	if (pkt->skb->ip_summed != CHECKSUM_PARTIAL) {
		pkt->skb->ip_summed = CHECKSUM_NONE;
		after = csum_partial(header(pkt), bytes, 0);
		csum_replace_by_diff(check, csum_sub(after, before));
	}
	inet_proto_csum_replace2(check, pkt->skb, htons(before_bytes),
				 htons(bytes), true);
}

static void resize_segments(struct lvs_pkt *pkt)
{
	struct sk_buff *skb = pkt->skb;
	unsigned int size = skb_shinfo(skb)->gso_size;
	unsigned int bytes = skb->len - pkt->l4_offset - header_bytes(pkt);

	if (!skb_is_gso(skb))
		return;
	if (bytes <= size)
		skb_gso_reset(skb);
	else
		skb_shinfo(skb)->gso_segs = DIV_ROUND_UP(bytes, size);
}

/**
 * lvs_text_replace() - put other text into a segment
 * @pkt: lvs_text_find() went well; a GSO packet stays whole
 * @was: what gives way, within the text
 * @is: what takes its place
 * @is_bytes: length of that
 *
 * Lengths and checksums follow; sequence numbers are the caller's.
 *
 * Context: softirq; may copy the packet.
 * Return: 0, or -ENOMEM; the packet is as it was then.
 */
int lvs_text_replace(struct lvs_pkt *pkt, const struct lvs_text *was,
		     const char *is, u32 is_bytes)
{
	u32 more = is_bytes > was->bytes ? is_bytes - was->bytes : 0;
	u32 bytes = pkt->skb->len - pkt->l4_offset;
	__wsum before;

	if (make_room(pkt->skb, more))
		return -ENOMEM;
	before = csum_partial(header(pkt), bytes, 0);
	splice(pkt->skb, was, is, is_bytes);
	resum(pkt, before, bytes);
	if (is_bytes != was->bytes) {
		resize_ip(pkt, is_bytes - was->bytes);
		resize_segments(pkt);
	}
	return 0;
}
