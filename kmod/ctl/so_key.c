// SPDX-License-Identifier: GPL-2.0
/*
 * How requests by socket option name a service. Floor 8.
 */
#include "ctl/so_key.h"

#include "ctl/request.h"

#include <linux/bits.h>
#include <linux/socket.h>
#include <linux/stddef.h>
#include <uapi/linux/ip_vs.h>

/* a key can be read wherever a request is */
#define SAME_PLACE(type, member, ours)					\
	static_assert(offsetof(type, member) ==				\
		      offsetof(struct lvs_so_key, ours))
#define BEGINS_WITH_KEY(type)						\
	SAME_PLACE(type, protocol, proto);				\
	SAME_PLACE(type, addr, addr);					\
	SAME_PLACE(type, port, port);					\
	SAME_PLACE(type, fwmark, fwmark)

BEGINS_WITH_KEY(struct ip_vs_service_user);
BEGINS_WITH_KEY(struct ip_vs_service_entry);
BEGINS_WITH_KEY(struct ip_vs_get_dests);

/**
 * lvs_so_decode_key() - decode the name of a service
 * @key: of the request
 * @req: filled, the rest zeroed
 *
 * Context: any.
 */
void lvs_so_decode_key(const struct lvs_so_key *key, struct lvs_svc_req *req)
{
	*req = (struct lvs_svc_req) {
		.present = BIT_ULL(LVS_SVC_ATTR_AF) |
			   BIT_ULL(LVS_SVC_ATTR_PROTOCOL) |
			   BIT_ULL(LVS_SVC_ATTR_ADDR) |
			   BIT_ULL(LVS_SVC_ATTR_PORT),
		.family = AF_INET,
		.proto = key->proto,
		.words = { key->addr },
		.port = key->port,
		.fwmark = key->fwmark,
	};
	if (key->fwmark)
		req->present |= BIT_ULL(LVS_SVC_ATTR_FWMARK);
}
