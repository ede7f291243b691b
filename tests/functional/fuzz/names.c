// SPDX-License-Identifier: GPL-2.0
/*
 * The few services and servers that all requests are about. Addresses of both
 * are this machine's own, or behind a device that swallows what it gets.
 */
#include "names.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#define SVC_NAMES	10
#define DEST_NAMES	4
/* numbers from here on are behind the device, and many */
#define FAR_DESTS	100

/* 10.9.0.N and fd09::N are ours, 10.3.0.N and fd03::N are far */
static uint8_t make_addr(uint8_t *to, uint16_t family, uint8_t net, unsigned int n)
{
	memset(to, 0, 16);
	if (family == AF_INET) {
		to[0] = 10;
		to[1] = net;
		to[2] = n >> 8;
		to[3] = n;
		return 4;
	}
	to[0] = 0xfd;
	to[1] = net;
	to[14] = n >> 8;
	to[15] = n;
	return 16;
}

static struct svc_name svc_name_nth(unsigned int n)
{
	static const uint16_t protos[] = { IPPROTO_TCP, IPPROTO_UDP, IPPROTO_TCP, IPPROTO_SCTP,
					   IPPROTO_UDP };
	static const uint16_t ports[] = { 80, 5060, 21, 80, 0, 443, 53 };
	struct svc_name name = {
		.family = n & 1 ? AF_INET6 : AF_INET,
		.proto = protos[n / 2 % COUNT_OF(protos)],
		.port = ports[n / 2 % COUNT_OF(ports)],
		.mark = n / 2 % 4 == 3 ? n : 0,
	};

	name.addr_len = make_addr(name.addr, name.family, 9, n + 1);
	return name;
}

struct svc_name svc_name_draw(struct dice *dice)
{
	return svc_name_nth(dice_below(dice, SVC_NAMES));
}

/* one of IPv4 */
struct svc_name svc_name_draw4(struct dice *dice)
{
	return svc_name_nth(dice_below(dice, SVC_NAMES / 2) * 2);
}

struct dest_name dest_name_nth(uint16_t family, unsigned int n)
{
	struct dest_name name = { .family = family, .port = n % 4 ? 80 : 8080 };

	name.addr_len = make_addr(name.addr, family, n < FAR_DESTS ? 9 : 3, 256 + n);
	return name;
}

/* of the service's family, but for a few; near or far */
struct dest_name dest_name_draw(struct dice *dice, uint16_t svc_family)
{
	uint16_t family = svc_family;

	if (dice_chance(dice, 10))
		family = family == AF_INET ? AF_INET6 : AF_INET;
	return dest_name_nth(family, dice_below(dice, DEST_NAMES) +
			     (dice_chance(dice, 50) ? FAR_DESTS : 0));
}

const char *sched_draw(struct dice *dice)
{
	static const char *const scheds[] = {
		"rr", "wrr", "lc", "wlc", "fo", "ovf", "sed", "nq", "twos", "sh", "dh", "lblc",
		"lblcr", "mh", "none",
	};

	return dice_of(dice, scheds);
}

socklen_t svc_name_sockaddr(const struct svc_name *name, struct sockaddr_storage *to)
{
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)to;
	struct sockaddr_in *in = (struct sockaddr_in *)to;

	memset(to, 0, sizeof(*to));
	if (name->family == AF_INET) {
		in->sin_family = AF_INET;
		in->sin_port = htons(name->port);
		memcpy(&in->sin_addr, name->addr, 4);
		return sizeof(*in);
	}
	in6->sin6_family = AF_INET6;
	in6->sin6_port = htons(name->port);
	memcpy(&in6->sin6_addr, name->addr, 16);
	return sizeof(*in6);
}
