/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A packet that goes inside another one: the outer IP header. Floor 5.
 */
#ifndef LVS_XMIT_WRAP_H
#define LVS_XMIT_WRAP_H

#include "base/addr.h"
#include "obj/dest_conf.h"

#include <linux/types.h>

struct lvs_pkt;
struct lvs_route;
struct lvs_wrap;

/**
 * struct lvs_encap_ops - what stands between the outer and the inner IP header
 * @bytes: how many bytes that are, at most: what a path's MTU has to spare
 * @gso_types: SKB_GSO_* that a GSO packet gets in addition
 * @push: put it in front of the packet, which is writable and has the room;
 *	set @proto of the wrap
 *
 * All run in softirq.
 */
struct lvs_encap_ops {
	unsigned int (*bytes)(struct lvs_tun tun);
	int (*gso_types)(const struct lvs_wrap *wrap);
	void (*push)(struct lvs_wrap *wrap);
};

/**
 * struct lvs_wrap - a packet on its way into another one
 * @pkt: the packet
 * @encap: how it is wrapped
 * @tun: parameters of that
 * @from: outer sender, an address of ours
 * @to: outer receiver, the server
 * @inner: IPPROTO_IPIP or IPPROTO_IPV6, what the packet is
 * @proto: IPPROTO_* of what follows the outer header
 * @tos: traffic class of the outer header
 * @ttl: hops of the outer header
 * @df: «do not fragment» of the outer header, IPv4
 */
struct lvs_wrap {
	struct lvs_pkt *pkt;
	const struct lvs_encap_ops *encap;
	struct lvs_tun tun;
	const struct lvs_addr *from;
	const struct lvs_addr *to;
	u8 inner;
	u8 proto;
	u8 tos;
	u8 ttl;
	__be16 df;
};

unsigned int lvs_wrap_bytes(u16 family, const struct lvs_encap_ops *encap,
			    struct lvs_tun tun);
int lvs_wrap_gso_type(const struct lvs_wrap *wrap);
int lvs_wrap_prepare(struct lvs_wrap *wrap, const struct lvs_route *route);
unsigned int lvs_wrap_send(struct lvs_wrap *wrap, struct lvs_route *route);
unsigned int lvs_wrap_send_direct(struct lvs_wrap *wrap,
				  struct lvs_route *route);

#endif
