// SPDX-License-Identifier: GPL-2.0
/*
 * What is inside of a packet that was sent through a tunnel. Floor 2.
 *
 * Only what we send ourselves is read: IP in IP; GRE version 0 with or without
 * a checksum; GUE variant 0 with whatever options.
 */
#include "pkt/unwrap.h"

#include "pkt/pkt.h"
#include "pkt/quote.h"

#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/skbuff.h>
#include <linux/socket.h>
#include <linux/udp.h>
#include <uapi/linux/lvs.h>

/* first 16 bits of GRE: of the flags and the version, we only send this */
#define GRE_CHECKSUM 0x8000

/**
 * struct gre_start - the part of GRE that every packet has
 * @flags: GRE_CHECKSUM, or 0
 * @protocol: ETH_P_* of what follows
 */
struct gre_start {
	__be16 flags;
	__be16 protocol;
};

/* first byte of GUE: variant and control bit, both 0, and words of options */
#define GUE_KIND_MASK 0xe0
#define GUE_WORDS_MASK 0x1f

/**
 * struct gue_start - the part of GUE that every packet has
 * @kind: GUE_KIND_MASK, GUE_WORDS_MASK
 * @proto: IPPROTO_* of what follows
 * @flags: which options there are
 */
struct gue_start {
	u8 kind;
	u8 proto;
	__be16 flags;
};

static u16 family_of_proto(u8 proto)
{
	switch (proto) {
	case IPPROTO_IPIP:
		return AF_INET;
	case IPPROTO_IPV6:
		return AF_INET6;
	default:
		return 0;
	}
}

static u16 family_of_ether(__be16 protocol)
{
	switch (ntohs(protocol)) {
	case ETH_P_IP:
		return AF_INET;
	case ETH_P_IPV6:
		return AF_INET6;
	default:
		return 0;
	}
}

static bool unwrap_gre(const struct lvs_pkt *pkt, unsigned int offset,
		       struct lvs_unwrapped *in)
{
	const struct gre_start *gre;
	struct gre_start copy;

	in->type = LVS_TUN_GRE;
	gre = skb_header_pointer(pkt->skb, offset, sizeof(copy), &copy);
	if (!gre || (ntohs(gre->flags) & ~GRE_CHECKSUM))
		return false;
	in->family = family_of_ether(gre->protocol);
	in->offset = offset + (gre->flags ? 2 : 1) * sizeof(*gre);
	return in->family;
}

static bool unwrap_gue(const struct lvs_pkt *pkt, unsigned int offset,
		       struct lvs_unwrapped *in)
{
	const struct udphdr *udp;
	struct udphdr udp_copy;
	const struct gue_start *gue;
	struct gue_start copy;

	in->type = LVS_TUN_GUE;
	udp = skb_header_pointer(pkt->skb, offset, sizeof(*udp), &udp_copy);
	if (!udp)
		return false;
	in->port = udp->dest;
	offset += sizeof(*udp);
	gue = skb_header_pointer(pkt->skb, offset, sizeof(copy), &copy);
	if (!gue)
		return true;
	if (gue->kind & GUE_KIND_MASK)
		return false;
	in->family = family_of_proto(gue->proto);
	in->offset = offset + sizeof(*gue) + (gue->kind & GUE_WORDS_MASK) * 4;
	return in->family;
}

/**
 * lvs_unwrap() - find what is inside of a packet
 * @pkt: packet that holds @outer
 * @outer: packet that may be a tunnel's, read as far as its header
 * @in: filled
 *
 * Context: softirq or process; reads only.
 * Return: false if it is none of a tunnel.
 */
bool lvs_unwrap(const struct lvs_pkt *pkt, const struct lvs_quote *outer,
		struct lvs_unwrapped *in)
{
	*in = (struct lvs_unwrapped) {};
	switch (outer->flow.proto) {
	case IPPROTO_IPIP:
	case IPPROTO_IPV6:
		in->type = LVS_TUN_IPIP;
		in->family = family_of_proto(outer->flow.proto);
		in->offset = outer->l4_offset;
		return true;
	case IPPROTO_GRE:
		return unwrap_gre(pkt, outer->l4_offset, in);
	case IPPROTO_UDP:
		return unwrap_gue(pkt, outer->l4_offset, in);
	default:
		return false;
	}
}
