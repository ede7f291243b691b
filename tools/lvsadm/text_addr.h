/* SPDX-License-Identifier: GPL-2.0 */
/* Addresses and host:port words, read and written as numbers. Pure. */
#ifndef LVSADM_TEXT_ADDR_H
#define LVSADM_TEXT_ADDR_H

#include "liblvs.h"

#define TEXT_HOST_BYTES 256

/* A word «host», «host:port», «[host]:port» or a bare IPv6 address. */
struct text_endpoint {
	char host[TEXT_HOST_BYTES];
	const char *port;		/* into the word; NULL: none */
	bool bracketed;
};

/* false: empty, all digits, a bracket that does not close, an empty port */
bool text_split_endpoint(const char *word, struct text_endpoint *ep);

/* an address in numbers: IPv6, or IPv4 in any form that inet_aton knows */
bool text_to_addr(const char *word, struct lvs_addr *addr);

/* IPv4: dotted mask or 0..32, in network order; IPv6: 1..128 */
bool text_to_netmask(const char *word, uint16_t family, uint32_t *netmask);

/* a netmask that tells every client from every other */
uint32_t netmask_full(uint16_t family);

const char *text_addr(char buf[INET6_ADDRSTRLEN], const struct lvs_addr *addr);

/* host and port put together; IPv6 in brackets; cut to the buffer */
void text_join_endpoint(char *buf, size_t bytes, uint16_t family,
			const char *host, const char *port);

#endif /* LVSADM_TEXT_ADDR_H */
