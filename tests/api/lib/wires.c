// SPDX-License-Identifier: GPL-2.0
/*
 * A director alone, and wires at whose ends its packets can be seen.
 */
#define _GNU_SOURCE
#include "wires.h"
#include "ipvs.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char topology[] =
	"link add servers type veth peer name wire\n"
	"link add away type veth peer name beyond\n"
	"link set servers arp off\n"
	"link set away arp off\n"
	"link set servers up\n"
	"link set wire up\n"
	"link set away up\n"
	"link set beyond up\n"
	"addr add 10.3.0.1/24 dev servers\n"
	"addr add fd03::1/64 dev servers nodad\n"
	"addr add 10.2.0.1/24 dev away\n"
	"addr add fd02::1/64 dev away nodad\n"
	"route add 10.9.0.1 dev away src 10.3.0.1\n"
	"route add fd09::1 dev away src fd03::1\n";

/* both ends have one address: without ARP, all is for whoever gets it */
static const char director_end[] =
	"link add clients address 02:00:00:00:00:01 type veth "
	"peer name client address 02:00:00:00:00:01 netns /proc/%d/fd/%d\n"
	"link set clients arp off\n"
	"link set clients up\n"
	"addr add 10.1.0.1/24 dev clients\n"
	"addr add fd01::1/64 dev clients nodad\n"
	"route del 10.9.0.1 dev away\n"
	"route del fd09::1 dev away\n"
	"addr add 10.9.0.1/32 dev clients\n"
	"addr add fd09::1/128 dev clients nodad\n";

static const char client_end[] =
	"link set client arp off\n"
	"link set client up\n"
	"addr add 10.1.0.2/24 dev client\n"
	"addr add fd01::2/64 dev client nodad\n"
	"route add default via 10.1.0.1\n"
	"route add default via fd01::1\n";

/* 0, or a status of ip(8) */
static int batch(const char *lines)
{
	FILE *ip = popen("ip -batch -", "w");

	if (!ip)
		return -1;
	fputs(lines, ip);
	return pclose(ip);
}

/* in this namespace; 0, or a status of ip(8) */
int wires_make(void)
{
	return batch(topology);
}

static int own_namespace(void)
{
	return open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
}

static void must_enter(int namespace)
{
	if (setns(namespace, CLONE_NEWNET)) {
		perror("setns");
		exit(1);
	}
}

/* to wires that are made; a file of the client's namespace, or -1 */
int wires_lead_client(void)
{
	char lines[sizeof(director_end) + 32];
	int here = own_namespace(), client, err;

	new_netns();
	client = own_namespace();
	must_enter(here);
	snprintf(lines, sizeof(lines), director_end, getpid(), client);
	err = batch(lines);
	must_enter(client);
	err = err ?: batch(client_end);
	must_enter(here);
	close(here);
	return err ? -1 : client;
}

/* of the client, or of the director if @client is -1 */
int wires_socket(int client, int family, int type)
{
	int here, fd;

	if (client < 0)
		return socket(family, type, 0);
	here = own_namespace();
	must_enter(client);
	fd = socket(family, type, 0);
	must_enter(here);
	close(here);
	return fd;
}

/* sees what comes out of a device; -1 if it cannot */
int wire_open(const char *device)
{
	struct sockaddr_ll at = {
		.sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_ALL),
		.sll_ifindex = if_nametoindex(device),
	};
	int fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK, 0);

	if (fd >= 0 && bind(fd, (struct sockaddr *)&at, sizeof(at))) {
		close(fd);
		return -1;
	}
	return fd;
}

/* neighbours and groups are looked for at link-local and multicast addresses */
static bool is_ours(const uint8_t *packet, ssize_t len)
{
	if (len >= 20 && packet[0] >> 4 == 4)
		return packet[16] == 10;
	return len >= 40 && packet[0] >> 4 == 6 && packet[24] == 0xfd;
}

/* how many packets came out; waits for the first */
int wire_count(int fd, int wait_ms)
{
	struct pollfd waiting = { .fd = fd, .events = POLLIN };
	struct sockaddr_ll from;
	socklen_t size = sizeof(from);
	uint8_t packet[256];
	ssize_t got;
	int n = 0;

	poll(&waiting, 1, wait_ms);
	while ((got = recvfrom(fd, packet, sizeof(packet), 0,
			       (struct sockaddr *)&from, &size)) >= 0) {
		if (from.sll_pkttype != PACKET_OUTGOING)
			n += is_ours(packet, got);
	}
	return n;
}

/* packets dropped for a reason, or for any if it is "" */
unsigned long wires_drops(const char *reason)
{
	FILE *file = fopen("/proc/thread-self/net/ip_vs_drops", "r");
	unsigned long sum = 0, n;
	char line[128];

	if (!file)
		exit(1);
	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%lu", &n) == 1 && strstr(line, reason))
			sum += n;
	}
	fclose(file);
	return sum;
}
