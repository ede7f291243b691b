// SPDX-License-Identifier: GPL-2.0
/* Structs to attributes and back; replies that lack something. */
#include "codec.h"
#include "tap.h"
#include "text_addr.h"

#include <netlink/attr.h>
#include <netlink/msg.h>

static struct nlattr *first(struct nl_msg *msg)
{
	return nlmsg_attrdata(nlmsg_hdr(msg), 0);
}

static void check_svc(void)
{
	struct lvs_svc in = {
		.protocol = IPPROTO_TCP,
		.port = 443,
		.flags = LVS_SVC_F_PERSISTENT,
		.timeout_s = 300,
		.netmask = 64,
		.sched = "wrr",
		.pe = "sip",
		.flow = { .tcp_s = 3600, .udp_s = 30 },
		.table_size = 65521,
		.slow_start_s = 30,
		.source_rate = 1000,
		.source_burst = 1000000,
		.hash_seed = INT64_MAX,
	};
	struct nl_msg *msg = nlmsg_alloc();
	struct lvs_svc out;

	text_to_addr("2001:db8::1", &in.addr);
	tap_num(lvs_put_svc(msg, &in), 0, "a service fits");
	tap_ok(lvs_take_svc(first(msg), &out), "and is understood");
	tap_ok(!memcmp(&in.addr, &out.addr, sizeof(in.addr)), "address");
	tap_ok(out.port == 443 && out.protocol == IPPROTO_TCP &&
	       !out.fwmark, "identity");
	tap_ok(out.flags == in.flags && out.timeout_s == 300 &&
	       out.netmask == 64, "parameters");
	tap_str(out.sched, "wrr", "scheduler");
	tap_str(out.pe, "sip", "engine");
	tap_ok(!memcmp(&in.flow, &out.flow, sizeof(in.flow)), "timeouts");
	tap_ok(in.table_size == out.table_size &&
	       in.slow_start_s == out.slow_start_s &&
	       in.hash_seed == out.hash_seed, "choice of servers");
	tap_ok(in.source_rate == out.source_rate &&
	       in.source_burst == out.source_burst, "what sources begin");
	nlmsg_free(msg);

	msg = nlmsg_alloc();
	lvs_put_svc_new(msg, &in);
	tap_ok(lvs_take_svc(first(msg), &out) &&
	       !memcmp(&in.flow, &out.flow, sizeof(in.flow)),
	       "timeouts of a new one");
	nlmsg_free(msg);

	msg = nlmsg_alloc();
	lvs_put_svc_id(msg, &in);
	tap_ok(!lvs_take_svc(first(msg), &out),
	       "an identity alone is no reply");
	tap_ok(!lvs_take_svc(NULL, &out), "nor is nothing");
	nlmsg_free(msg);
}

static void check_mark(void)
{
	struct lvs_svc in = {
		.fwmark = 4294967295, .addr.family = AF_INET, .sched = "rr",
	};
	struct nl_msg *msg = nlmsg_alloc();
	struct lvs_svc out;

	lvs_put_svc(msg, &in);
	tap_ok(lvs_take_svc(first(msg), &out) && out.fwmark == in.fwmark &&
	       out.addr.family == AF_INET && !out.protocol, "a mark");
	nlmsg_free(msg);
}

static void check_dest(void)
{
	struct lvs_dest in = {
		.port = 8080, .fwd = LVS_FWD_TUNNEL, .weight = 2147483647,
		.u_thresh = 9, .l_thresh = 3, .tun_type = LVS_TUN_GUE,
		.tun_port = 6080, .tun_flags = LVS_TUN_F_REMCSUM,
	};
	struct nl_msg *msg = nlmsg_alloc();
	struct lvs_dest out;

	text_to_addr("192.0.2.1", &in.addr);
	tap_num(lvs_put_dest(msg, &in), 0, "a server fits");
	tap_ok(lvs_take_dest(first(msg), AF_INET6, &out), "and is understood");
	tap_ok(!memcmp(&in, &out, sizeof(in)), "all of it comes back");
	nlmsg_free(msg);
}

static void put_stats(struct nl_msg *msg, int type, bool wide)
{
	struct nlattr *nest = nla_nest_start(msg, type);
	int i;

	for (i = LVS_STATS_ATTR_CONNS; i <= LVS_STATS_ATTR_OUTBPS; i++) {
		bool bytes = i == LVS_STATS_ATTR_INBYTES ||
			     i == LVS_STATS_ATTR_OUTBYTES;

		if (wide || bytes)
			nla_put_u64(msg, i, (wide ? 5000000000 : 100) + i);
		else
			nla_put_u32(msg, i, 100 + i);
	}
	nla_nest_end(msg, nest);
}

static void check_stats(bool wide)
{
	uint32_t port_be = 0;
	struct nl_msg *msg = nlmsg_alloc();
	struct nlattr *nest = nla_nest_start(msg, LVS_CMD_ATTR_DEST);
	uint64_t base = wide ? 5000000000 : 100;
	struct lvs_dest out;

	nla_put(msg, LVS_DEST_ATTR_ADDR, 4, &port_be);
	nla_put_u16(msg, LVS_DEST_ATTR_PORT, 0);
	nla_put_u32(msg, LVS_DEST_ATTR_FWD_METHOD, 0xf0 | LVS_FWD_DROUTE);
	nla_put_u32(msg, LVS_DEST_ATTR_WEIGHT, 1);
	put_stats(msg, LVS_DEST_ATTR_STATS, false);
	if (wide)
		put_stats(msg, LVS_DEST_ATTR_STATS64, true);
	nla_nest_end(msg, nest);
	tap_ok(lvs_take_dest(first(msg), AF_INET, &out),
	       "a server without a family has the service's");
	tap_num(out.fwd, LVS_FWD_DROUTE, "the method is masked");
	tap_num(out.stats.conns, base + 1, "connections");
	tap_num(out.stats.out_bytes, base + 5, "bytes");
	tap_num(out.stats.out_bps, base + 10, "bytes per second");
	nlmsg_free(msg);
}

static void check_short(void)
{
	struct nl_msg *msg = nlmsg_alloc();
	struct nlattr *nest = nla_nest_start(msg, LVS_CMD_ATTR_DEST);
	struct lvs_dest out;

	nla_put(msg, LVS_DEST_ATTR_ADDR, 4, "abcd");
	nla_put_u16(msg, LVS_DEST_ATTR_PORT, 0);
	nla_put_u32(msg, LVS_DEST_ATTR_FWD_METHOD, 0);
	nla_put_u32(msg, LVS_DEST_ATTR_WEIGHT, 1);
	nla_nest_end(msg, nest);
	tap_ok(!lvs_take_dest(first(msg), AF_INET6, &out),
	       "four bytes are no IPv6 address");
	nlmsg_free(msg);
}

static void check_daemon(void)
{
	struct lvs_daemon in = {
		.state = LVS_DAEMON_BACKUP, .sync_id = 7, .ifname = "eth1",
		.port = 8848, .maxlen_bytes = 1472, .ttl = 3,
	};
	struct nl_msg *msg = nlmsg_alloc();
	struct lvs_daemon out;

	text_to_addr("ff02::81", &in.group);
	tap_num(lvs_put_daemon(msg, &in), 0, "a daemon fits");
	tap_ok(lvs_take_daemon(first(msg), &out) &&
	       !memcmp(&in, &out, sizeof(in)), "and comes back");
	nlmsg_free(msg);
}

int main(void)
{
	check_svc();
	check_mark();
	check_dest();
	check_stats(false);
	check_stats(true);
	check_short();
	check_daemon();
	return tap_done();
}
