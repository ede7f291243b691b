// SPDX-License-Identifier: GPL-2.0
/*
 * The older interface: options of a raw IPv4 socket, in the network namespace
 * that it was opened in.
 */
#include "sockopt.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char so_room[SO_ROOM];

int so_open(void)
{
	int fd = socket(AF_INET, SOCK_RAW, IPPROTO_RAW);

	if (fd < 0) {
		perror("raw socket");
		exit(1);
	}
	return fd;
}

int so_set(int fd, int opt, const void *data, socklen_t len)
{
	return setsockopt(fd, IPPROTO_IP, opt, data, len) ? errno : 0;
}

int so_get(int fd, int opt, void *data, socklen_t *len)
{
	return getsockopt(fd, IPPROTO_IP, opt, data, len) ? errno : 0;
}

void so_text(char *to, const char *text)
{
	memset(to, 0, 16);
	memcpy(to, text, strnlen(text, 16));
}

struct ip_vs_service_user so_svc(const char *ip, int port)
{
	struct ip_vs_service_user svc = {
		.protocol = IPPROTO_TCP,
		.addr = inet_addr(ip),
		.port = htons(port),
		.sched_name = "rr",
		.netmask = 0xffffffff,
	};

	return svc;
}

struct ip_vs_dest_user so_dest(const char *ip, int port)
{
	struct ip_vs_dest_user dest = {
		.addr = inet_addr(ip),
		.port = htons(port),
		.weight = 1,
	};

	return dest;
}

int so_svc_do(int fd, int opt, const struct ip_vs_service_user *svc)
{
	return so_set(fd, opt, svc, sizeof(*svc));
}

int so_svc_get(int fd, const struct ip_vs_service_user *svc,
	       struct ip_vs_service_entry *entry)
{
	socklen_t len = sizeof(*entry);

	memset(entry, 0xff, sizeof(*entry));
	entry->protocol = svc->protocol;
	entry->addr = svc->addr;
	entry->port = svc->port;
	entry->fwmark = svc->fwmark;
	return so_get(fd, IP_VS_SO_GET_SERVICE, entry, &len);
}

int so_dest_do(int fd, int opt, const struct so_dest *dest)
{
	return so_set(fd, opt, dest, sizeof(*dest));
}

/* @list has SO_ROOM bytes; what is not written stays at ones */
int so_dests_len(int fd, const struct ip_vs_service_user *svc, unsigned int n,
		 struct ip_vs_get_dests *list, socklen_t len)
{
	memset(list, 0xff, SO_ROOM);
	list->protocol = svc->protocol;
	list->addr = svc->addr;
	list->port = svc->port;
	list->fwmark = svc->fwmark;
	list->num_dests = n;
	return so_get(fd, IP_VS_SO_GET_DESTS, list, &len);
}

int so_dests(int fd, const struct ip_vs_service_user *svc, unsigned int n,
	     struct ip_vs_get_dests *list)
{
	return so_dests_len(fd, svc, n, list, sizeof(*list) +
			    n * sizeof(list->entrytable[0]));
}

int so_info(int fd, struct ip_vs_getinfo *info)
{
	socklen_t len = sizeof(*info);

	return so_get(fd, IP_VS_SO_GET_INFO, info, &len);
}
