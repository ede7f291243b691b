// SPDX-License-Identifier: GPL-2.0
/*
 * GRE (RFC 2784): version 0, without key and sequence number. Floor 5.
 */
#include "xmit/gre.h"

#include "pkt/pkt.h"
#include "xmit/wrap.h"

#include <linux/if_ether.h>
#include <linux/if_tunnel.h>
#include <linux/in.h>
#include <linux/skbuff.h>
#include <net/checksum.h>
#include <uapi/linux/lvs.h>

/**
 * struct gre_header - as it is sent
 * @flags: GRE_CSUM: the rest of the header is there
 * @protocol: ETH_P_* of what follows
 * @check: checksum from here to the end of the packet
 * @reserved: 0
 */
struct gre_header {
	__be16 flags;
	__be16 protocol;
	__sum16 check;
	__be16 reserved;
};

static bool has_checksum(struct lvs_tun tun)
{
	return tun.flags & LVS_TUN_F_CSUM;
}

static unsigned int bytes(struct lvs_tun tun)
{
	return has_checksum(tun) ? sizeof(struct gre_header) :
				   offsetof(struct gre_header, check);
}

static int gso_types(const struct lvs_wrap *wrap)
{
	return has_checksum(wrap->tun) ? SKB_GSO_GRE_CSUM : SKB_GSO_GRE;
}

/*
 * A GSO packet's segments are summed up when it is cut. Where the inner sum is
 * left to the device, what is behind it will sum up to what is known already
 * (local checksum offload). Otherwise the device sums up the whole.
 */
static void put_checksum(struct sk_buff *skb, struct gre_header *header)
{
	header->check = 0;
	header->reserved = 0;
	if (skb_is_gso(skb))
		return;
	if (skb->ip_summed == CHECKSUM_PARTIAL) {
		header->check = csum_fold(lco_csum(skb));
		return;
	}
	skb->ip_summed = CHECKSUM_PARTIAL;
	skb->csum_start = skb_transport_header(skb) - skb->head;
	skb->csum_offset = offsetof(struct gre_header, check);
}

static void push(struct lvs_wrap *wrap)
{
	struct sk_buff *skb = wrap->pkt->skb;
	struct gre_header *header;

	skb_set_inner_protocol(skb, wrap->inner == IPPROTO_IPV6 ?
				    htons(ETH_P_IPV6) : htons(ETH_P_IP));
	header = skb_push(skb, bytes(wrap->tun));
	skb_reset_transport_header(skb);
	header->flags = has_checksum(wrap->tun) ? GRE_CSUM : 0;
	header->protocol = skb->inner_protocol;
	if (has_checksum(wrap->tun))
		put_checksum(skb, header);
	wrap->proto = IPPROTO_GRE;
}

const struct lvs_encap_ops lvs_encap_gre = {
	.bytes = bytes,
	.gso_types = gso_types,
	.push = push,
};
