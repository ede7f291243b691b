// SPDX-License-Identifier: GPL-2.0
/*
 * flow_flood - makes many flows to one address, one small packet each: UDP, or
 * with a fifth argument, TCP segments that nobody answers: «syn» begins
 * handshakes, «ack» claims what the client alone can claim of them
 *
 * The flows differ in source address and source port: flow number i leaves
 * from port i % PORTS of the address number i / PORTS of a network. The
 * addresses need not exist on this machine (IP_TRANSPARENT).
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef IPV6_TRANSPARENT
#define IPV6_TRANSPARENT	75
#endif

#define PORTS		64
#define FIRST_PORT	20000
#define BATCH		128

union sock_addr {
	struct sockaddr sa;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

/* One message of a batch: the control block carries its source address. */
struct slot {
	char control[CMSG_SPACE(sizeof(struct in6_pktinfo))];
	struct iovec iov;
};

static struct mmsghdr msgs[BATCH];
static struct slot slots[BATCH];
static char payload[] = "flood";
static struct tcphdr segment = { .doff = 5 };
static bool with_tcp;

static void die(const char *what)
{
	fprintf(stderr, "flow_flood: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void parse(union sock_addr *out, const char *text, unsigned int port)
{
	memset(out, 0, sizeof(*out));
	if (inet_pton(AF_INET, text, &out->v4.sin_addr) == 1) {
		out->sa.sa_family = AF_INET;
		out->v4.sin_port = htons(port);
	} else if (inet_pton(AF_INET6, text, &out->v6.sin6_addr) == 1) {
		out->sa.sa_family = AF_INET6;
		out->v6.sin6_port = htons(port);
	} else {
		fprintf(stderr, "flow_flood: bad address %s\n", text);
		exit(2);
	}
}

static int open_port(const union sock_addr *dst, unsigned int port)
{
	union sock_addr any = { .sa.sa_family = dst->sa.sa_family };
	int on = 1, size = 8 << 20, fd;

	if (with_tcp)
		fd = socket(dst->sa.sa_family, SOCK_RAW, IPPROTO_TCP);
	else
		fd = socket(dst->sa.sa_family, SOCK_DGRAM, 0);
	if (fd < 0)
		die("socket");
	if (with_tcp) {
		segment.source = htons(port);
		port = 0;
	}
	if (dst->sa.sa_family == AF_INET) {
		any.v4.sin_port = htons(port);
		if (setsockopt(fd, SOL_IP, IP_TRANSPARENT, &on, sizeof(on)))
			die("IP_TRANSPARENT");
	} else {
		any.v6.sin6_port = htons(port);
		if (setsockopt(fd, SOL_IPV6, IPV6_TRANSPARENT, &on,
			       sizeof(on)))
			die("IPV6_TRANSPARENT");
	}
	setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof(size));
	if (bind(fd, &any.sa, sizeof(any)))
		die("bind");
	return fd;
}

/* Source address number @i of the network that starts at @net. */
static void set_source(struct slot *slot, struct msghdr *msg,
		       const union sock_addr *net, unsigned int i)
{
	struct cmsghdr *cm = (struct cmsghdr *)slot->control;

	memset(slot->control, 0, sizeof(slot->control));
	if (net->sa.sa_family == AF_INET) {
		struct in_pktinfo *info = (void *)CMSG_DATA(cm);

		cm->cmsg_level = SOL_IP;
		cm->cmsg_type = IP_PKTINFO;
		cm->cmsg_len = CMSG_LEN(sizeof(*info));
		info->ipi_spec_dst.s_addr =
			htonl(ntohl(net->v4.sin_addr.s_addr) + i);
		msg->msg_controllen = CMSG_SPACE(sizeof(*info));
	} else {
		struct in6_pktinfo *info = (void *)CMSG_DATA(cm);

		cm->cmsg_level = SOL_IPV6;
		cm->cmsg_type = IPV6_PKTINFO;
		cm->cmsg_len = CMSG_LEN(sizeof(*info));
		info->ipi6_addr = net->v6.sin6_addr;
		info->ipi6_addr.s6_addr32[3] =
			htonl(ntohl(info->ipi6_addr.s6_addr32[3]) + i);
		msg->msg_controllen = CMSG_SPACE(sizeof(*info));
	}
	msg->msg_control = slot->control;
}

/* Raw sockets have no port: it stands in the segment, whose checksum nobody checks. */
static bool prepare_tcp(union sock_addr *dst, const char *kind)
{
	in_port_t *port = dst->sa.sa_family == AF_INET ? &dst->v4.sin_port :
							 &dst->v6.sin6_port;

	with_tcp = true;
	segment.syn = !strcmp(kind, "syn");
	segment.ack = !strcmp(kind, "ack");
	segment.dest = *port;
	*port = 0;
	return segment.syn || segment.ack;
}

static int usage(void)
{
	fprintf(stderr,
		"usage: flow_flood ADDR PORT FIRST-SOURCE COUNT [syn|ack]\n");
	return 2;
}

static void prepare(union sock_addr *dst)
{
	int i;

	for (i = 0; i < BATCH; i++) {
		struct msghdr *msg = &msgs[i].msg_hdr;

		slots[i].iov.iov_base = payload;
		slots[i].iov.iov_len = sizeof(payload);
		if (with_tcp) {
			slots[i].iov.iov_base = &segment;
			slots[i].iov.iov_len = sizeof(segment);
		}
		msg->msg_name = dst;
		msg->msg_namelen = sizeof(*dst);
		msg->msg_iov = &slots[i].iov;
		msg->msg_iovlen = 1;
	}
}

static void send_batch(int fd, int n)
{
	int done = 0;

	while (done < n) {
		int sent = sendmmsg(fd, msgs + done, n - done, 0);

		if (sent > 0)
			done += sent;
		else if (errno != ENOBUFS && errno != EAGAIN &&
			 errno != ECONNREFUSED)
			die("sendmmsg");
	}
}

int main(int argc, char **argv)
{
	unsigned long count, addrs, first;
	union sock_addr dst, net;
	int port;

	if (argc != 5 && argc != 6)
		return usage();
	parse(&dst, argv[1], strtoul(argv[2], NULL, 10));
	parse(&net, argv[3], 0);
	count = strtoul(argv[4], NULL, 10);
	addrs = count / PORTS;
	if (dst.sa.sa_family != net.sa.sa_family || count % PORTS) {
		fprintf(stderr,
			"flow_flood: one family, and a multiple of %d flows\n",
			PORTS);
		return 2;
	}
	if (argc == 6 && !prepare_tcp(&dst, argv[5]))
		return usage();
	prepare(&dst);
	for (port = 0; port < PORTS; port++) {
		int fd = open_port(&dst, FIRST_PORT + port);

		for (first = 0; first < addrs; first += BATCH) {
			unsigned long n = addrs - first, i;

			if (n > BATCH)
				n = BATCH;
			for (i = 0; i < n; i++)
				set_source(&slots[i], &msgs[i].msg_hdr, &net,
					   first + i);
			send_batch(fd, n);
		}
		close(fd);
	}
	printf("%lu\n", count);
	return 0;
}
