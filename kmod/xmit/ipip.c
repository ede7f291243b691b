// SPDX-License-Identifier: GPL-2.0
/*
 * IP in IP: nothing stands between the two headers. Floor 5.
 */
#include "xmit/ipip.h"

#include "pkt/pkt.h"
#include "xmit/wrap.h"

#include <linux/skbuff.h>

static unsigned int bytes(struct lvs_tun tun)
{
	return 0;
}

static int gso_types(const struct lvs_wrap *wrap)
{
	return lvs_wrap_gso_type(wrap);
}

static void push(struct lvs_wrap *wrap)
{
	struct sk_buff *skb = wrap->pkt->skb;

	skb_set_inner_ipproto(skb, wrap->inner);
	skb->transport_header = skb->network_header;
	wrap->proto = wrap->inner;
}

const struct lvs_encap_ops lvs_encap_ipip = {
	.bytes = bytes,
	.gso_types = gso_types,
	.push = push,
};
