/* SPDX-License-Identifier: GPL-2.0 */
/* Extension headers of IPv6, for host programs. */
#ifndef HOST_NET_IPV6_H
#define HOST_NET_IPV6_H

#include <linux/ipv6.h>

#define NEXTHDR_AUTH 51

int ipv6_find_hdr(const struct sk_buff *skb, unsigned int *offset, int target,
		  unsigned short *frag, int *flags);
int ipv6_skip_exthdr(const struct sk_buff *skb, int start, u8 *proto,
		     __be16 *frag);

#endif
