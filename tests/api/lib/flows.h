/* SPDX-License-Identifier: GPL-2.0 */
/*
 * First packets of flows, of each kind that is forwarded or remembered in a way
 * of its own, and what became of them.
 */
#ifndef API_FLOWS_H
#define API_FLOWS_H

#include "ipvs.h"

/**
 * struct flow_kind - a kind of service, server and client
 * @what: in a word
 * @family: AF_INET or AF_INET6
 * @proto: IPPROTO_UDP or IPPROTO_TCP
 * @ftp: the service is FTP's
 * @fwd: LVS_FWD_*
 * @tun: LVS_TUN_*
 * @flags: LVS_SVC_F_*
 * @engine: persistence engine, or NULL
 * @tracked: conntrack=1
 */
struct flow_kind {
	const char *what;
	int family;
	int proto;
	bool ftp;
	uint32_t fwd;
	uint8_t tun;
	uint32_t flags;
	const char *engine;
	bool tracked;
};

#define UDP4 .family = AF_INET, .proto = IPPROTO_UDP
#define UDP6 .family = AF_INET6, .proto = IPPROTO_UDP
#define TCP4 .family = AF_INET, .proto = IPPROTO_TCP
#define TCP6 .family = AF_INET6, .proto = IPPROTO_TCP
#define DROUTE .fwd = LVS_FWD_DROUTE
#define TUNNEL(kind) .fwd = LVS_FWD_TUNNEL, .tun = LVS_TUN_##kind
#define PERSISTENT .flags = LVS_SVC_F_PERSISTENT
#define ONCE .flags = LVS_SVC_F_ONEPACKET

/* KIND(name, members of struct flow_kind) */
#define FLOW_KINDS(KIND)						\
	KIND(nat_udp4, UDP4)						\
	KIND(nat_udp6, UDP6)						\
	KIND(nat_tcp4, TCP4)						\
	KIND(nat_tcp6, TCP6)						\
	KIND(dr_udp4, UDP4, DROUTE)					\
	KIND(dr_tcp6, TCP6, DROUTE)					\
	KIND(ipip_udp4, UDP4, TUNNEL(IPIP))				\
	KIND(ipip_tcp6, TCP6, TUNNEL(IPIP))				\
	KIND(gue_udp4, UDP4, TUNNEL(GUE))				\
	KIND(gue_tcp6, TCP6, TUNNEL(GUE))				\
	KIND(gre_udp4, UDP4, TUNNEL(GRE))				\
	KIND(gre_tcp6, TCP6, TUNNEL(GRE))				\
	KIND(persistent_udp4, UDP4, PERSISTENT)				\
	KIND(persistent_tcp6, TCP6, PERSISTENT)				\
	KIND(sip_udp4, UDP4, PERSISTENT, .engine = "sip")		\
	KIND(sip_udp6, UDP6, PERSISTENT, .engine = "sip")		\
	KIND(once_udp4, UDP4, ONCE)					\
	KIND(once_udp6, UDP6, ONCE, TUNNEL(IPIP))			\
	KIND(ftp_tcp4, TCP4, .ftp = true)				\
	KIND(ftp_tcp6, TCP6, .ftp = true)				\
	KIND(tracked_udp4, UDP4, .tracked = true)			\
	KIND(tracked_tcp6, TCP6, .tracked = true)

/**
 * struct flows - a director, its service, and one flow to it
 * @s: asks
 * @kind: of all of it
 * @wire: what goes to servers is seen there
 * @beyond: what goes where no server is
 * @port: of the service
 * @nr: how many servers there have been
 * @client: file of the client's namespace; -1 if it is the director's own
 * @fd: the client's socket
 * @svc: the service
 * @to: its address
 */
struct flows {
	struct ipvs s;
	const struct flow_kind *kind;
	int wire;
	int beyond;
	int port;
	int nr;
	int client;
	int fd;
	struct form svc;
	struct sockaddr_storage to;
};

/**
 * struct flow_end - what became of the first packet of a flow
 * @err: what the sender was told
 * @sent: packets that reached the servers
 * @escaped: packets that went where no server is
 * @dropped: packets that were dropped and counted
 * @seen: packets that the server's counters know of
 * @conns: connections by the server's counters
 * @listed: connections by the table
 */
struct flow_end {
	int err;
	int sent;
	int escaped;
	unsigned long dropped;
	uint32_t seen;
	uint32_t conns;
	uint32_t listed;
};

int flows_open(struct flows *flows, const struct flow_kind *kind, int client);
void flows_close(struct flows *flows);
int flows_new_server(struct flows *flows);
void flow_open(struct flows *flows);
int flow_send(struct flows *flows);
struct flow_end flow_look(struct flows *flows, int err, unsigned long dropped);
const char *flow_works(struct flows *flows);

#endif
