// SPDX-License-Identifier: GPL-2.0
/*
 * The packets of all who can send some to a director: of flows that begin, go
 * on and end; errors about them; tunnels; and what only looks like that.
 * Addresses are those of lib/topo_lan.sh, ports those of fuzz_packets.sh.
 */
#include "traffic.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>

#define FIRST_PORT	7001
#define PORTS		16
#define CLIENTS		8

static void set_addr(uint8_t *to, uint16_t family, const char *four, const char *six, uint8_t last)
{
	memset(to, 0, 16);
	inet_pton(family, family == AF_INET ? four : six, to);
	if (last)
		to[family == AF_INET ? 3 : 15] = last;
}

static void set_vip(uint8_t *to, uint16_t family)
{
	set_addr(to, family, "10.9.0.1", "fd09::1", 0);
}

/* one of them exists, and answers what it does not know */
static void set_client(struct dice *dice, uint8_t *to, uint16_t family)
{
	set_addr(to, family, "10.1.0.2", "fd01::2", dice_below(dice, CLIENTS) + 2);
}

/* 0 to 2: real1 to real3, addresses .11 to .13 and ::11 to ::13 */
static void set_server(uint8_t *to, uint16_t family, unsigned int n)
{
	set_addr(to, family, "10.3.0.11", "fd03::11", (family == AF_INET ? 11 : 0x11) + n);
}

/* the director itself, seen from its servers */
static void set_self(uint8_t *to, uint16_t family)
{
	set_addr(to, family, "10.3.0.1", "fd03::1", 0);
}

static uint16_t draw_port(struct dice *dice)
{
	static const uint16_t special[] = { 21, 5060, 6080, 0, 65535 };

	if (dice_chance(dice, 8))
		return dice_of(dice, special);
	return FIRST_PORT + dice_below(dice, PORTS);
}

static struct flow new_flow(struct dice *dice)
{
	static const uint8_t protos[] = { IPPROTO_TCP, IPPROTO_TCP, IPPROTO_TCP, IPPROTO_UDP,
					  IPPROTO_UDP, IPPROTO_UDP, IPPROTO_SCTP };
	struct flow flow = { .proto = dice_of(dice, protos) };

	flow.ends.family = dice_chance(dice, 50) ? AF_INET : AF_INET6;
	flow.ends.sport = dice_chance(dice, 95) ? 30000 + dice_below(dice, 64) : dice_roll(dice);
	flow.ends.dport = draw_port(dice);
	set_client(dice, flow.ends.src, flow.ends.family);
	set_vip(flow.ends.dst, flow.ends.family);
	return flow;
}

void traffic_begin(struct traffic *t, uint64_t seed)
{
	unsigned int i;

	t->dice = dice_new(seed, 0);
	for (i = 0; i < RECENT; i++)
		t->recent[i] = new_flow(&t->dice);
}

static const struct flow *draw_flow(struct traffic *t)
{
	struct flow *flow = &t->recent[dice_below(&t->dice, RECENT)];

	if (dice_chance(&t->dice, 15))
		*flow = new_flow(&t->dice);
	return flow;
}

static void put_transport(struct frame *f, const struct ends *ends, uint8_t proto)
{
	switch (proto) {
	case IPPROTO_TCP:
		frame_tcp(f, ends);
		break;
	case IPPROTO_UDP:
		frame_payload(f, 1300);
		frame_udp(f, ends);
		break;
	default:
		frame_sctp(f, ends);
	}
}

static void put_whole(struct frame *f, const struct ends *ends, uint8_t proto)
{
	put_transport(f, ends, proto);
	frame_ip(f, ends, proto);
}

/* around the packet that is there */
static void wrap(struct frame *f, const struct ends *outer, uint16_t inner_family)
{
	uint8_t proto;

	switch (dice_below(f->dice, 3)) {
	case 0:
		proto = frame_gre(f, inner_family);
		break;
	case 1:
		proto = frame_gue(f, outer, inner_family);
		break;
	default:
		proto = frame_inner_proto(inner_family);
	}
	frame_ip(f, outer, proto);
}

/* what a router on the way to @about's receiver has to say, or that one */
static uint16_t put_error(struct frame *f, const struct ends *about, uint8_t proto,
			  const uint8_t *from, const uint8_t *to)
{
	struct ends ends = { .family = about->family };

	put_whole(f, about, proto);
	memcpy(ends.src, from ?: about->dst, sizeof(ends.src));
	memcpy(ends.dst, to ?: about->src, sizeof(ends.dst));
	frame_error(f, &ends);
	frame_ip(f, &ends, ends.family == AF_INET ? IPPROTO_ICMP : IPPROTO_ICMPV6);
	return ends.family;
}

/* an error about the tunnel's packet to a server, which holds one of the flow */
static uint16_t put_tunnel_error(struct traffic *t, struct frame *f, const struct flow *flow)
{
	struct ends outer = { .sport = dice_roll(&t->dice) | 0xc000 }, error = {};

	outer.family = dice_chance(&t->dice, 80) ? flow->ends.family : AF_INET;
	set_self(outer.src, outer.family);
	set_server(outer.dst, outer.family, 1 + dice_below(&t->dice, 2));
	put_whole(f, &flow->ends, flow->proto);
	wrap(f, &outer, flow->ends.family);
	error = ends_back(&outer);
	frame_error(f, &error);
	frame_ip(f, &error, error.family == AF_INET ? IPPROTO_ICMP : IPPROTO_ICMPV6);
	return error.family;
}

static uint16_t put_echo(struct frame *f, const struct ends *ends)
{
	frame_echo(f, ends);
	frame_ip(f, ends, ends->family == AF_INET ? IPPROTO_ICMP : IPPROTO_ICMPV6);
	return ends->family;
}

/* protocols without ports, and such as nobody knows */
static uint16_t put_other(struct frame *f, const struct ends *ends)
{
	static const uint8_t protos[] = { IPPROTO_ESP, IPPROTO_AH, 0, 59, 60, 43, 44, 2, 255 };

	frame_noise(f, dice_below(f->dice, 80));
	frame_ip(f, ends, dice_of(f->dice, protos));
	return ends->family;
}

static uint16_t from_client(struct traffic *t, struct frame *f)
{
	const struct flow *flow = draw_flow(t);
	struct ends ends = flow->ends;
	uint32_t what = dice_below(&t->dice, 100);

	if (what < 72) {
		put_whole(f, &ends, flow->proto);
		return ends.family;
	}
	if (what < 84) {
		/* about what the service has answered */
		ends = ends_back(&ends);
		return put_error(f, &ends, flow->proto, NULL, NULL);
	}
	if (what < 93) {
		/* a tunnel that ends here, from anybody */
		put_whole(f, &ends, flow->proto);
		set_addr(ends.dst, ends.family, "10.2.0.1", "fd02::1", 0);
		wrap(f, &ends, ends.family);
		return ends.family;
	}
	if (what < 96)
		return put_echo(f, &ends);
	return put_other(f, &ends);
}

/* the server's own end of a flow by masquerading, or the service's by other methods */
static uint16_t from_server(struct traffic *t, struct frame *f)
{
	const struct flow *flow = draw_flow(t);
	struct ends back = ends_back(&flow->ends), there = flow->ends;
	uint32_t what = dice_below(&t->dice, 100);

	if (dice_chance(&t->dice, 90)) {
		set_server(back.src, back.family, dice_chance(&t->dice, 80) ? 0 :
			   dice_below(&t->dice, 3));
		memcpy(there.dst, back.src, sizeof(there.dst));
	}
	if (what < 60) {
		put_whole(f, &back, flow->proto);
		return back.family;
	}
	if (what < 75)
		return put_error(f, &there, flow->proto, NULL, NULL);
	if (what < 90)
		return put_tunnel_error(t, f, flow);
	if (what < 94)
		return put_echo(f, &back);
	if (what < 97)
		return put_other(f, &back);
	/* a tunnel that leads back, to what it seems to come from */
	put_whole(f, &flow->ends, flow->proto);
	set_self(back.dst, back.family);
	wrap(f, &back, back.family);
	return back.family;
}

/* a program here is a client, or answers as a server of this machine */
static uint16_t from_self(struct traffic *t, struct frame *f)
{
	const struct flow *flow = draw_flow(t);
	struct ends ends = flow->ends;
	uint32_t what = dice_below(&t->dice, 100);

	if (dice_chance(&t->dice, 80))
		set_self(ends.src, ends.family);
	if (what < 75) {
		put_whole(f, &ends, flow->proto);
		return ends.family;
	}
	ends = ends_back(&ends);
	if (what < 85) {
		put_whole(f, &ends, flow->proto);
		return ends.family;
	}
	return put_error(f, &ends, flow->proto, NULL, NULL);
}

/* bytes of a packet that is ready: turned, cut off, or more of them */
static void damage_whole(struct frame *f)
{
	switch (dice_below(f->dice, 4)) {
	case 0:
		f->len = 1 + dice_below(f->dice, f->len);
		break;
	case 1:
		frame_noise(f, 1 + dice_below(f->dice, 60));
		break;
	case 2:
		dice_damage(f->dice, f->at, f->len);
		break;
	default:
		dice_damage(f->dice, f->at, f->len < 80 ? f->len : 80);
	}
}

/**
 * traffic_frame() - the next packet
 * @t: what is going on
 * @side: who sends it
 * @f: filled, from the IP header on
 *
 * Return: AF_INET or AF_INET6.
 */
uint16_t traffic_frame(struct traffic *t, enum side side, struct frame *f)
{
	uint32_t quality = dice_below(&t->dice, 100);
	uint16_t family;

	frame_clear(f, &t->dice, quality < 45 ? 0 : 35);
	switch (side) {
	case SIDE_CLIENTS:
		family = from_client(t, f);
		break;
	case SIDE_SERVERS:
		family = from_server(t, f);
		break;
	default:
		family = from_self(t, f);
	}
	if (quality >= 82)
		damage_whole(f);
	return family;
}
