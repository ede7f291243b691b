// SPDX-License-Identifier: GPL-2.0
/*
 * fuzz_packets - sends a director what it may get from anybody
 *
 *	fuzz_packets SEED SECONDS DIRECTOR CLIENTS DEVICE MAC SERVERS DEVICE MAC
 *		DIRECTOR, CLIENTS and SERVERS are files of network namespaces,
 *		each DEVICE is one from which the director is reached at MAC.
 *		Sound, almost sound and senseless packets come from both sides
 *		and from the director itself. They depend on SEED alone; SECONDS
 *		say how many there are. Prints a line that says how many.
 *
 * Parts: fuzz/.
 */
#define _GNU_SOURCE
#include "fuzz/traffic.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_packet.h>
#include <linux/virtio_net.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netinet/ether.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* headers of older kernels do not know it */
#ifndef VIRTIO_NET_HDR_GSO_UDP_L4
#define VIRTIO_NET_HDR_GSO_UDP_L4 5
#endif

/* the clock is looked at once in so many packets */
#define STEPS 64

/**
 * struct port - where packets leave
 * @fd: packet socket
 * @device: its number
 * @mac: the director's
 */
struct port {
	int fd;
	int device;
	struct ether_addr mac;
};

static struct port ports[2];
static int self4, self6;
static struct {
	unsigned long long sent[SIDES];
	unsigned long long refused;
	unsigned long long parts;
	unsigned long long large;
} count;

static void die(const char *what)
{
	fprintf(stderr, "fuzz_packets: %s: %s\n", what, strerror(errno));
	exit(1);
}

static time_t now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec;
}

static void enter(const char *netns)
{
	int fd = open(netns, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || setns(fd, CLONE_NEWNET))
		die(netns);
	close(fd);
}

static void open_port(struct port *port, char **args)
{
	const struct ether_addr *mac = ether_aton(args[2]);
	int on = 1;

	enter(args[0]);
	port->fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	port->device = if_nametoindex(args[1]);
	if (port->fd < 0 || !port->device || !mac)
		die(args[1]);
	port->mac = *mac;
	/* also packets that are cut on their way, and summed on it */
	if (setsockopt(port->fd, SOL_PACKET, PACKET_VNET_HDR, &on, sizeof(on)))
		die("PACKET_VNET_HDR");
}

static void open_self(const char *netns)
{
	int on = 1;

	enter(netns);
	self4 = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW);
	self6 = socket(AF_INET6, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW);
	if (self4 < 0 || self6 < 0 ||
	    setsockopt(self6, SOL_IPV6, IPV6_HDRINCL, &on, sizeof(on)))
		die("raw socket");
}

static void count_sent(enum side side, ssize_t sent)
{
	if (sent < 0)
		count.refused++;
	else
		count.sent[side]++;
}

static void send_frame(enum side side, uint16_t family, const struct virtio_net_hdr *vnet,
		       const uint8_t *data, size_t len)
{
	const struct port *port = &ports[side];
	struct ether_header eth = {
		.ether_shost = { 2, 0, 0, 0, 0, 1 },
		.ether_type = htons(family == AF_INET ? ETHERTYPE_IP : ETHERTYPE_IPV6),
	};
	struct sockaddr_ll to = { .sll_family = AF_PACKET, .sll_ifindex = port->device };
	struct iovec iov[] = {
		{ (void *)vnet, sizeof(*vnet) },
		{ &eth, sizeof(eth) },
		{ (void *)data, len },
	};
	struct msghdr msg = { .msg_name = &to, .msg_namelen = sizeof(to), .msg_iov = iov,
			      .msg_iovlen = 3 };

	memcpy(eth.ether_dhost, &port->mac, sizeof(port->mac));
	count_sent(side, sendmsg(port->fd, &msg, 0));
}

/* from here, a header that is too odd is refused by the kernel */
static void send_self(struct frame *f, uint16_t family)
{
	struct sockaddr_in6 to6 = { .sin6_family = AF_INET6 };
	struct sockaddr_in to4 = { .sin_family = AF_INET };
	ssize_t sent;

	if (family == AF_INET) {
		if (f->len >= 20)
			memcpy(&to4.sin_addr, f->at + 16, 4);
		sent = sendto(self4, f->at, f->len, MSG_DONTWAIT, (struct sockaddr *)&to4,
			      sizeof(to4));
	} else {
		if (f->len >= 40)
			memcpy(&to6.sin6_addr, f->at + 24, 16);
		sent = sendto(self6, f->at, f->len, MSG_DONTWAIT, (struct sockaddr *)&to6,
			      sizeof(to6));
	}
	count_sent(SIDE_SELF, sent);
}

static void send_parts(enum side side, struct frame *f, uint16_t family)
{
	static const struct virtio_net_hdr none;
	static struct part parts[PARTS_MAX];
	unsigned int i, n = frame_parts(f, family, parts);
	bool backward = dice_chance(f->dice, 30);

	for (i = 0; i < n; i++) {
		const struct part *part = &parts[backward ? n - 1 - i : i];

		if (dice_chance(f->dice, 5))
			continue;
		send_frame(side, family, &none, part->data, part->len);
		count.parts++;
	}
}

/*
 * What a host hands to its device in one piece: a checksum that is still to be
 * finished, or so much data that it is cut on the way.
 */
static void send_large(enum side side, struct frame *f, uint16_t family)
{
	size_t start = sizeof(struct ether_header) + (f->l4 ? f->l4 - f->at : 0);
	bool tcp = f->l4_proto == IPPROTO_TCP;
	struct virtio_net_hdr vnet = {
		.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM,
		.csum_start = start,
		.csum_offset = tcp ? 16 : 6,
	};
	uint16_t len;

	if (dice_chance(f->dice, 70)) {
		frame_noise(f, dice_below(f->dice, dice_chance(f->dice, 50) ? 3000 : 16000));
		vnet.gso_size = 200 + dice_below(f->dice, 1200);
		vnet.gso_type = !tcp ? VIRTIO_NET_HDR_GSO_UDP_L4 :
				family == AF_INET ? VIRTIO_NET_HDR_GSO_TCPV4 :
				VIRTIO_NET_HDR_GSO_TCPV6;
		vnet.hdr_len = start + (tcp ? 20 : 8);
		len = htons(family == AF_INET ? f->len : f->len - 40);
		memcpy(f->at + (family == AF_INET ? 2 : 4), &len, sizeof(len));
	}
	if (dice_chance(f->dice, f->spoils / 3))
		dice_damage(f->dice, (uint8_t *)&vnet, sizeof(vnet));
	count.large++;
	send_frame(side, family, &vnet, f->at, f->len);
}

static void step(struct traffic *t)
{
	static const struct virtio_net_hdr none;
	static struct frame f;
	uint32_t who = dice_below(&t->dice, 100), how = dice_below(&t->dice, 100);
	enum side side = who < 50 ? SIDE_CLIENTS : who < 85 ? SIDE_SERVERS : SIDE_SELF;
	uint16_t family = traffic_frame(t, side, &f);

	if (side == SIDE_SELF)
		send_self(&f, family);
	else if (how < 10)
		send_parts(side, &f, family);
	else if (how < 18 && f.l4 && f.len > 60 &&
		 (f.l4_proto == IPPROTO_TCP || f.l4_proto == IPPROTO_UDP))
		send_large(side, &f, family);
	else
		send_frame(side, family, &none, f.at, f.len);
}

int main(int argc, char **argv)
{
	static struct traffic traffic;
	unsigned int seconds, i;
	time_t until;

	if (argc != 10) {
		fprintf(stderr, "usage: fuzz_packets SEED SECONDS DIRECTOR CLIENTS DEVICE MAC"
			" SERVERS DEVICE MAC\n");
		return 2;
	}
	seconds = atoi(argv[2]);
	open_self(argv[3]);
	open_port(&ports[SIDE_CLIENTS], argv + 4);
	open_port(&ports[SIDE_SERVERS], argv + 7);
	traffic_begin(&traffic, strtoull(argv[1], NULL, 0));
	until = now() + seconds;
	while (now() < until) {
		for (i = 0; i < STEPS; i++)
			step(&traffic);
	}
	printf("%llu packets of clients, %llu of servers, %llu of its own, %llu/s; %llu parts, "
	       "%llu to be cut or summed, %llu refused\n", count.sent[SIDE_CLIENTS],
	       count.sent[SIDE_SERVERS], count.sent[SIDE_SELF],
	       (count.sent[SIDE_CLIENTS] + count.sent[SIDE_SERVERS] + count.sent[SIDE_SELF]) /
	       (seconds ?: 1), count.parts, count.large, count.refused);
	return 0;
}
