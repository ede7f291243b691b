/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The few services and servers that all requests are about, so that they meet.
 */
#ifndef FUZZ_NAMES_H
#define FUZZ_NAMES_H

#include "dice.h"

#include <sys/socket.h>

/**
 * struct svc_name - which service
 * @family: AF_INET or AF_INET6
 * @proto: IPPROTO_*
 * @port: host order
 * @mark: not 0 if it is one by mark
 * @addr: virtual address
 * @addr_len: bytes of it
 */
struct svc_name {
	uint16_t family;
	uint16_t proto;
	uint16_t port;
	uint32_t mark;
	uint8_t addr[16];
	uint8_t addr_len;
};

/**
 * struct dest_name - which server
 * @family: of its address
 * @port: host order
 * @addr: address
 * @addr_len: bytes of it
 */
struct dest_name {
	uint16_t family;
	uint16_t port;
	uint8_t addr[16];
	uint8_t addr_len;
};

struct svc_name svc_name_draw(struct dice *dice);
struct svc_name svc_name_draw4(struct dice *dice);
struct dest_name dest_name_draw(struct dice *dice, uint16_t svc_family);
struct dest_name dest_name_nth(uint16_t family, unsigned int n);
const char *sched_draw(struct dice *dice);
socklen_t svc_name_sockaddr(const struct svc_name *name, struct sockaddr_storage *to);

#endif
