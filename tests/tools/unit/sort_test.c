// SPDX-License-Identifier: GPL-2.0
/* The order of listings. */
#include "sort.h"
#include "tap.h"
#include "text_addr.h"

static struct lvs_svc svc(const char *addr, int protocol, int port)
{
	struct lvs_svc s = { .protocol = protocol, .port = port };

	text_to_addr(addr, &s.addr);
	return s;
}

static struct lvs_svc mark(uint32_t fwmark, int family)
{
	return (struct lvs_svc){ .fwmark = fwmark, .addr.family = family };
}

static void check_svcs(void)
{
	struct lvs_svc items[] = {
		mark(7, AF_INET6),
		mark(7, AF_INET),
		svc("2001:db8::1", IPPROTO_TCP, 80),
		svc("192.0.2.1", IPPROTO_SCTP, 80),
		svc("192.0.2.1", IPPROTO_UDP, 80),
		mark(3, AF_INET),
		svc("192.0.2.2", IPPROTO_TCP, 80),
		svc("192.0.2.1", IPPROTO_TCP, 443),
		svc("192.0.2.1", IPPROTO_TCP, 80),
	};
	struct lvs_svc_list list = { items, ARRAY_SIZE(items) };

	sort_svcs(&list);
	tap_ok(items[0].port == 80 && items[0].protocol == IPPROTO_TCP,
	       "TCP first, by address, then port");
	tap_num(items[1].port, 443, "the next port");
	tap_ok(items[2].addr.v4.s_addr != items[1].addr.v4.s_addr,
	       "the next address");
	tap_num(items[3].protocol, IPPROTO_UDP, "UDP after TCP");
	tap_num(items[4].protocol, IPPROTO_SCTP, "SCTP after UDP");
	tap_num(items[5].addr.family, AF_INET6, "IPv6 after IPv4");
	tap_num(items[6].fwmark, 3, "marks after addresses");
	tap_ok(items[7].fwmark == 7 && items[7].addr.family == AF_INET,
	       "IPv4 of one mark before IPv6");
	tap_num(items[8].addr.family, AF_INET6, "IPv6 of one mark last");
}

static void check_far_apart(void)
{
	struct lvs_svc items[] = {
		svc("10.0.0.1", IPPROTO_TCP, 80),
		svc("192.0.2.1", IPPROTO_TCP, 80),
	};
	struct lvs_svc_list list = { items, ARRAY_SIZE(items) };
	char buf[INET6_ADDRSTRLEN];

	sort_svcs(&list);
	tap_str(text_addr(buf, &items[0].addr), "192.0.2.1",
		"addresses more than 2^31 apart, as ipvsadm has them");
}

static void check_dests(void)
{
	struct lvs_dest items[3] = { { .port = 80 }, { .port = 8080 },
				     { .port = 80 } };
	struct lvs_dest_list list = { items, ARRAY_SIZE(items) };
	struct lvs_dest_list empty = { 0 };

	text_to_addr("2001:db8::2", &items[0].addr);
	text_to_addr("2001:db8::1", &items[1].addr);
	text_to_addr("2001:db8::1", &items[2].addr);
	sort_dests(&list);
	tap_ok(items[0].port == 80 && items[0].addr.v6.s6_addr[15] == 1,
	       "servers by address, then port");
	tap_num(items[1].port, 8080, "the next port");
	tap_num(items[2].addr.v6.s6_addr[15], 2, "the next address");
	sort_dests(&empty);
	tap_ok(true, "no servers");
}

int main(void)
{
	check_svcs();
	check_far_apart();
	check_dests();
	return tap_done();
}
