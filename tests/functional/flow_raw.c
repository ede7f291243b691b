// SPDX-License-Identifier: GPL-2.0
/*
 * flow_raw - packets of protocols without ports, there and back
 *
 *	serve NAME
 *		answers each ESP and AH packet, IPv4 and IPv6, with one of its
 *		own kind that holds NAME, from the address it was sent to
 *	who PROTO ADDR
 *		sends one of the protocol esp or ah, and prints the name of the
 *		server, "refused" after an ICMP error, or "silence"
 *
 * Nothing is encrypted or signed: what lies between cannot know, and neither
 * end asks.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ANSWER_MS	1500

/*
 * A header that makes sense as either: as ESP an index and a number, as AH the
 * next header (ESP), a length of 24 bytes, an index, a number and a signature.
 */
static const unsigned char header[24] = {
	IPPROTO_ESP, 4, 0, 0, 0, 0, 0x10, 1, 0, 0, 0, 1,
};

static void die(const char *what)
{
	fprintf(stderr, "flow_raw: %s: %s\n", what, strerror(errno));
	exit(1);
}

static size_t fill(char *buf, size_t size, const char *name)
{
	memcpy(buf, header, sizeof(header));
	return sizeof(header) +
	       snprintf(buf + sizeof(header), size - sizeof(header), "%s", name);
}

/* The text of a packet as a raw socket gives it: IPv4 with its header. */
static const char *text_of(char *buf, ssize_t n, int family)
{
	size_t skip = sizeof(header);

	if (family == AF_INET)
		skip += (buf[0] & 0xf) * 4;
	buf[n] = 0;
	return n > (ssize_t)skip ? buf + skip : "";
}

static int open_raw(int family, int proto)
{
	int on = 1, fd = socket(family, SOCK_RAW, proto);

	if (fd < 0)
		die("socket");
	if (family == AF_INET)
		setsockopt(fd, SOL_IP, IP_PKTINFO, &on, sizeof(on));
	else
		setsockopt(fd, SOL_IPV6, IPV6_RECVPKTINFO, &on, sizeof(on));
	return fd;
}

/* What came in as the destination goes out as the source. */
static void answer_from_there(struct msghdr *msg)
{
	struct cmsghdr *cm;

	for (cm = CMSG_FIRSTHDR(msg); cm; cm = CMSG_NXTHDR(msg, cm)) {
		if (cm->cmsg_level == SOL_IP && cm->cmsg_type == IP_PKTINFO) {
			struct in_pktinfo *info = (void *)CMSG_DATA(cm);

			info->ipi_spec_dst = info->ipi_addr;
			info->ipi_ifindex = 0;
		} else if (cm->cmsg_level == SOL_IPV6 &&
			   cm->cmsg_type == IPV6_PKTINFO) {
			struct in6_pktinfo *info = (void *)CMSG_DATA(cm);

			info->ipi6_ifindex = 0;
		}
	}
}

/* Requests have no text; answers of others, which have one, are left alone. */
static void answer(int fd, int family, const char *name)
{
	struct sockaddr_storage from;
	char control[256], buf[2048];
	struct iovec iov = { .iov_base = buf, .iov_len = sizeof(buf) - 1 };
	struct msghdr msg = { .msg_name = &from, .msg_namelen = sizeof(from),
			      .msg_iov = &iov, .msg_iovlen = 1,
			      .msg_control = control,
			      .msg_controllen = sizeof(control) };
	ssize_t n = recvmsg(fd, &msg, 0);

	if (n <= 0 || strcmp(text_of(buf, n, family), "who"))
		return;
	/* a raw socket's peer has no port, and must not seem to have one */
	if (family == AF_INET6)
		((struct sockaddr_in6 *)&from)->sin6_port = 0;
	iov.iov_len = fill(buf, sizeof(buf), name);
	answer_from_there(&msg);
	if (sendmsg(fd, &msg, 0) < 0)
		perror("flow_raw: sendmsg");
}

static void serve(const char *name)
{
	static const int families[] = { AF_INET, AF_INET6, AF_INET, AF_INET6 };
	static const int protos[] = { IPPROTO_ESP, IPPROTO_ESP, IPPROTO_AH,
				      IPPROTO_AH };
	struct pollfd fds[4];
	int i;

	for (i = 0; i < 4; i++)
		fds[i] = (struct pollfd){ open_raw(families[i], protos[i]),
					  POLLIN, 0 };
	printf("ready\n");
	fflush(stdout);
	for (;;) {
		poll(fds, 4, -1);
		for (i = 0; i < 4; i++)
			if (fds[i].revents)
				answer(fds[i].fd, families[i], name);
	}
}

static int who(const char *proto, const char *addr)
{
	struct sockaddr_in6 a6 = { .sin6_family = AF_INET6 };
	struct sockaddr_in a4 = { .sin_family = AF_INET };
	bool v6 = inet_pton(AF_INET, addr, &a4.sin_addr) != 1;
	int family = v6 ? AF_INET6 : AF_INET;
	char buf[2048];
	struct pollfd p = { .events = POLLIN };
	ssize_t n;

	if (v6 && inet_pton(AF_INET6, addr, &a6.sin6_addr) != 1)
		die(addr);
	p.fd = open_raw(family, strcmp(proto, "ah") ? IPPROTO_ESP :
						      IPPROTO_AH);
	/* only what comes from there is shown to us */
	if (connect(p.fd, v6 ? (struct sockaddr *)&a6 : (struct sockaddr *)&a4,
		    v6 ? sizeof(a6) : sizeof(a4)))
		die("connect");
	if (send(p.fd, buf, fill(buf, sizeof(buf), "who"), 0) < 0)
		die("send");
	if (poll(&p, 1, ANSWER_MS) > 0) {
		n = recv(p.fd, buf, sizeof(buf) - 1, 0);
		if (n > 0) {
			printf("%s\n", text_of(buf, n, family));
			return 0;
		}
		printf("refused\n");
		return 1;
	}
	printf("silence\n");
	return 1;
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "serve"))
		serve(argv[2]);
	if (argc == 4 && !strcmp(argv[1], "who"))
		return who(argv[2], argv[3]);
	fprintf(stderr, "usage: flow_raw serve NAME\n"
		"       flow_raw who esp|ah ADDR\n");
	return 2;
}
