/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The packet that an ICMP error quotes. Floor 2.
 */
#ifndef LVS_PKT_QUOTE_H
#define LVS_PKT_QUOTE_H

#include "pkt/pkt.h"

/**
 * struct lvs_quote - a quoted packet
 * @flow: its flow, as it was sent; ports only where they were asked for
 * @l3_offset: bytes from skb->data to its network header
 * @l4_offset: bytes from skb->data to its transport header
 */
struct lvs_quote {
	struct lvs_tuple flow;
	unsigned int l3_offset;
	unsigned int l4_offset;
};

bool lvs_quote_error(const struct lvs_pkt *pkt, struct lvs_quote *quote);
bool lvs_quote_parse(const struct lvs_pkt *pkt, struct lvs_quote *quote);
bool lvs_quote_ports(const struct lvs_pkt *pkt, struct lvs_quote *quote);
bool lvs_quote_header(const struct lvs_pkt *pkt, u16 family,
		      unsigned int offset, struct lvs_quote *quote);
struct lvs_tuple lvs_quote_reverse(const struct lvs_quote *quote);

#endif
