/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Why a packet was dropped: one counter a reason, per namespace. Floor 1.
 */
#ifndef LVS_BASE_REASON_H
#define LVS_BASE_REASON_H

#include <linux/types.h>

struct lvs_net;

/* LVS_REASON(NAME, "text") */
#define LVS_REASONS(LVS_REASON)						\
	LVS_REASON(NO_DEST, "service has no server to give")		\
	LVS_REASON(DEST_GONE, "server of the flow was removed")		\
	LVS_REASON(NO_MEMORY, "no memory for a connection")		\
	LVS_REASON(NO_ROUTE, "no route to the server")			\
	LVS_REASON(ROUTE_LOOP, "route crosses the local boundary")	\
	LVS_REASON(TTL, "time to live exceeded")			\
	LVS_REASON(TOO_BIG, "packet exceeds the path's MTU")		\
	LVS_REASON(THINNED, "new flows are thinned out by drop_packet")	\
	LVS_REASON(FULL, "the namespace holds conn_max entries")	\
	LVS_REASON(MALFORMED, "headers are cut short or wrong")		\
	LVS_REASON(HEADROOM, "no memory to rewrite the packet")		\
	LVS_REASON(CLASH, "reply address is taken by another flow")	\
	LVS_REASON(METHOD, "forwarding method is not available")	\
	LVS_REASON(SIGNED, "authentication header forbids translation")	\
	LVS_REASON(FRAGMENT, "fragment cannot be reassembled")		\
	LVS_REASON(CONNTRACK, "conntrack refused the flow")		\
	LVS_REASON(NO_KEY, "persistence engine finds no key")		\
	LVS_REASON(STRAY, "server's packet belongs to no flow")		\
	LVS_REASON(SOURCE_RATE, "source begins more than source_rate")

#define LVS_REASON_ENUM(name, text) LVS_REASON_##name,
enum lvs_reason {
	LVS_REASONS(LVS_REASON_ENUM)
	LVS_REASON_COUNT,
};
#undef LVS_REASON_ENUM

/**
 * struct lvs_reasons - drops of one CPU
 * @drops: packets by reason; written by softirq of the CPU
 */
struct lvs_reasons {
	u64 drops[LVS_REASON_COUNT];
};

const char *lvs_reason_text(enum lvs_reason reason);
unsigned int lvs_reason_of_kernel(enum lvs_reason reason);
void lvs_reason_count(struct lvs_net *lnet, enum lvs_reason reason);
u64 lvs_reason_sum(struct lvs_net *lnet, enum lvs_reason reason);
int lvs_reasons_init(struct lvs_net *lnet);
void lvs_reasons_exit(struct lvs_net *lnet);

#endif
