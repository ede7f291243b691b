// SPDX-License-Identifier: GPL-2.0
/*
 * flow_client - the client of the functional tests; talks to flow_serve by the
 * protocols tcp, udp and sctp (one-to-one style)
 *
 *	who PROTO ADDR PORT COUNT [hold]
 *		COUNT new flows; prints the name of the server of each, or
 *		"refused", "timeout", "reset". With hold, all stay open, and
 *		"ready" is printed after the last, until the program is killed.
 *		No two UDP flows of a test have the same port, since a director
 *		takes the second for more of the first; the file $FLOW_PORTS
 *		keeps count.
 *	talk PROTO ADDR PORT [SOURCE-PORT]
 *		one flow that a script holds by the hand: prints "connected",
 *		then sends each line of its input and prints what comes back;
 *		the lines "!fin" and "!rst" end the flow in these ways. The
 *		other side's end prints "closed", "reset" or "timeout".
 *	copy PROTO ADDR PORT IN OUT [segments]
 *		sends the file IN, stores in OUT what comes back. UDP is made
 *		reliable by numbers and repetition; with "segments" it is sent
 *		as large buffers that the kernel or the device cuts (UDP GSO).
 *
 * All sockets are connected, so that a UDP answer from any other address than
 * the one that was asked is never seen.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#ifndef SOL_UDP
#define SOL_UDP		17
#endif
#ifndef UDP_SEGMENT
#define UDP_SEGMENT	103
#endif

#define ANSWER_MS	5000	/* how long an answer may take */
#define COPY_MS		60000	/* how long nothing may move in a copy */
#define RETRY_MS	300	/* when what has no answer is sent again */
#define WINDOW		128	/* UDP messages on their way */
#define DATA_BYTES	1300	/* of a file, in one UDP message */
#define SEND_BYTES	65536	/* at once; SCTP cannot take more than its buffer */
#define SEGMENTS	32	/* messages in one large UDP buffer */
#define FIRST_PORT	20000	/* of UDP flows that choose their ports */

/* One UDP message of a copy. */
struct chunk {
	uint32_t nr;
	char data[DATA_BYTES];
};

struct target {
	struct sockaddr_storage addr;
	socklen_t len;
	int type;
	int proto;
};

static int usage(void)
{
	fprintf(stderr,
		"usage: flow_client who PROTO ADDR PORT COUNT [hold]\n"
		"       flow_client talk PROTO ADDR PORT [SOURCE-PORT]\n"
		"       flow_client copy PROTO ADDR PORT IN OUT [segments]\n"
		"PROTO is tcp, udp or sctp\n");
	return 2;
}

static void die(const char *what)
{
	fprintf(stderr, "flow_client: %s: %s\n", what, strerror(errno));
	exit(1);
}

static bool parse(struct target *to, const char *proto, const char *addr,
		  const char *port)
{
	struct sockaddr_in6 *v6 = (void *)&to->addr;
	struct sockaddr_in *v4 = (void *)&to->addr;

	memset(to, 0, sizeof(*to));
	to->type = strcmp(proto, "udp") ? SOCK_STREAM : SOCK_DGRAM;
	to->proto = strcmp(proto, "sctp") ? 0 : IPPROTO_SCTP;
	if (inet_pton(AF_INET, addr, &v4->sin_addr) == 1) {
		v4->sin_family = AF_INET;
		v4->sin_port = htons(strtoul(port, NULL, 10));
		to->len = sizeof(*v4);
	} else if (inet_pton(AF_INET6, addr, &v6->sin6_addr) == 1) {
		v6->sin6_family = AF_INET6;
		v6->sin6_port = htons(strtoul(port, NULL, 10));
		to->len = sizeof(*v6);
	}
	return to->len;
}

static int open_socket(const struct target *to)
{
	int on = 1, fd = socket(to->addr.ss_family, to->type, to->proto);

	if (fd < 0)
		die("socket");
	/* SCTP would tell its peer of our IPv4 addresses as well */
	if (to->addr.ss_family == AF_INET6)
		setsockopt(fd, SOL_IPV6, IPV6_V6ONLY, &on, sizeof(on));
	return fd;
}

/* Returns whether the socket has the port; dies of any other reason than its being in use. */
static bool bind_port(int fd, const struct target *to, uint16_t port)
{
	struct target any = { .addr.ss_family = to->addr.ss_family };
	struct sockaddr_in6 *v6 = (void *)&any.addr;
	struct sockaddr_in *v4 = (void *)&any.addr;
	int on = 1;

	if (to->addr.ss_family == AF_INET)
		v4->sin_port = htons(port);
	else
		v6->sin6_port = htons(port);
	if (to->type == SOCK_STREAM)
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (!bind(fd, (struct sockaddr *)&any.addr, to->len))
		return true;
	if (errno != EADDRINUSE)
		die("bind");
	return false;
}

/* A port that no UDP flow of this test has had yet; file @name keeps count. */
static uint16_t fresh_port(const char *name)
{
	int fd = open(name, O_RDWR | O_CREAT, 0600);
	uint16_t port = FIRST_PORT;

	flock(fd, LOCK_EX);
	if (pread(fd, &port, sizeof(port), 0) < 0)
		die(name);
	port++;
	if (pwrite(fd, &port, sizeof(port), 0) != sizeof(port))
		die(name);
	close(fd);
	return port;
}

static void bind_fresh(int fd, const struct target *to)
{
	const char *name = getenv("FLOW_PORTS");

	if (!name || to->type != SOCK_DGRAM)
		return;
	while (!bind_port(fd, to, fresh_port(name)))
		;
}

/* Waits for @events; false after @ms. */
static bool wait_for(int fd, short events, int ms)
{
	struct pollfd p = { .fd = fd, .events = events };

	return poll(&p, 1, ms) > 0;
}

/* What an error of a socket is called in our output. */
static const char *outcome(int err)
{
	switch (err) {
	case 0:
		return "closed";
	case ECONNREFUSED:
		return "refused";
	case ECONNRESET:
	case EPIPE:
		return "reset";
	case EAGAIN:
	case ETIMEDOUT:
		return "timeout";
	default:
		return strerror(err);
	}
}

/* Returns 0 or an errno; the socket is in non-blocking mode. */
static int connect_to(int fd, const struct target *to)
{
	socklen_t len = sizeof(int);
	int err = 0;

	fcntl(fd, F_SETFL, O_NONBLOCK);
	if (!connect(fd, (struct sockaddr *)&to->addr, to->len))
		return 0;
	if (errno != EINPROGRESS)
		return errno;
	if (!wait_for(fd, POLLOUT, ANSWER_MS))
		return ETIMEDOUT;
	getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &len);
	return err;
}

static int ask_name(int fd, char *buf, size_t size)
{
	ssize_t n;

	if (send(fd, "who\n", 4, MSG_NOSIGNAL) != 4)
		return errno;
	if (!wait_for(fd, POLLIN, ANSWER_MS))
		return ETIMEDOUT;
	n = recv(fd, buf, size - 1, 0);
	if (n < 0)
		return errno;
	buf[n] = 0;
	buf[strcspn(buf, "\n")] = 0;
	return 0;
}

static int cmd_who(const struct target *to, unsigned long count, bool hold)
{
	bool failed = false;
	char buf[64];
	int fd, err;

	while (count--) {
		fd = open_socket(to);
		bind_fresh(fd, to);
		err = connect_to(fd, to);
		if (!err)
			err = ask_name(fd, buf, sizeof(buf));
		printf("%s\n", err ? outcome(err) : buf);
		failed |= err;
		if (!hold)
			close(fd);
	}
	if (hold) {
		printf("ready\n");
		fflush(stdout);
		pause();
	}
	return failed;
}

/* Sends one line of the script, or does what it orders; false if it ended. */
static bool obey(int fd, char *line)
{
	struct linger now = { .l_onoff = 1 };

	if (!strcmp(line, "!fin\n")) {
		shutdown(fd, SHUT_WR);
	} else if (!strcmp(line, "!rst\n")) {
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
		close(fd);
		return false;
	} else if (send(fd, line, strlen(line), MSG_NOSIGNAL) < 0) {
		printf("%s\n", outcome(errno));
		return false;
	}
	return true;
}

/* Prints what came; false if nothing more will come. */
static bool show(int fd, bool tcp)
{
	char buf[4096];
	ssize_t n;

	n = recv(fd, buf, sizeof(buf), 0);
	if (n < 0 && errno == EAGAIN)
		return true;
	if (n < 0 || (!n && tcp)) {
		printf("%s\n", outcome(n ? errno : 0));
		/* a refused UDP socket can still be used */
		return !tcp;
	}
	fwrite(buf, 1, n, stdout);
	return true;
}

static int cmd_talk(const struct target *to, const char *port)
{
	bool tcp = to->type == SOCK_STREAM;
	struct pollfd p[2];
	char line[4096];
	int fd, err;

	setvbuf(stdout, NULL, _IONBF, 0);
	setvbuf(stdin, NULL, _IONBF, 0);
	fd = open_socket(to);
	if (port && !bind_port(fd, to, strtoul(port, NULL, 10)))
		die("bind");
	err = connect_to(fd, to);
	printf("%s\n", err ? outcome(err) : "connected");
	if (err)
		return 1;
	p[0] = (struct pollfd){ .fd = 0, .events = POLLIN };
	p[1] = (struct pollfd){ .fd = fd, .events = POLLIN };
	for (;;) {
		poll(p, 2, -1);
		/* an ended flow stays as it is until the script says more */
		if (p[1].revents && !show(fd, tcp))
			p[1].fd = -1;
		if (!p[0].revents)
			continue;
		if (!fgets(line, sizeof(line), stdin) || !obey(fd, line))
			return 0;
	}
}

/* A copy over a stream, both ways at once; false if an end was reached or failed. */
static int copy_stream(int fd, const char *in, char *out, size_t size)
{
	size_t sent = 0, got = 0;

	while (got < size) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		ssize_t n;

		if (sent < size)
			p.events |= POLLOUT;
		if (poll(&p, 1, COPY_MS) <= 0)
			return ETIMEDOUT;
		if (p.revents & (POLLIN | POLLERR | POLLHUP)) {
			n = recv(fd, out + got, size - got, 0);
			if (n <= 0)
				return n ? errno : EPIPE;
			got += n;
		}
		if (p.revents & POLLOUT) {
			n = size - sent < SEND_BYTES ? size - sent : SEND_BYTES;
			n = send(fd, in + sent, n, MSG_NOSIGNAL);
			if (n < 0 && errno != EAGAIN)
				return errno;
			if (n > 0)
				sent += n;
		}
	}
	return 0;
}

/* The messages of a UDP copy. */
struct parcel {
	const char *in;
	char *out;
	size_t size;
	uint32_t count;		/* messages in all */
	uint32_t first;		/* the first one without an answer */
	uint32_t next;		/* the first one that was never sent */
	bool *done;
	bool segments;
};

static size_t data_len(const struct parcel *p, uint32_t nr)
{
	size_t left = p->size - (size_t)nr * DATA_BYTES;

	return left < DATA_BYTES ? left : DATA_BYTES;
}

static size_t fill(const struct parcel *p, uint32_t nr, struct chunk *chunk)
{
	size_t len = data_len(p, nr);

	chunk->nr = htonl(nr);
	memcpy(chunk->data, p->in + (size_t)nr * DATA_BYTES, len);
	return sizeof(chunk->nr) + len;
}

/* Sends up to @most messages from @nr on; returns how many. */
static uint32_t send_run(int fd, const struct parcel *p, uint32_t nr,
			 uint32_t most)
{
	static struct chunk run[SEGMENTS];
	size_t bytes = 0;
	uint32_t n;

	if (most > SEGMENTS)
		most = SEGMENTS;
	if (!p->segments)
		most = 1;
	for (n = 0; n < most && nr + n < p->count; n++)
		bytes += fill(p, nr + n, &run[n]);
	/* a full socket, or a queue that drops: the repetition heals it */
	send(fd, run, bytes, 0);
	return n;
}

static void take_answers(int fd, struct parcel *p)
{
	struct chunk chunk;
	uint32_t nr;
	ssize_t n;

	while ((n = recv(fd, &chunk, sizeof(chunk), 0)) > 0) {
		nr = ntohl(chunk.nr);
		if (nr >= p->count || p->done[nr] ||
		    n != (ssize_t)(sizeof(nr) + data_len(p, nr)))
			continue;
		memcpy(p->out + (size_t)nr * DATA_BYTES, chunk.data,
		       data_len(p, nr));
		p->done[nr] = true;
	}
	while (p->first < p->count && p->done[p->first])
		p->first++;
}

static int copy_udp(int fd, struct parcel *p)
{
	int quiet_ms = 0, size = 4 << 20, seg = sizeof(struct chunk);
	uint32_t nr;

	setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size));
	if (p->segments &&
	    setsockopt(fd, SOL_UDP, UDP_SEGMENT, &seg, sizeof(seg)))
		die("UDP_SEGMENT");
	p->count = (p->size + DATA_BYTES - 1) / DATA_BYTES;
	p->done = calloc(p->count, sizeof(*p->done));
	while (p->first < p->count) {
		while (p->next < p->count && p->next < p->first + WINDOW)
			p->next += send_run(fd, p, p->next,
					    p->first + WINDOW - p->next);
		if (wait_for(fd, POLLIN, RETRY_MS)) {
			nr = p->first;
			take_answers(fd, p);
			if (p->first > nr)
				quiet_ms = 0;
			continue;
		}
		quiet_ms += RETRY_MS;
		if (quiet_ms > COPY_MS)
			return ETIMEDOUT;
		for (nr = p->first; nr < p->next; nr++)
			if (!p->done[nr])
				send_run(fd, p, nr, 1);
	}
	return 0;
}

static char *map_file(const char *path, int flags, size_t *size)
{
	bool out = flags & O_CREAT;
	struct stat st;
	char *data;
	int fd;

	fd = open(path, flags, 0644);
	if (fd < 0 || (out && ftruncate(fd, *size)) || fstat(fd, &st))
		die(path);
	*size = st.st_size;
	data = mmap(NULL, *size, out ? PROT_READ | PROT_WRITE : PROT_READ,
		    MAP_SHARED, fd, 0);
	if (data == MAP_FAILED)
		die(path);
	close(fd);
	return data;
}

static int cmd_copy(const struct target *to, const char *in, const char *out,
		    bool segments)
{
	struct parcel p = { .segments = segments };
	int fd, err;

	p.in = map_file(in, O_RDONLY, &p.size);
	p.out = map_file(out, O_RDWR | O_CREAT | O_TRUNC, &p.size);
	fd = open_socket(to);
	err = connect_to(fd, to);
	if (!err)
		err = to->type == SOCK_STREAM ?
			copy_stream(fd, p.in, p.out, p.size) : copy_udp(fd, &p);
	if (err)
		printf("%s\n", outcome(err));
	return err ? 1 : 0;
}

int main(int argc, char **argv)
{
	struct target to;

	if (argc < 5 || !parse(&to, argv[2], argv[3], argv[4]))
		return usage();
	if (!strcmp(argv[1], "who") && argc >= 6)
		return cmd_who(&to, strtoul(argv[5], NULL, 10), argc > 6);
	if (!strcmp(argv[1], "talk"))
		return cmd_talk(&to, argc > 5 ? argv[5] : NULL);
	if (!strcmp(argv[1], "copy") && argc >= 7)
		return cmd_copy(&to, argv[5], argv[6], argc > 7);
	return usage();
}
