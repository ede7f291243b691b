// SPDX-License-Identifier: GPL-2.0
/*
 * The older interface: options of a raw socket.
 */
#include "worker.h"

#include "names.h"

#include <string.h>
#include <sys/socket.h>
#include <netinet/in.h>

#include <linux/ip_vs.h>

#define ROOM		(64 << 10)
#define LISTED_MAX	40

union argument {
	struct {
		struct ip_vs_service_user svc;
		struct ip_vs_dest_user dest;
	};
	struct ip_vs_timeout_user timeouts;
	struct ip_vs_daemon_user daemon;
	uint8_t bytes[512];
};

static _Alignas(8) uint8_t room[ROOM];

static void fill_svc(struct dice *dice, struct ip_vs_service_user *svc)
{
	struct svc_name name = svc_name_draw4(dice);

	svc->protocol = name.proto;
	memcpy(&svc->addr, name.addr, sizeof(svc->addr));
	svc->port = htons(name.port);
	svc->fwmark = name.mark;
	strcpy(svc->sched_name, sched_draw(dice));
	svc->flags = dice_below(dice, 64);
	svc->timeout = dice_below(dice, 400);
	svc->netmask = dice_chance(dice, 80) ? ~0U : htonl(~0U << dice_below(dice, 32));
}

static void fill_dest(struct dice *dice, struct ip_vs_dest_user *dest)
{
	struct dest_name name = dest_name_draw(dice, AF_INET);

	memcpy(&dest->addr, name.addr, sizeof(dest->addr));
	dest->port = htons(name.port);
	dest->conn_flags = dice_below(dice, 5);
	dest->weight = dice_below(dice, 4);
	dest->u_threshold = dice_chance(dice, 20) ? dice_below(dice, 100) : 0;
	dest->l_threshold = dice_below(dice, dest->u_threshold);
}

/* the length of what goes with the option */
static size_t fill(struct dice *dice, int option, union argument *arg)
{
	memset(arg, 0, sizeof(*arg));
	switch (option) {
	case IP_VS_SO_SET_TIMEOUT:
		arg->timeouts.tcp_timeout = dice_below(dice, 1000);
		arg->timeouts.tcp_fin_timeout = dice_below(dice, 1000);
		arg->timeouts.udp_timeout = dice_below(dice, 1000);
		return sizeof(arg->timeouts);
	case IP_VS_SO_SET_STARTDAEMON:
	case IP_VS_SO_SET_STOPDAEMON:
		arg->daemon.state = 1 + dice_below(dice, 2);
		strcpy(arg->daemon.mcast_ifn, "lo");
		return sizeof(arg->daemon);
	case IP_VS_SO_SET_FLUSH:
		return 0;
	case IP_VS_SO_SET_ADDDEST:
	case IP_VS_SO_SET_EDITDEST:
	case IP_VS_SO_SET_DELDEST:
		fill_svc(dice, &arg->svc);
		fill_dest(dice, &arg->dest);
		return sizeof(arg->svc) + sizeof(arg->dest);
	default:
		fill_svc(dice, &arg->svc);
		return sizeof(arg->svc);
	}
}

static int draw_set(struct dice *dice)
{
	static const int often[] = { IP_VS_SO_SET_ADD, IP_VS_SO_SET_EDIT, IP_VS_SO_SET_ADDDEST,
				     IP_VS_SO_SET_EDITDEST, IP_VS_SO_SET_DELDEST };

	if (dice_chance(dice, 75))
		return dice_of(dice, often);
	/* all there are, and some on either side */
	return IP_VS_BASE_CTL - 2 + (int)dice_below(dice, 24);
}

static void set(struct worker *w)
{
	struct dice *dice = &w->dice;
	int option = draw_set(dice);
	union argument arg;
	size_t len;
	void *at = &arg;

	/* everything would be gone all the time */
	if (option == IP_VS_SO_SET_FLUSH && dice_chance(dice, 90))
		return;
	len = fill(dice, option, &arg);
	if (dice_chance(dice, 30))
		dice_damage(dice, arg.bytes, len);
	if (dice_chance(dice, 8))
		len = dice_chance(dice, 80) ? dice_below(dice, sizeof(arg)) : dice_edge(dice);
	if (dice_chance(dice, 3))
		at = dice_chance(dice, 50) ? NULL : (void *)16;
	w->tally->options[!!setsockopt(w->option_fd, IPPROTO_IP, option, at, len)]++;
}

/* how many are listed, and the room for so many, or not quite */
static socklen_t fill_listing(struct dice *dice, int option)
{
	uint32_t count = dice_below(dice, LISTED_MAX);
	struct ip_vs_get_services *svcs = (void *)room;
	struct ip_vs_get_dests *dests = (void *)room;
	struct ip_vs_service_user svc;

	memset(room, 0, sizeof(*svcs) + sizeof(*dests));
	if (dice_chance(dice, 10))
		count = dice_edge(dice);
	if (option == IP_VS_SO_GET_SERVICES) {
		svcs->num_services = count;
		return sizeof(*svcs) + count * sizeof(svcs->entrytable[0]);
	}
	memset(&svc, 0, sizeof(svc));
	fill_svc(dice, &svc);
	if (option == IP_VS_SO_GET_SERVICE) {
		memcpy(room, &svc, sizeof(svc));
		return sizeof(struct ip_vs_service_entry);
	}
	dests->protocol = svc.protocol;
	dests->addr = svc.addr;
	dests->port = svc.port;
	dests->fwmark = svc.fwmark;
	dests->num_dests = count;
	return sizeof(*dests) + count * sizeof(dests->entrytable[0]);
}

static void get(struct worker *w)
{
	static const int often[] = { IP_VS_SO_GET_SERVICES, IP_VS_SO_GET_DESTS,
				     IP_VS_SO_GET_SERVICE };
	struct dice *dice = &w->dice;
	int option = dice_chance(dice, 70) ? dice_of(dice, often) :
					     IP_VS_BASE_CTL - 2 + (int)dice_below(dice, 16);
	socklen_t len = fill_listing(dice, option);
	void *at = room;

	if (dice_chance(dice, 15))
		len = dice_chance(dice, 80) ? dice_below(dice, 4096) : dice_edge(dice);
	if (dice_chance(dice, 10))
		dice_damage(dice, room, 24);
	/* the kernel writes as far as it is told there is room */
	if (len > sizeof(room))
		at = dice_chance(dice, 50) ? NULL : (void *)16;
	w->tally->options[!!getsockopt(w->option_fd, IPPROTO_IP, option, at, &len)]++;
}

void options_ask(struct worker *w)
{
	if (dice_chance(&w->dice, 70))
		set(w);
	else
		get(w);
}
