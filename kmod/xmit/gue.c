// SPDX-License-Identifier: GPL-2.0
/*
 * Generic UDP encapsulation, variant 0. Floor 5.
 *
 *	IP | UDP | GUE (| flags | start, field) | packet
 *
 * The source port tells flows apart, for routers and receivers that spread
 * load by ports.
 *
 * Remote checksum offload: a packet whose checksum is left to the device goes
 * out without it. The option in brackets says where its bytes start and which
 * field it belongs into, both from the packet's first byte; the receiver, which
 * checks the outer checksum over the same bytes anyway, fills it in.
 */
#include "xmit/gue.h"

#include "base/net.h"
#include "base/tuple.h"
#include "pkt/pkt.h"
#include "xmit/wrap.h"

#include <linux/in.h>
#include <linux/kernel.h>
#include <linux/skbuff.h>
#include <linux/udp.h>
#include <net/gue.h>
#include <net/ip.h>
#include <net/ip6_checksum.h>
#include <net/udp.h>
#include <uapi/linux/lvs.h>

/* another hash than the one by which connections are found */
#define PORT_SEED 0x677565

/**
 * struct remote_checksum - the option for remote checksum offload
 * @flags: GUE_PFLAG_REMCSUM
 * @start: first byte that is summed up
 * @field: where the sum belongs
 */
struct remote_checksum {
	__be32 flags;
	__be16 start;
	__be16 field;
};

static bool may_be_remote(struct lvs_tun tun)
{
	return tun.flags & LVS_TUN_F_REMCSUM;
}

/*
 * GSO packets are summed as ever: cutting one up marks its segments as treated
 * by GRO already, and a receiver on this machine believes it.
 */
static bool is_remote(const struct lvs_wrap *wrap)
{
	const struct sk_buff *skb = wrap->pkt->skb;

	return may_be_remote(wrap->tun) && !skb_is_gso(skb) &&
	       skb->ip_summed == CHECKSUM_PARTIAL;
}

/* the remote end relies on the outer checksum */
static bool has_checksum(struct lvs_tun tun)
{
	return tun.flags & (LVS_TUN_F_CSUM | LVS_TUN_F_REMCSUM);
}

/*
 * The option counts although not every packet has it: segments of one flow may
 * come with and without a checksum, and its sender needs one answer.
 */
static unsigned int bytes(struct lvs_tun tun)
{
	unsigned int option = may_be_remote(tun) ?
			      sizeof(struct remote_checksum) : 0;

	return sizeof(struct udphdr) + sizeof(struct guehdr) + option;
}

static int gso_types(const struct lvs_wrap *wrap)
{
	return lvs_wrap_gso_type(wrap) |
	       (has_checksum(wrap->tun) ? SKB_GSO_UDP_TUNNEL_CSUM :
					  SKB_GSO_UDP_TUNNEL);
}

static __be16 source_port(const struct lvs_wrap *wrap)
{
	u32 hash = lvs_hash_flow(&wrap->pkt->tuple, PORT_SEED);
	int low, high;

	inet_get_local_port_range(wrap->pkt->lnet->net, &low, &high);
	return htons(low + reciprocal_scale(hash, high - low + 1));
}

static void push_option(struct sk_buff *skb)
{
	unsigned int start = skb_checksum_start_offset(skb);
	struct remote_checksum *option = skb_push(skb, sizeof(*option));

	option->flags = GUE_PFLAG_REMCSUM;
	option->start = htons(start);
	option->field = htons(start + skb->csum_offset);
	skb->ip_summed = CHECKSUM_NONE;
	skb->encapsulation = 0;
}

static void push_gue(const struct lvs_wrap *wrap)
{
	struct sk_buff *skb = wrap->pkt->skb;
	bool remote = is_remote(wrap);
	struct guehdr *gue;

	if (remote)
		push_option(skb);
	gue = skb_push(skb, sizeof(*gue));
	*gue = (struct guehdr) {
		.hlen = remote ? sizeof(struct remote_checksum) / 4 : 0,
		.proto_ctype = wrap->inner,
		.flags = remote ? GUE_FLAG_PRIV : 0,
	};
}

static void push_udp(const struct lvs_wrap *wrap)
{
	bool plain = !has_checksum(wrap->tun);
	const struct lvs_addr *to = wrap->to;
	struct sk_buff *skb = wrap->pkt->skb;
	struct udphdr *udp = skb_push(skb, sizeof(*udp));

	skb_reset_transport_header(skb);
	udp->source = source_port(wrap);
	udp->dest = wrap->tun.port;
	udp->len = htons(skb->len);
	if (to->family == AF_INET6)
		udp6_set_csum(plain, skb, &wrap->from->in6, &to->in6,
			      skb->len);
	else
		udp_set_csum(plain, skb, wrap->from->ip, to->ip, skb->len);
}

static void push(struct lvs_wrap *wrap)
{
	skb_set_inner_ipproto(wrap->pkt->skb, wrap->inner);
	push_gue(wrap);
	push_udp(wrap);
	wrap->proto = IPPROTO_UDP;
}

const struct lvs_encap_ops lvs_encap_gue = {
	.bytes = bytes,
	.gso_types = gso_types,
	.push = push,
};
