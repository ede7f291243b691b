// SPDX-License-Identifier: GPL-2.0
/*
 * flow_ends - TCP connections whose client ends them on one processor while an
 * earlier segment is still on its way on another
 *
 *	flow_ends ADDR PORT FIRST-SOURCE COUNT
 *
 * Nobody answers. Of each connection, one thread sends SYN and ACK, and then
 * ACK after ACK until the other thread, after a moment that differs each time,
 * has sent a FIN. Between namespaces, who sends a packet also carries it
 * through whatever lies between, so the two meet there.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* turns of an empty loop */
#define LONGEST_PAUSE	2000

static struct tcphdr segment = { .doff = 5 };
static unsigned int first, count;
static const char *addr;

/* of its own for each thread: a socket is locked until its packet has arrived */
static __thread int fd;

/* connections whose FIN may go, and whose FIN has gone */
static atomic_uint begun, ended;

static void die(const char *what)
{
	fprintf(stderr, "flow_ends: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* The checksum is that of nobody: no one looks. */
static void say(unsigned int i, int syn, int ack, int fin)
{
	struct tcphdr tcp = segment;

	tcp.source = htons(first + i);
	tcp.syn = syn;
	tcp.ack = ack;
	tcp.fin = fin;
	while (send(fd, &tcp, sizeof(tcp), 0) < 0)
		if (errno != ENOBUFS && errno != EAGAIN)
			die("send");
}

static void open_raw(void)
{
	struct sockaddr_in6 a6 = { .sin6_family = AF_INET6 };
	struct sockaddr_in a4 = { .sin_family = AF_INET };
	struct sockaddr *to = (struct sockaddr *)&a4;
	socklen_t size = sizeof(a4);

	if (inet_pton(AF_INET, addr, &a4.sin_addr) != 1) {
		to = (struct sockaddr *)&a6;
		size = sizeof(a6);
		if (inet_pton(AF_INET6, addr, &a6.sin6_addr) != 1)
			die(addr);
	}
	fd = socket(to->sa_family, SOCK_RAW, IPPROTO_TCP);
	if (fd < 0)
		die("socket");
	if (connect(fd, to, size))
		die("connect");
}

/* Threads that run on the same processor meet nowhere. */
static void stay_on(long cpu)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu % cpus, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		die("sched_setaffinity");
}

static void *end_them(void *unused)
{
	unsigned int seed = 1, i;

	(void)unused;
	stay_on(1);
	open_raw();
	for (i = 0; i < count; i++) {
		volatile int pause = rand_r(&seed) % LONGEST_PAUSE;

		while (atomic_load(&begun) <= i)
			sched_yield();
		while (pause--)
			;
		say(i, 0, 1, 1);
		atomic_store(&ended, i + 1);
	}
	return NULL;
}

static void begin_them(void)
{
	unsigned int i;

	stay_on(0);
	open_raw();
	for (i = 0; i < count; i++) {
		say(i, 1, 0, 0);
		say(i, 0, 1, 0);
		atomic_store(&begun, i + 1);
		do {
			say(i, 0, 1, 0);
			sched_yield();
		} while (atomic_load(&ended) <= i);
	}
}

int main(int argc, char **argv)
{
	pthread_t other;

	if (argc != 5) {
		fprintf(stderr, "usage: flow_ends ADDR PORT FIRST-SOURCE COUNT\n");
		return 2;
	}
	addr = argv[1];
	first = atoi(argv[3]);
	count = atoi(argv[4]);
	segment.dest = htons(atoi(argv[2]));
	if (pthread_create(&other, NULL, end_them, NULL))
		die("pthread_create");
	begin_them();
	pthread_join(other, NULL);
	return 0;
}
