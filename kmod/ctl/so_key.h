/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How requests by socket option name a service. Floor 8.
 */
#ifndef LVS_CTL_SO_KEY_H
#define LVS_CTL_SO_KEY_H

#include <linux/types.h>

struct lvs_svc_req;

/**
 * struct lvs_so_key - what all these requests begin with; IPVS's layout
 * @proto: IPPROTO_*
 * @addr: virtual address
 * @port: virtual port
 * @fwmark: packet mark, 0 for a service by address
 */
struct lvs_so_key {
	u16 proto;
	__be32 addr;
	__be16 port;
	u32 fwmark;
};

void lvs_so_decode_key(const struct lvs_so_key *key, struct lvs_svc_req *req);

#endif
