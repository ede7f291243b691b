// SPDX-License-Identifier: GPL-2.0
/* Host and service names, from and to the system's databases. */
#include "names.h"

#include "text_addr.h"
#include "text_num.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>

/* a listing spends no more than this on look-ups of addresses */
#define BUDGET_MS 3000

void names_init(void)
{
	setenv("RES_OPTIONS", "timeout:1 attempts:1", 0);
}

const char *names_protocol(int protocol)
{
	switch (protocol) {
	case IPPROTO_TCP:
		return "tcp";
	case IPPROTO_UDP:
		return "udp";
	case IPPROTO_SCTP:
		return "sctp";
	default:
		return NULL;
	}
}

static bool to_port(const char *word, int protocol, uint16_t *port)
{
	const char *proto = names_protocol(protocol);
	struct servent *service;
	int64_t number;

	if (text_to_num(word, 0, UINT16_MAX, &number)) {
		*port = number;
		return true;
	}
	service = proto ? getservbyname(word, proto) : NULL;
	if (!service)
		return false;
	*port = ntohs(service->s_port);
	return true;
}

static bool resolve(const char *host, int family, struct lvs_addr *addr)
{
	struct addrinfo hints = {
		.ai_family = family,
		.ai_socktype = SOCK_STREAM,
	};
	struct addrinfo *found;
	struct sockaddr_in6 sin6;
	struct sockaddr_in sin;

	if (getaddrinfo(host, NULL, &hints, &found))
		return false;
	memset(addr, 0, sizeof(*addr));
	addr->family = family;
	if (family == AF_INET) {
		memcpy(&sin, found->ai_addr, sizeof(sin));
		addr->v4 = sin.sin_addr;
	} else {
		memcpy(&sin6, found->ai_addr, sizeof(sin6));
		addr->v6 = sin6.sin6_addr;
	}
	freeaddrinfo(found);
	return true;
}

/* A name means its first IPv4 address; one in brackets its first IPv6 one. */
static bool to_addr(const struct text_endpoint *ep, struct lvs_addr *addr)
{
	if (text_to_addr(ep->host, addr))
		return true;
	if (strchr(ep->host, ':'))
		return false;
	if (!ep->bracketed && resolve(ep->host, AF_INET, addr))
		return true;
	return resolve(ep->host, AF_INET6, addr);
}

bool names_to_endpoint(const char *word, int protocol, struct lvs_addr *addr,
		       uint16_t *port, bool *has_port)
{
	struct text_endpoint ep;

	*port = 0;
	if (!text_split_endpoint(word, &ep))
		return false;
	*has_port = ep.port != NULL;
	if (ep.port && !to_port(ep.port, protocol, port))
		return false;
	return to_addr(&ep, addr);
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool look_up(const struct lvs_addr *addr, char host[NI_MAXHOST])
{
	struct sockaddr_in6 sin6 = {
		.sin6_family = AF_INET6,
		.sin6_addr = addr->v6,
	};
	struct sockaddr_in sin = {
		.sin_family = AF_INET,
		.sin_addr = addr->v4,
	};
	bool is_v6 = addr->family == AF_INET6;

	return getnameinfo(is_v6 ? (void *)&sin6 : (void *)&sin,
			   is_v6 ? sizeof(sin6) : sizeof(sin), host,
			   NI_MAXHOST, NULL, 0, NI_NAMEREQD) == 0;
}

static void host_text(struct names *names, const struct lvs_addr *addr,
		      char host[NI_MAXHOST])
{
	char number[INET6_ADDRSTRLEN];
	bool found = false;
	int64_t start;

	if (!names->numeric && names->spent_ms < BUDGET_MS) {
		start = now_ms();
		found = look_up(addr, host);
		names->spent_ms += now_ms() - start;
	}
	if (!found)
		strcpy(host, text_addr(number, addr));
}

void names_endpoint(struct names *names, char buf[NAME_BYTES],
		    const struct lvs_addr *addr, uint16_t port, int protocol)
{
	const char *proto = names_protocol(protocol);
	struct servent *service = NULL;
	char host[NI_MAXHOST];
	char number[8];

	host_text(names, addr, host);
	snprintf(number, sizeof(number), "%u", port);
	if (!names->numeric && proto)
		service = getservbyport(htons(port), proto);
	text_join_endpoint(buf, NAME_BYTES, addr->family, host,
			   service ? service->s_name : number);
}
