// SPDX-License-Identifier: GPL-2.0
/*
 * A director alone, and wires at whose ends its packets can be seen.
 */
#define _GNU_SOURCE
#include "wires.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>
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

/* in this namespace; 0, or a status of ip(8) */
int wires_make(void)
{
	FILE *ip = popen("ip -batch -", "w");

	if (!ip)
		return -1;
	fputs(topology, ip);
	return pclose(ip);
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
