/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Reads an skb's headers into a struct lvs_pkt. Floor 2.
 */
#ifndef LVS_PKT_PARSE_H
#define LVS_PKT_PARSE_H

#include "pkt/pkt.h"

enum lvs_parse {
	LVS_PARSE_OK,		/* flow, flags and offsets are known */
	LVS_PARSE_ICMP,		/* of either family; addresses are known */
	LVS_PARSE_OTHER,	/* a protocol or a part that has no flow */
	LVS_PARSE_FRAGMENT,	/* addresses and protocol only: reassemble */
	LVS_PARSE_CUT,		/* flow known, header ends too soon */
};

enum lvs_parse lvs_pkt_parse(struct lvs_pkt *pkt, u16 family);

#endif
