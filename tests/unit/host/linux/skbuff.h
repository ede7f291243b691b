/* SPDX-License-Identifier: GPL-2.0 */
/* A packet buffer in two pieces, for host programs. */
#ifndef HOST_LINUX_SKBUFF_H
#define HOST_LINUX_SKBUFF_H

#include <linux/types.h>

#include <string.h>

enum {
	CHECKSUM_NONE,
	CHECKSUM_UNNECESSARY,
	CHECKSUM_COMPLETE,
	CHECKSUM_PARTIAL,
};

/**
 * struct sk_buff - a packet
 * @data: the first bytes; exactly @linear are there
 * @linear: how many may be read and written directly
 * @rest: the other bytes, only to be had by copying
 * @len: all bytes
 * @network_offset: where the network header starts
 * @ip_summed: CHECKSUM_*
 * @gso: it will be cut into several
 * @csum: sum of all bytes, for CHECKSUM_COMPLETE
 */
struct sk_buff {
	unsigned char *data;
	unsigned int linear;
	unsigned char *rest;
	unsigned int len;
	unsigned int network_offset;
	u8 ip_summed;
	bool gso;
	__wsum csum;
};

static inline bool skb_is_gso(const struct sk_buff *skb)
{
	return skb->gso;
}

static inline int skb_network_offset(const struct sk_buff *skb)
{
	return skb->network_offset;
}

static inline unsigned char *skb_network_header(const struct sk_buff *skb)
{
	return skb->data + skb->network_offset;
}

void *skb_header_pointer(const struct sk_buff *skb, int offset, int bytes,
			 void *buffer);
int skb_ensure_writable(struct sk_buff *skb, unsigned int bytes);

#endif
