// SPDX-License-Identifier: GPL-2.0
/*
 * First packets of flows, of each kind that is forwarded or remembered in a way
 * of its own, and what became of them.
 */
#define _GNU_SOURCE
#include "flows.h"
#include "wires.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* what a packet takes to get to the wire, by an interrupt at most, ms */
#define WIRE_MS 200

static int track(void)
{
	int fd = open("/proc/sys/net/ipv4/vs/conntrack", O_WRONLY);
	int err = fd < 0 || write(fd, "1", 1) != 1;

	close(fd);
	return err;
}

static void make_service(struct flows *flows)
{
	const struct flow_kind *kind = flows->kind;
	const char *vip = kind->family == AF_INET ? "10.9.0.1" : "fd09::1";
	struct lvs_flags flags = { .flags = kind->flags, .mask = ~0U };
	struct sockaddr_in6 *to6 = (void *)&flows->to;
	struct sockaddr_in *to4 = (void *)&flows->to;

	flows->port = kind->ftp ? 21 : 80;
	flows->to.ss_family = kind->family;
	to4->sin_port = htons(flows->port);
	if (kind->family == AF_INET) {
		flows->svc = svc_form(vip, flows->port);
		inet_pton(AF_INET, vip, &to4->sin_addr);
	} else {
		flows->svc = svc_form6(vip, flows->port);
		inet_pton(AF_INET6, vip, &to6->sin6_addr);
	}
	form_set_u16(&flows->svc, LVS_SVC_ATTR_PROTOCOL, kind->proto);
	form_set_u32(&flows->svc, LVS_SVC_ATTR_TIMEOUT, 300);
	form_set(&flows->svc, LVS_SVC_ATTR_FLAGS, &flags, sizeof(flags));
	if (kind->engine)
		form_set_text(&flows->svc, LVS_SVC_ATTR_PE_NAME, kind->engine);
}

/* in a namespace that has its wires; 0 if all is there */
int flows_open(struct flows *flows, const struct flow_kind *kind, int client)
{
	*flows = (struct flows){ .kind = kind, .client = client, .fd = -1 };
	make_service(flows);
	flows->wire = wire_open("wire");
	flows->beyond = wire_open("beyond");
	if (flows->wire < 0 || flows->beyond < 0)
		return -1;
	if (kind->tracked && track())
		return -1;
	return ipvs_open(&flows->s);
}

void flows_close(struct flows *flows)
{
	ipvs_close(&flows->s);
	close(flows->wire);
	close(flows->beyond);
}

/* one that nobody has heard of: it has no flows, routes, neighbours */
int flows_new_server(struct flows *flows)
{
	const struct flow_kind *kind = flows->kind;
	struct form dest;
	char ip[48];
	int err;

	snprintf(ip, sizeof(ip), kind->family == AF_INET ? "10.3.%d.%d" :
		 "fd03::%x:%x", 0, 2 + ++flows->nr % 250);
	dest = dest_form(ip, flows->port);
	form_set_u32(&dest, LVS_DEST_ATTR_FWD_METHOD, kind->fwd);
	form_set_u8(&dest, LVS_DEST_ATTR_TUN_TYPE, kind->tun);
	form_set_be16(&dest, LVS_DEST_ATTR_TUN_PORT, 6080);
	err = ipvs_do(&flows->s, LVS_CMD_FLUSH, NULL) ?:
	      ipvs_svc(&flows->s, LVS_CMD_NEW_SERVICE, &flows->svc) ?:
	      ipvs_dest(&flows->s, LVS_CMD_NEW_DEST, &flows->svc, &dest);
	if (err)
		fprintf(stderr, "server: %s\n", strerror(err));
	return err;
}

void flow_open(struct flows *flows)
{
	const struct flow_kind *kind = flows->kind;
	int type = kind->proto == IPPROTO_TCP ? SOCK_STREAM : SOCK_DGRAM;

	flows->fd = wires_socket(flows->client, kind->family,
				 type | SOCK_NONBLOCK);
}

/* the first packet; what the sender was told */
int flow_send(struct flows *flows)
{
	static const char text[] =
		"OPTIONS sip:a@b SIP/2.0\r\nCall-ID: 77@c\r\n\r\n";
	const struct sockaddr *to = (const struct sockaddr *)&flows->to;
	ssize_t sent;

	if (flows->kind->proto == IPPROTO_TCP)
		sent = connect(flows->fd, to, sizeof(flows->to));
	else
		sent = sendto(flows->fd, text, sizeof(text) - 1, 0, to,
			      sizeof(flows->to));
	return sent < 0 && errno != EINPROGRESS ? errno : 0;
}

static uint32_t member(const struct nlattr *nest, int attr)
{
	return attr_u32(nest_member(nest, attr));
}

/* packets and connections that the only server has had */
static void ask_server(struct flows *flows, struct flow_end *end)
{
	const struct nlattr *nest;

	if (ipvs_dump_dests(&flows->s, &flows->svc))
		exit(1);
	nest = msg_only_nest(ipvs_first(&flows->s), LVS_CMD_ATTR_DEST);
	end->conns = member(nest, LVS_DEST_ATTR_ACTIVE_CONNS) +
		     member(nest, LVS_DEST_ATTR_INACT_CONNS);
	nest = nest_member(nest, LVS_DEST_ATTR_STATS);
	end->seen = member(nest, LVS_STATS_ATTR_INPKTS);
}

/* connections to the newest server that the table has */
static uint32_t listed(const struct flows *flows)
{
	FILE *file = fopen("/proc/thread-self/net/ip_vs_conn", "r");
	int low = 2 + flows->nr % 250;
	char line[256], server[64];
	uint32_t n = 0;

	if (!file)
		exit(1);
	if (flows->kind->family == AF_INET)
		snprintf(server, sizeof(server), " 0A0300%02X ", low);
	else
		snprintf(server, sizeof(server), "fd03:0000:0000:0000:0000:"
			 "0000:0000:%04x ", low);
	while (fgets(line, sizeof(line), file))
		n += strstr(line, server) && !strstr(line, " 0000 ");
	fclose(file);
	return n;
}

/* @dropped: packets that had been dropped before */
struct flow_end flow_look(struct flows *flows, int err, unsigned long dropped)
{
	struct flow_end end = {
		.err = err,
		.dropped = wires_drops("") - dropped,
	};

	end.sent = wire_count(flows->wire,
			      end.err || end.dropped ? 0 : WIRE_MS);
	end.escaped = wire_count(flows->beyond, 0);
	ask_server(flows, &end);
	end.listed = listed(flows);
	return end;
}

/* one more flow; "" if it works */
const char *flow_works(struct flows *flows)
{
	unsigned long before = wires_drops("");
	struct flow_end end;

	flow_open(flows);
	end = flow_look(flows, flow_send(flows), before);
	close(flows->fd);
	return end.err || end.sent != 1 || end.escaped || end.dropped ?
	       "the next flow does not work" : "";
}
