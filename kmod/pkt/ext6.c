// SPDX-License-Identifier: GPL-2.0
/*
 * What an IPv6 packet carries behind its extension headers. Floor 2.
 */
#include "pkt/ext6.h"

#include <linux/in.h>
#include <linux/ipv6.h>
#include <linux/skbuff.h>
#include <net/ipv6.h>

/*
 * An authentication header is skipped like the extensions, but what it covers
 * can be nobody's but the keys' owner's: that is the flow.
 */
static bool find_auth(const struct sk_buff *skb, unsigned int *offset)
{
	unsigned short frag = 0;

	return ipv6_find_hdr(skb, offset, NEXTHDR_AUTH, &frag, NULL) ==
	       NEXTHDR_AUTH;
}

/**
 * lvs_ext6_skip() - find the transport header
 * @skb: packet
 * @l3: bytes from skb->data to the IPv6 header
 * @ip: that header
 * @proto: set to IPPROTO_* of what follows
 * @frag: set to the fragment bits, if there are any
 *
 * Context: softirq or process; reads only.
 * Return: bytes from skb->data to the transport header, or negative when the
 * headers are cut short.
 */
int lvs_ext6_skip(const struct sk_buff *skb, unsigned int l3,
		  const struct ipv6hdr *ip, u8 *proto, __be16 *frag)
{
	unsigned int offset = l3;
	int start;

	*frag = 0;
	*proto = ip->nexthdr;
	start = ipv6_skip_exthdr(skb, l3 + sizeof(*ip), proto, frag);
	if (start < 0 || likely(*proto == ip->nexthdr))
		return start;
	if (!find_auth(skb, &offset))
		return start;
	*proto = IPPROTO_AH;
	return offset;
}
