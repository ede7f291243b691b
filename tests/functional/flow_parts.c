// SPDX-License-Identifier: GPL-2.0
/*
 * flow_parts - sends datagrams that are larger than the MTU to flow_serve
 *
 *	flow_parts ADDR PORT BYTES [PART [df]]
 *
 * Sends one UDP datagram of BYTES and waits for it to come back unharmed;
 * prints "whole", or "refused", "timeout", "harmed". What gets lost is sent
 * again a few times, so that the kernel may learn how wide the path is.
 *
 * Without PART the kernel cuts the datagram. With it the program does, into
 * parts that carry at most PART bytes, and sends the last one first; with df
 * none of them may be cut any further (IPv4).
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/udp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define MAX_BYTES	65000
#define TRIES		4
#define ANSWER_S	2

/* A datagram with its UDP header. */
struct datagram {
	struct udphdr udp;
	uint8_t data[MAX_BYTES];
};

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static union address here, there;
static struct datagram datagram;
static size_t bytes;		/* of the datagram, header included */

static void die(const char *what)
{
	fprintf(stderr, "flow_parts: %s: %s\n", what, strerror(errno));
	exit(1);
}

static socklen_t address_bytes(void)
{
	return there.any.sa_family == AF_INET6 ? sizeof(there.v6) :
						 sizeof(there.v4);
}

static void parse(const char *addr, uint16_t port)
{
	if (inet_pton(AF_INET, addr, &there.v4.sin_addr) == 1) {
		there.v4.sin_family = AF_INET;
		there.v4.sin_port = htons(port);
	} else if (inet_pton(AF_INET6, addr, &there.v6.sin6_addr) == 1) {
		there.v6.sin6_family = AF_INET6;
		there.v6.sin6_port = htons(port);
	} else {
		errno = EINVAL;
		die(addr);
	}
}

static int open_flow(void)
{
	struct timeval wait = { .tv_sec = ANSWER_S };
	socklen_t len = sizeof(here);
	int fd;

	fd = socket(there.any.sa_family, SOCK_DGRAM, 0);
	if (fd < 0)
		die("socket");
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	if (connect(fd, &there.any, address_bytes()))
		die("connect");
	if (getsockname(fd, &here.any, &len))
		die("getsockname");
	return fd;
}

static uint32_t add_words(uint32_t sum, const void *from, size_t len)
{
	const uint8_t *byte = from;
	size_t i;

	for (i = 0; i + 1 < len; i += 2)
		sum += byte[i] << 8 | byte[i + 1];
	if (len & 1)
		sum += byte[len - 1] << 8;
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum;
}

static void fill_datagram(void)
{
	uint32_t sum = IPPROTO_UDP + bytes;
	size_t i;

	for (i = 0; i < bytes - sizeof(datagram.udp); i++)
		datagram.data[i] = i * 7 + i / 251;
	datagram.udp.len = htons(bytes);
	if (there.any.sa_family == AF_INET6) {
		datagram.udp.source = here.v6.sin6_port;
		datagram.udp.dest = there.v6.sin6_port;
		sum = add_words(sum, &here.v6.sin6_addr, 16);
		sum = add_words(sum, &there.v6.sin6_addr, 16);
	} else {
		datagram.udp.source = here.v4.sin_port;
		datagram.udp.dest = there.v4.sin_port;
		sum = add_words(sum, &here.v4.sin_addr, 4);
		sum = add_words(sum, &there.v4.sin_addr, 4);
	}
	datagram.udp.check = 0;
	sum = ~add_words(sum, &datagram, bytes) & 0xffff;
	datagram.udp.check = htons(sum ? sum : 0xffff);
}

static size_t put_header4(void *to, size_t at, size_t len, bool more, bool df)
{
	struct iphdr *ip = to;

	*ip = (struct iphdr) {
		.version = 4,
		.ihl = 5,
		.id = htons(getpid()),
		.tot_len = htons(sizeof(*ip) + len),
		.frag_off = htons(at / 8 | (more ? IP_MF : 0) |
				  (df ? IP_DF : 0)),
		.ttl = 64,
		.protocol = IPPROTO_UDP,
		.saddr = here.v4.sin_addr.s_addr,
		.daddr = there.v4.sin_addr.s_addr,
	};
	return sizeof(*ip);
}

static size_t put_header6(void *to, size_t at, size_t len, bool more)
{
	struct ip6_hdr *ip = to;
	struct ip6_frag *frag = (void *)(ip + 1);

	*ip = (struct ip6_hdr) {
		.ip6_flow = htonl(6 << 28),
		.ip6_plen = htons(sizeof(*frag) + len),
		.ip6_nxt = IPPROTO_FRAGMENT,
		.ip6_hops = 64,
		.ip6_src = here.v6.sin6_addr,
		.ip6_dst = there.v6.sin6_addr,
	};
	*frag = (struct ip6_frag) {
		.ip6f_nxt = IPPROTO_UDP,
		.ip6f_offlg = htons(at | more),
		.ip6f_ident = htonl(getpid()),
	};
	return sizeof(*ip) + sizeof(*frag);
}

static void send_part(int raw, size_t at, size_t len, bool df)
{
	bool more = at + len < bytes;
	union address to = there;
	uint8_t packet[2048];
	size_t header;

	if (there.any.sa_family == AF_INET6) {
		header = put_header6(packet, at, len, more);
		to.v6.sin6_port = 0;
	} else {
		header = put_header4(packet, at, len, more, df);
	}
	memcpy(packet + header, (uint8_t *)&datagram + at, len);
	if (sendto(raw, packet, header + len, 0, &to.any,
		   address_bytes()) < 0)
		die("sendto");
}

static void send_parts(size_t part, bool df)
{
	int raw = socket(there.any.sa_family, SOCK_RAW, IPPROTO_RAW);
	size_t at;

	if (raw < 0)
		die("raw socket");
	for (at = (bytes - 1) / part * part;; at -= part) {
		send_part(raw, at, bytes - at < part ? bytes - at : part, df);
		if (!at)
			break;
	}
	close(raw);
}

static const char *exchange(int fd, size_t part, bool df)
{
	size_t len = bytes - sizeof(datagram.udp);
	static uint8_t back[MAX_BYTES];
	ssize_t got;

	if (part)
		send_parts(part, df);
	else if (send(fd, datagram.data, len, 0) < 0 && errno != EMSGSIZE)
		return errno == ECONNREFUSED ? "refused" : "timeout";
	got = recv(fd, back, sizeof(back), 0);
	if (got < 0)
		return errno == ECONNREFUSED ? "refused" : "timeout";
	if ((size_t)got != len || memcmp(back, datagram.data, len))
		return "harmed";
	return "whole";
}

int main(int argc, char **argv)
{
	const char *outcome = "timeout";
	size_t part = 0;
	int fd, i;

	if (argc < 4) {
		fprintf(stderr, "usage: flow_parts ADDR PORT BYTES [PART [df]]\n");
		return 2;
	}
	parse(argv[1], atoi(argv[2]));
	bytes = atoi(argv[3]) + sizeof(datagram.udp);
	if (bytes > sizeof(datagram))
		return 2;
	if (argc > 4)
		part = atoi(argv[4]) & ~7;
	fd = open_flow();
	fill_datagram();
	for (i = 0; i < TRIES && !strcmp(outcome, "timeout"); i++)
		outcome = exchange(fd, part, argc > 5);
	printf("%s\n", outcome);
	return strcmp(outcome, "whole") != 0;
}
