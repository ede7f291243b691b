/* SPDX-License-Identifier: GPL-2.0 */
/* Host and service names, from and to the system's databases. */
#ifndef LVSADM_NAMES_H
#define LVSADM_NAMES_H

#include "liblvs.h"

#include <time.h>

/* one «address:port» of a listing, longer names are cut */
#define NAME_BYTES 60

/**
 * struct names - how a listing shows addresses and ports
 * @numeric: as numbers
 * @spent_ms: time that look-ups of addresses have taken so far; when it is
 *	      too much, the rest of the listing shows numbers
 */
struct names {
	bool numeric;
	int64_t spent_ms;
};

/* call once before other threads exist: an unreachable resolver gives up soon */
void names_init(void);

/* "tcp", "udp" or "sctp"; NULL: another one */
const char *names_protocol(int protocol);

/* a word as text_split_endpoint() takes it; no port in it: has_port false */
bool names_to_endpoint(const char *word, int protocol, struct lvs_addr *addr,
		       uint16_t *port, bool *has_port);

/* protocol 0: the port stays a number */
void names_endpoint(struct names *names, char buf[NAME_BYTES],
		    const struct lvs_addr *addr, uint16_t port, int protocol);

#endif /* LVSADM_NAMES_H */
