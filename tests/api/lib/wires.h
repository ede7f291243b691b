/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A director alone, and wires at whose ends its packets can be seen.
 *
 *	director: servers 10.3.0.1 fd03::1 ---- wire	every server is here
 *	          away    10.2.0.1 fd02::1 ---- beyond	nothing may come out
 *
 * The virtual addresses 10.9.0.1 and fd09::1 are routed away, so that what the
 * balancer lets pass unseen is noticed.
 *
 * A client may be led in, in a namespace of its own. The virtual addresses are
 * the director's own then, and what it sends is received in softirq:
 *
 *	client 10.1.0.2 fd01::2 ---- 10.1.0.1 fd01::1 clients: director
 */
#ifndef API_WIRES_H
#define API_WIRES_H

int wires_make(void);
int wires_lead_client(void);
int wires_socket(int client, int family, int type);
int wire_open(const char *device);
int wire_count(int fd, int wait_ms);
unsigned long wires_drops(const char *reason);

#endif
