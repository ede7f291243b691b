// SPDX-License-Identifier: GPL-2.0
/* Addresses and host:port words, read and written as numbers. Pure. */
#include "text_addr.h"

#include "text_num.h"

#include <arpa/inet.h>
#include <string.h>

static bool set_host(struct text_endpoint *ep, const char *from, size_t len)
{
	if (!len || len >= sizeof(ep->host))
		return false;
	memcpy(ep->host, from, len);
	ep->host[len] = '\0';
	return true;
}

static bool set_port(struct text_endpoint *ep, const char *colon)
{
	if (!*colon)
		return true;
	if (*colon != ':' || !colon[1])
		return false;
	ep->port = colon + 1;
	return true;
}

bool text_split_endpoint(const char *word, struct text_endpoint *ep)
{
	const char *end;

	*ep = (struct text_endpoint){ 0 };
	if (word[0] == '[') {
		ep->bracketed = true;
		end = strchr(word, ']');
		return end && set_host(ep, word + 1, end - word - 1) &&
		       set_port(ep, end + 1);
	}
	if (strspn(word, "0123456789") == strlen(word))
		return false;
	end = strchr(word, ':');
	/* two colons and no brackets: all of it is an IPv6 address */
	if (!end || strchr(end + 1, ':'))
		end = word + strlen(word);
	return set_host(ep, word, end - word) && set_port(ep, end);
}

bool text_to_addr(const char *word, struct lvs_addr *addr)
{
	memset(addr, 0, sizeof(*addr));
	addr->family = AF_INET6;
	if (inet_pton(AF_INET6, word, &addr->v6) == 1)
		return true;
	memset(addr, 0, sizeof(*addr));
	addr->family = AF_INET;
	return inet_aton(word, &addr->v4) != 0;
}

static uint32_t v4_mask(int64_t prefix)
{
	return prefix ? htonl(UINT32_MAX << (32 - prefix)) : 0;
}

bool text_to_netmask(const char *word, uint16_t family, uint32_t *netmask)
{
	struct in_addr mask;
	int64_t prefix;

	if (family == AF_INET6) {
		if (!text_to_num(word, 1, 128, &prefix))
			return false;
		*netmask = prefix;
		return true;
	}
	if (text_to_num(word, 0, 32, &prefix)) {
		*netmask = v4_mask(prefix);
		return true;
	}
	if (inet_pton(AF_INET, word, &mask) != 1)
		return false;
	*netmask = mask.s_addr;
	return true;
}

uint32_t netmask_full(uint16_t family)
{
	return family == AF_INET6 ? 128 : UINT32_MAX;
}

const char *text_addr(char buf[INET6_ADDRSTRLEN], const struct lvs_addr *addr)
{
	if (!inet_ntop(addr->family, &addr->v6, buf, INET6_ADDRSTRLEN))
		buf[0] = '\0';
	return buf;
}

void text_join_endpoint(char *buf, size_t bytes, uint16_t family,
			const char *host, const char *port)
{
	snprintf(buf, bytes, family == AF_INET6 ? "[%s]:%s" : "%s:%s", host,
		 port);
}
