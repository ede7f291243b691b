/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One packet as the floors above see it: where its headers are and which
 * flow it belongs to. Floor 2.
 */
#ifndef LVS_PKT_PKT_H
#define LVS_PKT_PKT_H

#include "base/tuple.h"

#include <linux/types.h>

struct lvs_net;
struct sk_buff;

/* header flags of TCP that the state machine looks at; bits of byte 13 */
enum lvs_tcp_flag {
	LVS_TCP_FIN = 0x01,
	LVS_TCP_SYN = 0x02,
	LVS_TCP_RST = 0x04,
	LVS_TCP_ACK = 0x10,
};

/* chunks of SCTP that the state machine looks at (RFC 9260, 3.2) */
enum lvs_sctp_chunk {
	LVS_SCTP_DATA = 0,
	LVS_SCTP_INIT = 1,
	LVS_SCTP_INIT_ACK = 2,
	LVS_SCTP_ABORT = 6,
	LVS_SCTP_SHUTDOWN = 7,
	LVS_SCTP_SHUTDOWN_ACK = 8,
	LVS_SCTP_ERROR = 9,
	LVS_SCTP_COOKIE_ECHO = 10,
	LVS_SCTP_COOKIE_ACK = 11,
	LVS_SCTP_SHUTDOWN_COMPLETE = 14,
	LVS_SCTP_I_DATA = 64,		/* RFC 8260 */
	LVS_SCTP_NO_CHUNK = 255,	/* a type that nobody may use */
};

enum lvs_pkt_flag {
	LVS_PKT_F_FRAGMENT = 0x1,	/* part of a fragmented datagram */
	LVS_PKT_F_LATER = 0x2,		/* not the first part: no ports */
	LVS_PKT_F_ICMP_ERROR = 0x4,	/* quotes another packet */
	LVS_PKT_F_LOCAL = 0x8,		/* made on this machine */
	LVS_PKT_F_TRACKED = 0x10,	/* its nf_conn stays with it */
	LVS_PKT_F_OPEN = 0x20,		/* nobody sees it on its way out */
};

/**
 * struct lvs_pkt - parsed view of an skb
 * @skb: the packet; its data starts at the network header
 * @lnet: namespace it is in
 * @tuple: its flow, network byte order
 * @l4_offset: bytes from skb->data to the transport header
 * @flags: enum lvs_pkt_flag
 * @tcp_flags: enum lvs_tcp_flag, 0 for other protocols
 * @sctp_chunk: type of the chunk that says what the packet is about, or
 *	LVS_SCTP_NO_CHUNK; not set for other protocols
 * @hook: NF_INET_* where we met it
 * @reason: why it is dropped, enum lvs_reason, if it is
 */
struct lvs_pkt {
	struct sk_buff *skb;
	struct lvs_net *lnet;
	struct lvs_tuple tuple;
	unsigned int l4_offset;
	u8 flags;
	u8 tcp_flags;
	u8 sctp_chunk;
	u8 hook;
	u8 reason;
};

/* all but what parsing finds; zeroing the whole struct would cost more */
static inline void lvs_pkt_open(struct lvs_pkt *pkt, struct sk_buff *skb,
				struct lvs_net *lnet, u8 hook)
{
	pkt->skb = skb;
	pkt->lnet = lnet;
	pkt->tuple.sport = 0;
	pkt->tuple.dport = 0;
	pkt->tuple.kind = LVS_TUPLE_FLOW;
	pkt->flags = 0;
	pkt->tcp_flags = 0;
	pkt->sctp_chunk = 0;
	pkt->hook = hook;
	pkt->reason = 0;
}

static inline u16 lvs_pkt_family(const struct lvs_pkt *pkt)
{
	return pkt->tuple.dst.family;
}

#endif
