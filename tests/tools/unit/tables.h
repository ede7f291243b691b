/* SPDX-License-Identifier: GPL-2.0 */
/* A made-up table of services, for programs that print listings of it. */
#ifndef LVS_TESTS_TOOLS_TABLES_H
#define LVS_TESTS_TOOLS_TABLES_H

#include "liblvs.h"
#include "tap.h"
#include "text_addr.h"

#include <arpa/inet.h>

#define MANY 123456789012

static const struct lvs_stats stats = {
	42, 99999999, 100000000, MANY, 98765432109876,
	7, 123456789, 8, 1000000000, 9,
};

struct fixture {
	struct lvs_svc svc;
	const char *addr;
	struct lvs_dest dests[4];
	const char *dest_addrs[4];
};

static struct fixture fixtures[] = {
	{
		.svc = { .protocol = IPPROTO_TCP, .port = 443, .sched = "wrr",
			 .flags = LVS_SVC_F_PERSISTENT | LVS_SVC_F_HASHED,
			 .timeout_s = 300, .stats = stats },
		.addr = "192.0.2.16",
		.dests = {
			{ .port = 443, .fwd = LVS_FWD_DROUTE, .weight = 10,
			  .active_conns = 3, .inact_conns = 41,
			  .persist_conns = 5, .stats = stats },
			{ .port = 65535, .fwd = LVS_FWD_MASQ,
			  .weight = 2147483647, .u_thresh = 1000,
			  .l_thresh = 10 },
			{ .port = 443, .fwd = LVS_FWD_LOCAL },
			{ .port = 443, .fwd = LVS_FWD_TUNNEL, .weight = 1 },
		},
		.dest_addrs = { "198.51.100.7", "198.51.100.128",
				"127.0.0.1", "2001:db8::7" },
	},
	{
		.svc = { .protocol = IPPROTO_UDP, .port = 5060, .sched = "sh",
			 .flags = LVS_SVC_F_PERSISTENT | LVS_SVC_F_ONEPACKET |
				  LVS_SVC_F_SCHED2 | LVS_SVC_F_SCHED3,
			 .timeout_s = 60, .netmask = 64, .pe = "sip" },
		.addr = "2001:db8:1234:5678:9abc:def0:1234:5678",
		.dests = {
			{ .port = 5060, .fwd = LVS_FWD_TUNNEL, .weight = 1,
			  .tun_type = LVS_TUN_GUE, .tun_port = 6080,
			  .tun_flags = LVS_TUN_F_REMCSUM },
			{ .port = 5060, .fwd = LVS_FWD_TUNNEL, .weight = 1,
			  .tun_type = LVS_TUN_GRE,
			  .tun_flags = LVS_TUN_F_CSUM },
			{ .port = 5060, .fwd = LVS_FWD_BYPASS },
		},
		.dest_addrs = { "2001:db8::1", "2001:db8::2", "2001:db8::3" },
	},
	{
		.svc = { .protocol = IPPROTO_SCTP, .port = 80, .sched = "mh", .table_size = 65521,
			 .hash_seed = INT64_MAX, .slow_start_s = 30,
			 .source_rate = 1000, .source_burst = 1000000,
			 .flags = LVS_SVC_F_SCHED1 | LVS_SVC_F_SCHED2 },
		.addr = "192.0.2.16",
	},
	{
		.svc = { .fwmark = 4294967295, .sched = "rr",
			 .source_burst = 40,
			 .flags = LVS_SVC_F_ONEPACKET | LVS_SVC_F_SCHED1 |
				  LVS_SVC_F_SCHED3 },
		.addr = "0.0.0.0",
		.dests = { { .fwd = LVS_FWD_DROUTE, .weight = 1 } },
		.dest_addrs = { "198.51.100.7" },
	},
	{
		.svc = { .fwmark = 7, .sched = "lc", .netmask = 128,
			 .flags = LVS_SVC_F_PERSISTENT, .timeout_s = 360,
			 .source_rate = 5,
			 .flow = { .tcp_s = 3600, .tcp_fin_s = 15,
				   .udp_s = 30 } },
		.addr = "::",
	},
};

static size_t prepare(struct fixture *f)
{
	uint16_t port = f->svc.port;
	size_t i;

	text_to_addr(f->addr, &f->svc.addr);
	f->svc.port = port;
	if (f->svc.addr.family == AF_INET)
		f->svc.netmask = f->svc.timeout_s ? htonl(0xffffff00) :
						    UINT32_MAX;
	for (i = 0; i < ARRAY_SIZE(f->dests) && f->dest_addrs[i]; i++)
		text_to_addr(f->dest_addrs[i], &f->dests[i].addr);
	return i;
}

#endif /* LVS_TESTS_TOOLS_TABLES_H */
