/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What an IPv6 packet carries behind its extension headers. Floor 2.
 */
#ifndef LVS_PKT_EXT6_H
#define LVS_PKT_EXT6_H

#include <linux/types.h>

struct ipv6hdr;
struct sk_buff;

int lvs_ext6_skip(const struct sk_buff *skb, unsigned int l3,
		  const struct ipv6hdr *ip, u8 *proto, __be16 *frag);

#endif
