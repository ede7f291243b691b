/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is inside of a packet that was sent through a tunnel. Floor 2.
 */
#ifndef LVS_PKT_UNWRAP_H
#define LVS_PKT_UNWRAP_H

#include <linux/types.h>

struct lvs_pkt;
struct lvs_quote;

/**
 * struct lvs_unwrapped - what is inside
 * @type: LVS_TUN_*
 * @port: outer UDP port, 0 if there is none
 * @family: AF_INET or AF_INET6 of what is inside, 0 if too little is there to
 *	tell
 * @offset: bytes from skb->data to where that begins
 */
struct lvs_unwrapped {
	u8 type;
	__be16 port;
	u16 family;
	unsigned int offset;
};

bool lvs_unwrap(const struct lvs_pkt *pkt, const struct lvs_quote *outer,
		struct lvs_unwrapped *in);

#endif
