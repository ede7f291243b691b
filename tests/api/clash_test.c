// SPDX-License-Identifier: GPL-2.0
/*
 * Two services have a server in common, and a client asks both from one port:
 * what the server answers could belong to either flow. The second one has to
 * wait until the first is over; meanwhile its packets are dropped, by reason.
 */
#include "lib/files.h"
#include "lib/ipvs.h"

#include "kselftest_harness.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define FILE_MAX 4096
#define FIRST 7000
#define SECOND 7001
#define SERVER 9
#define FROM 20000

/* how long an entry of datagrams lives here, and how long it may linger, s */
#define LIFE_S 1
#define PATIENCE_S 15

FIXTURE(clash)
{
	struct ipvs s;
	struct form first;
	struct form second;
	struct form dest;
	char text[FILE_MAX];
};

FIXTURE_VARIANT(clash)
{
	int family;
	const char *vip;
	const char *server;
	const char *set_up;
};

FIXTURE_VARIANT_ADD(clash, ipv4)
{
	.family = AF_INET, .vip = "192.0.2.16", .server = "127.0.0.1",
	.set_up = "ip addr add 192.0.2.16/32 dev lo",
};

FIXTURE_VARIANT_ADD(clash, ipv6)
{
	.family = AF_INET6, .vip = "2001:db8::10", .server = "::1",
	.set_up = "ip addr add 2001:db8::10/128 dev lo nodad",
};

static struct form service(int family, const char *vip, int port)
{
	struct form svc = family == AF_INET ? svc_form(vip, port) :
			  svc_form6(vip, port);

	form_set_u16(&svc, LVS_SVC_ATTR_PROTOCOL, IPPROTO_UDP);
	return svc;
}

FIXTURE_SETUP(clash)
{
	if (!testing_lvs())
		SKIP(return, "in-tree IPVS gives one flow the other's replies");
	new_netns();
	ASSERT_EQ(0, system(variant->set_up));
	ASSERT_EQ(0, ipvs_open(&self->s));
	self->first = service(variant->family, variant->vip, FIRST);
	self->second = service(variant->family, variant->vip, SECOND);
	self->dest = dest_form(variant->server, SERVER);
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &self->first));
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &self->second));
	ASSERT_EQ(0, ipvs_dest(&self->s, LVS_CMD_NEW_DEST, &self->first,
			       &self->dest));
	ASSERT_EQ(0, ipvs_dest(&self->s, LVS_CMD_NEW_DEST, &self->second,
			       &self->dest));
}

FIXTURE_TEARDOWN(clash)
{
	ipvs_close(&self->s);
}

static socklen_t fill(struct sockaddr_storage *to, int family, const char *ip,
		      int port)
{
	struct sockaddr_in6 *v6 = (void *)to;
	struct sockaddr_in *v4 = (void *)to;

	memset(to, 0, sizeof(*to));
	to->ss_family = family;
	if (family == AF_INET6) {
		inet_pton(family, ip, &v6->sin6_addr);
		v6->sin6_port = htons(port);
		return sizeof(*v6);
	}
	inet_pton(family, ip, &v4->sin_addr);
	v4->sin_port = htons(port);
	return sizeof(*v4);
}

/* a datagram from one port to another of one address; was it let go */
static bool passes(int family, const char *ip, int from, int to)
{
	struct sockaddr_storage here, there;
	socklen_t len = fill(&here, family, ip, from);
	int fd = socket(family, SOCK_DGRAM, 0);
	bool sent;

	fill(&there, family, ip, to);
	sent = !bind(fd, (void *)&here, len) &&
	       sendto(fd, "x", 1, 0, (void *)&there, len) == 1;
	close(fd);
	return sent;
}

/* packets that were dropped for this reason */
static long clashes(char *text)
{
	const char *reason = " reply address is taken by another flow\n";
	char *at;

	if (file_read("ip_vs_drops", text, FILE_MAX) <= 0)
		return -1;
	at = strstr(text, reason);
	if (!at)
		return -1;
	*at = '\0';
	return strtol(strrchr(text, '\n'), NULL, 10);
}

static int shorten(struct ipvs *s)
{
	uint32_t life_s = LIFE_S;
	struct attrs attrs = {};

	attrs_put(&attrs, LVS_CMD_ATTR_TIMEOUT_UDP, &life_s, sizeof(life_s));
	return ipvs_do(s, LVS_CMD_SET_CONFIG, &attrs);
}

TEST_F(clash, second_flow_waits_for_the_first)
{
	time_t deadline = time(NULL) + PATIENCE_S;
	int family = variant->family;
	const char *vip = variant->vip;

	ASSERT_TRUE(passes(family, vip, FROM, FIRST));
	EXPECT_FALSE(passes(family, vip, FROM, SECOND));
	EXPECT_EQ(1, clashes(self->text));
	EXPECT_EQ(0, ipvs_svc_stat(&self->s, &self->second,
				   LVS_STATS_ATTR_CONNS));
	ASSERT_EQ(0, shorten(&self->s));
	ASSERT_TRUE(passes(family, vip, FROM, FIRST));
	while (!passes(family, vip, FROM, SECOND) && time(NULL) < deadline)
		sched_yield();
	EXPECT_EQ(1, ipvs_svc_stat(&self->s, &self->second,
				   LVS_STATS_ATTR_CONNS));
	EXPECT_EQ(1, ipvs_svc_stat(&self->s, &self->first,
				   LVS_STATS_ATTR_CONNS));
}

TEST_F(clash, another_port_does_not_wait)
{
	ASSERT_TRUE(passes(variant->family, variant->vip, FROM, FIRST));
	EXPECT_TRUE(passes(variant->family, variant->vip, FROM + 1, SECOND));
	EXPECT_EQ(0, clashes(self->text));
}

TEST_HARNESS_MAIN
