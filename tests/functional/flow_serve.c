// SPDX-License-Identifier: GPL-2.0
/*
 * flow_serve - the real server of the functional tests
 *
 * Listens on one port or more for TCP and UDP, IPv4 and IPv6, and at the
 * addresses that are named for SCTP, and sends back what it gets. A UDP answer
 * leaves from the address that the request was sent to, so that a server which
 * holds the virtual address answers from it.
 *
 * A message that begins with one of these words is an order, not data:
 *	who	answer with the name of this server
 *	peer	answer with the client's address, as this server sees it
 *	!close	close this TCP connection
 *	!reset	close it with an RST
 *	!keep	do not close it when the client has sent its FIN
 *	!speak	say "spoken" again and again until it ends
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BUF_BYTES	65536
#define STACK_BYTES	(BUF_BYTES + 65536)
#define RCVBUF_BYTES	(4 << 20)
#define SPEAK_MS	200

static char name[64];

static void die(const char *what)
{
	fprintf(stderr, "flow_serve: %s: %s\n", what, strerror(errno));
	exit(1);
}

static bool starts_with(const char *buf, ssize_t len, const char *word)
{
	size_t n = strlen(word);

	return len >= (ssize_t)n && !memcmp(buf, word, n);
}

static int open_socket(int family, int type, unsigned int port)
{
	struct sockaddr_in6 a6 = { .sin6_family = AF_INET6,
				   .sin6_port = htons(port) };
	struct sockaddr_in a4 = { .sin_family = AF_INET,
				  .sin_port = htons(port) };
	bool v6 = family == AF_INET6;
	int on = 1, fd;

	fd = socket(family, type, 0);
	if (fd < 0)
		die("socket");
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (v6)
		setsockopt(fd, SOL_IPV6, IPV6_V6ONLY, &on, sizeof(on));
	if (bind(fd, v6 ? (struct sockaddr *)&a6 : (struct sockaddr *)&a4,
		 v6 ? sizeof(a6) : sizeof(a4)))
		die("bind");
	return fd;
}

/*
 * At one address: all of a server's would be told to the client, who would talk
 * to them past the balancer.
 */
static int open_sctp(const char *addr, unsigned int port)
{
	struct sockaddr_in6 a6 = { .sin6_family = AF_INET6,
				   .sin6_port = htons(port) };
	struct sockaddr_in a4 = { .sin_family = AF_INET,
				  .sin_port = htons(port) };
	bool v6 = inet_pton(AF_INET, addr, &a4.sin_addr) != 1;
	int on = 1, fd;

	if (v6 && inet_pton(AF_INET6, addr, &a6.sin6_addr) != 1)
		die(addr);
	fd = socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM, IPPROTO_SCTP);
	if (fd < 0)
		die("socket");
	if (v6)
		setsockopt(fd, SOL_IPV6, IPV6_V6ONLY, &on, sizeof(on));
	if (bind(fd, v6 ? (struct sockaddr *)&a6 : (struct sockaddr *)&a4,
		 v6 ? sizeof(a6) : sizeof(a4)) || listen(fd, 1024))
		die(addr);
	return fd;
}

static ssize_t name_peer(const struct sockaddr_storage *peer, char *buf,
			 size_t size)
{
	const struct sockaddr_in6 *v6 = (const void *)peer;
	const struct sockaddr_in *v4 = (const void *)peer;
	char addr[INET6_ADDRSTRLEN];

	inet_ntop(peer->ss_family, peer->ss_family == AF_INET ?
		  (const void *)&v4->sin_addr : (const void *)&v6->sin6_addr,
		  addr, sizeof(addr));
	return snprintf(buf, size, "%s\n", addr);
}

/* Turns an order into its answer; data stays as it is. */
static ssize_t answer(char *buf, ssize_t len, size_t size,
		      const struct sockaddr_storage *peer)
{
	if (starts_with(buf, len, "who"))
		return snprintf(buf, size, "%s\n", name);
	if (starts_with(buf, len, "peer"))
		return name_peer(peer, buf, size);
	return len;
}

static bool send_all(int fd, const char *buf, ssize_t len)
{
	while (len > 0) {
		ssize_t n = send(fd, buf, len, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		buf += n;
		len -= n;
	}
	return true;
}

static void reset(int fd)
{
	struct linger now = { .l_onoff = 1 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	close(fd);
}

/* a line every so often, until the connection is over */
static void speak(int fd)
{
	struct pollfd peer = { .fd = fd };

	while (send_all(fd, "spoken\n", 7) && !poll(&peer, 1, SPEAK_MS))
		;
}

static void *serve_conn(void *arg)
{
	int fd = (int)(long)arg;
	struct sockaddr_storage peer;
	socklen_t peer_len = sizeof(peer);
	bool keep = false;
	char buf[BUF_BYTES];
	ssize_t n;

	getpeername(fd, (struct sockaddr *)&peer, &peer_len);
	while ((n = recv(fd, buf, sizeof(buf), 0)) > 0) {
		if (starts_with(buf, n, "!close"))
			break;
		if (starts_with(buf, n, "!reset")) {
			reset(fd);
			return NULL;
		}
		if (starts_with(buf, n, "!keep"))
			keep = true;
		if (starts_with(buf, n, "!speak"))
			speak(fd);
		n = answer(buf, n, sizeof(buf), &peer);
		if (!send_all(fd, buf, n))
			break;
	}
	while (keep)
		pause();
	close(fd);
	return NULL;
}

/* TCP, or SCTP in TCP's style */
static void *serve_stream(void *arg)
{
	int on = 1, fd = (int)(long)arg;
	pthread_attr_t attr;
	pthread_t thread;

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK_BYTES);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	for (;;) {
		int conn = accept(fd, NULL, NULL);

		if (conn < 0)
			continue;
		setsockopt(conn, SOL_TCP, TCP_NODELAY, &on, sizeof(on));
		if (pthread_create(&thread, &attr, serve_conn,
				   (void *)(long)conn))
			close(conn);
	}
	return NULL;
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

static void *serve_udp(void *arg)
{
	int fd = (int)(long)arg;
	struct sockaddr_storage from;
	char control[256];
	char buf[BUF_BYTES];
	struct iovec iov = { .iov_base = buf };
	struct msghdr msg = { .msg_name = &from, .msg_iov = &iov,
			      .msg_iovlen = 1, .msg_control = control };
	ssize_t n;

	for (;;) {
		iov.iov_len = sizeof(buf);
		msg.msg_namelen = sizeof(from);
		msg.msg_controllen = sizeof(control);
		n = recvmsg(fd, &msg, 0);
		if (n < 0)
			continue;
		iov.iov_len = answer(buf, n, sizeof(buf), &from);
		answer_from_there(&msg);
		sendmsg(fd, &msg, 0);
	}
	return NULL;
}

static void start(void *(*serve)(void *), int fd)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, serve, (void *)(long)fd))
		die("pthread_create");
}

static void open_family(int family, unsigned int port)
{
	int size = RCVBUF_BYTES, on = 1, tcp, udp;

	tcp = open_socket(family, SOCK_STREAM, port);
	if (listen(tcp, 1024))
		die("listen");
	udp = open_socket(family, SOCK_DGRAM, port);
	setsockopt(udp, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size));
	if (family == AF_INET)
		setsockopt(udp, SOL_IP, IP_PKTINFO, &on, sizeof(on));
	else
		setsockopt(udp, SOL_IPV6, IPV6_RECVPKTINFO, &on, sizeof(on));
	start(serve_stream, tcp);
	start(serve_udp, udp);
}

int main(int argc, char **argv)
{
	unsigned int port, last;
	int i;

	if (argc < 3) {
		fprintf(stderr, "usage: flow_serve NAME PORT "
			"[LAST-PORT [SCTP-ADDRESS...]]\n");
		return 2;
	}
	snprintf(name, sizeof(name), "%s", argv[1]);
	port = strtoul(argv[2], NULL, 10);
	last = argc > 3 ? strtoul(argv[3], NULL, 10) : port;
	for (; port <= last; port++) {
		for (i = 4; i < argc; i++)
			start(serve_stream, open_sctp(argv[i], port));
		open_family(AF_INET, port);
		open_family(AF_INET6, port);
	}
	for (;;)
		pause();
}
