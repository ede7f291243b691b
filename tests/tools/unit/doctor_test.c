// SPDX-License-Identifier: GPL-2.0
/* What the doctor finds on hosts that are made up. */
#include "findings.h"
#include "tap.h"
#include "text_addr.h"

#include <errno.h>
#include <net/if_arp.h>

static bool local = true;
static int mtu = 1500;

static bool fake_is_local(const struct lvs_addr *addr)
{
	(void)addr;
	return local;
}

static int fake_way_mtu(const struct lvs_addr *addr)
{
	(void)addr;
	return mtu;
}

static struct host_iface ifaces[] = {
	{ .name = "lo", .type = ARPHRD_LOOPBACK, .up = true, .rp_filter = 1 },
	{ .name = "eth0", .type = ARPHRD_ETHER, .up = true },
	{ .name = "eth1", .type = ARPHRD_ETHER },
	{ .name = "tunl0", .type = ARPHRD_TUNNEL },
};

static struct lvs_addr lo_addr;
static struct host host = {
	.ip_forward = 1, .ip6_forward = 1, .mss_clamp = 1,
	.conntrack_count = UNKNOWN, .conntrack_max = UNKNOWN,
	.ifaces = ifaces, .iface_count = ARRAY_SIZE(ifaces),
	.lo_addrs = &lo_addr,
	.is_local = fake_is_local, .way_mtu = fake_way_mtu,
};

static struct lvs_dest dests[2];
static struct snap_svc item = {
	.svc = { .protocol = IPPROTO_TCP, .port = 80 },
	.dests = { dests, 2 },
};
static struct snap snap = { &item, 1 };

/* how many of a level a check finds; -1: a text is missing */
static int found(const char *name, enum finding_level level)
{
	const struct check *tables[] = { service_checks, host_checks }, *c;
	struct findings all = { 0 };
	int count = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(tables); i++) {
		for (c = tables[i]; c->name; c++) {
			if (!strcmp(c->name, name))
				c->look(&host, &snap, c->name, &all);
		}
	}
	for (i = 0; i < all.count && count >= 0; i++) {
		count += all.items[i].level == level;
		if (!all.items[i].what[0] || !all.items[i].fix[0])
			count = -1;
	}
	findings_free(&all);
	return count;
}

static void check_weights(void)
{
	tap_num(found("weights", FINDING_WARN), 0, "weights are fine");
	dests[0].weight = 0;
	tap_num(found("weights", FINDING_WARN), 0, "one taker is enough");
	dests[1].u_thresh = 10;
	dests[1].active_conns = 4;
	dests[1].inact_conns = 5;
	tap_num(found("weights", FINDING_WARN), 0, "below its threshold");
	dests[1].inact_conns = 6;
	tap_num(found("weights", FINDING_WARN), 1, "at its threshold");
	dests[1].u_thresh = 0;
	dests[1].weight = 0;
	tap_num(found("weights", FINDING_WARN), 1, "all have weight 0");
	item.dests.count = 0;
	tap_num(found("weights", FINDING_WARN), 1, "nobody is there");
	item.dests.count = 2;
	dests[0].weight = dests[1].weight = 1;
}

static void check_ways(void)
{
	local = false;
	tap_num(found("addresses", FINDING_NOTE), 1, "a strange address");
	item.svc.fwmark = 7;
	tap_num(found("addresses", FINDING_NOTE), 0, "a mark has none");
	item.svc.fwmark = 0;
	local = true;
	tap_num(found("addresses", FINDING_NOTE), 0, "an own address");
	tap_num(found("ways", FINDING_WARN), 0, "there are ways");
	mtu = -ENETUNREACH;
	tap_num(found("ways", FINDING_WARN), 2, "there are none");
	mtu = 1500;
}

static void check_forwarding(void)
{
	host.ip_forward = 0;
	host.ip6_forward = 0;
	tap_num(found("forwarding", FINDING_WARN), 1, "NAT of IPv4");
	dests[1].addr.family = AF_INET6;
	tap_num(found("forwarding", FINDING_WARN), 2, "NAT of both");
	dests[1].addr.family = AF_INET;
	dests[0].fwd = dests[1].fwd = LVS_FWD_DROUTE;
	tap_num(found("forwarding", FINDING_WARN), 0, "not direct routing");
	dests[0].fwd = LVS_FWD_MASQ;
	host.ip_forward = UNKNOWN;
	tap_num(found("forwarding", FINDING_WARN), 0, "who knows");
	host.ip_forward = 1;
	tap_num(found("forwarding", FINDING_WARN), 0, "it is on");
}

static void check_tunnels(void)
{
	tap_num(found("tunnels", FINDING_NOTE), 0, "no tunnel");
	dests[1].fwd = LVS_FWD_TUNNEL;
	tap_num(found("tunnels", FINDING_NOTE), 1, "TCP is told");
	host.mss_clamp = 0;
	tap_num(found("tunnels", FINDING_WARN), 1, "TCP is not told");
	host.mss_clamp = UNKNOWN;
	tap_num(found("tunnels", FINDING_WARN), 1, "a kernel that cannot");
	mtu = 1520;
	tap_num(found("tunnels", FINDING_WARN), 0, "ipip fits");
	dests[1].tun_type = LVS_TUN_GRE;
	tap_num(found("tunnels", FINDING_WARN), 1, "gre does not");
	mtu = 1528;
	tap_num(found("tunnels", FINDING_WARN), 0, "now it does");
	dests[1].tun_type = LVS_TUN_GUE;
	tap_num(found("tunnels", FINDING_WARN), 1, "gue does not");
	mtu = 1500;
}

static void check_host(void)
{
	tap_num(found("rp_filter", FINDING_WARN), 0, "loopback may be strict");
	ifaces[1].rp_filter = 1;
	tap_num(found("rp_filter", FINDING_NOTE), 0, "the only interface");
	ifaces[2].up = true;
	tap_num(found("rp_filter", FINDING_NOTE), 1, "one of two");
	ifaces[3].rp_filter = 1;
	tap_num(found("rp_filter", FINDING_WARN), 0, "a tunnel that is down");
	ifaces[3].up = true;
	tap_num(found("rp_filter", FINDING_WARN), 1, "a tunnel");
	ifaces[3].rp_filter = 2;
	tap_num(found("rp_filter", FINDING_WARN), 0, "a loose one");

	host.conntrack_max = 1000;
	host.conntrack_count = 799;
	tap_num(found("conntrack", FINDING_WARN), 0, "conntrack has room");
	host.conntrack_count = 800;
	tap_num(found("conntrack", FINDING_WARN), 1, "conntrack has none");
}

static void check_arp(void)
{
	tap_num(found("arp", FINDING_WARN), 0, "nothing on loopback");
	text_to_addr("192.0.2.7", &lo_addr);
	host.lo_addr_count = 1;
	tap_num(found("arp", FINDING_WARN), 2, "both answer");
	ifaces[1].arp_ignore = 1;
	tap_num(found("arp", FINDING_WARN), 2, "and still announce");
	ifaces[1].arp_announce = 2;
	tap_num(found("arp", FINDING_WARN), 1, "one is quiet");
	item.svc.addr = lo_addr;
	tap_num(found("arp", FINDING_WARN), 0, "a virtual address may");
}

int main(void)
{
	size_t i;

	text_to_addr("192.0.2.1", &item.svc.addr);
	for (i = 0; i < ARRAY_SIZE(dests); i++) {
		dests[i].weight = 1;
		text_to_addr("198.51.100.1", &dests[i].addr);
	}
	check_weights();
	check_ways();
	check_forwarding();
	check_tunnels();
	check_host();
	check_arp();
	return tap_done();
}
