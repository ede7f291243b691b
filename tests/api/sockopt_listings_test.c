// SPDX-License-Identifier: GPL-2.0
/*
 * What the older interface by socket options tells: lengths are exact, nothing
 * of IPv6 is seen, and nothing else of the kernel's.
 */
#include "lib/ipvs.h"
#include "lib/sockopt.h"

#include "kselftest_harness.h"

#include "lib/sockopt_fixture.h"

#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

TEST_F(sockopt, version_is_a_text)
{
	char text[80], expected[80];
	struct ip_vs_getinfo info;
	socklen_t len;

	ASSERT_EQ(0, so_info(self->fd, &info));
	snprintf(expected, sizeof(expected),
		 "IP Virtual Server version 1.2.1 (size=%u)", info.size);
	for (len = 60; len <= sizeof(text); len++) {
		socklen_t got = len;

		memset(text, 'x', sizeof(text));
		EXPECT_EQ(len < 64 ? EINVAL : 0,
			  so_get(self->fd, IP_VS_SO_GET_VERSION, text, &got));
		if (len < 64)
			continue;
		EXPECT_EQ(strlen(expected) + 1, got);
		EXPECT_STREQ(expected, text);
		EXPECT_EQ('x', text[got]);
	}
}

TEST_F(sockopt, info_counts_services_of_ipv4)
{
	struct form six = svc_form6("fd00::1", 80);
	struct ip_vs_getinfo info;
	socklen_t len = 11;

	EXPECT_EQ(EINVAL, so_get(self->fd, IP_VS_SO_GET_INFO, &info, &len));
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &six));
	ASSERT_EQ(0, so_info(self->fd, &info));
	EXPECT_EQ(0x10201, info.version);
	EXPECT_LT(0, info.size);
	EXPECT_EQ(0, info.num_services);
	ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ADD, &self->svc));
	ASSERT_EQ(0, so_info(self->fd, &info));
	EXPECT_EQ(1, info.num_services);
	len = 200;
	EXPECT_EQ(0, so_get(self->fd, IP_VS_SO_GET_INFO, so_room, &len));
	EXPECT_EQ(200, len);
}

/* what is asked for one by one may keep the asker's own bytes there */
static bool is_blank(const void *data, size_t len)
{
	const uint8_t *bytes = data;

	while (len--) {
		if (bytes[len] && bytes[len] != 0xff)
			return false;
	}
	return true;
}

TEST_F(sockopt, entry_says_nothing_else)
{
	struct ip_vs_get_services *all = (void *)so_room;
	struct ip_vs_service_entry entry;
	char *bytes = (char *)&entry;
	socklen_t len = 8 + 104;

	ASSERT_EQ(104, sizeof(entry));
	ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ADD, &self->svc));
	ASSERT_EQ(0, so_svc_get(self->fd, &self->svc, &entry));
	EXPECT_TRUE(is_blank(bytes + 2, 2));
	EXPECT_TRUE(is_blank(bytes + 10, 2));
	EXPECT_TRUE(is_blank(bytes + 60, 4));
	EXPECT_TRUE(is_blank(bytes + 100, 4));
	EXPECT_TRUE(is_blank(entry.sched_name + 3, 13));

	memset(so_room, 0x55, sizeof(so_room));
	all->num_services = 1;
	ASSERT_EQ(0, so_get(self->fd, IP_VS_SO_GET_SERVICES, all, &len));
	bytes = (char *)all->entrytable;
	EXPECT_TRUE(is_blank(bytes + 2, 2));
	EXPECT_TRUE(is_blank(bytes + 10, 2));
	EXPECT_TRUE(is_blank(bytes + 48, 56));
	EXPECT_TRUE(is_blank(all->entrytable[0].sched_name + 3, 13));
}

/* room for one more or less than there are; what is not there stays as it was */
TEST_F(sockopt, services_are_listed_by_exact_length)
{
	struct ip_vs_get_services *all = (void *)so_room;
	struct form six = svc_form6("fd00::1", 80);
	unsigned int n, i;
	socklen_t len;

	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &six));
	for (i = 0; i < 3; i++) {
		self->svc.port = htons(80 + i);
		ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ADD,
				       &self->svc));
	}
	for (n = 0; n < 5; n++) {
		memset(so_room, 0xff, sizeof(so_room));
		all->num_services = n;
		len = 8 + n * 104;
		EXPECT_EQ(0, so_get(self->fd, IP_VS_SO_GET_SERVICES, all,
				    &len));
		EXPECT_EQ(8 + n * 104, len);
		EXPECT_EQ(n, all->num_services);
		for (i = 0; i < n && i < 3; i++)
			EXPECT_EQ(self->svc.addr, all->entrytable[i].addr);
		EXPECT_EQ(0xffff, all->entrytable[i].protocol);
		len += 1;
		EXPECT_EQ(EINVAL, so_get(self->fd, IP_VS_SO_GET_SERVICES, all,
					 &len));
		len -= 2;
		EXPECT_EQ(EINVAL, so_get(self->fd, IP_VS_SO_GET_SERVICES, all,
					 &len));
	}
}

/* 41297763 entries take 4294967360 bytes, which would be 64 */
TEST_F(sockopt, no_length_wraps)
{
	struct ip_vs_get_services *all = (void *)so_room;
	struct ip_vs_get_dests *dests = (void *)so_room;
	socklen_t len = 64;

	ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ADD, &self->svc));
	all->num_services = 41297763;
	EXPECT_EQ(EINVAL, so_get(self->fd, IP_VS_SO_GET_SERVICES, all, &len));
	memset(so_room, 0, sizeof(so_room));
	dests->protocol = self->svc.protocol;
	dests->addr = self->svc.addr;
	dests->port = self->svc.port;
	dests->num_dests = UINT_MAX;
	EXPECT_EQ(EINVAL, so_get(self->fd, IP_VS_SO_GET_DESTS, dests, &len));
}

TEST_F(sockopt, servers_are_listed_by_exact_length)
{
	struct ip_vs_get_dests *list = (void *)so_room;
	struct ip_vs_service_entry entry;
	unsigned int n, i;

	EXPECT_EQ(ESRCH, so_dests(self->fd, &self->svc, 0, list));
	ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ADD, &self->svc));
	for (i = 0; i < 3; i++) {
		self->both.dest.port = htons(8080 + i);
		ASSERT_EQ(0, so_dest_do(self->fd, IP_VS_SO_SET_ADDDEST,
					&self->both));
	}
	ASSERT_EQ(0, so_svc_get(self->fd, &self->svc, &entry));
	EXPECT_EQ(3, entry.num_dests);
	for (n = 0; n < 5; n++) {
		EXPECT_EQ(0, so_dests(self->fd, &self->svc, n, list));
		EXPECT_EQ(n, list->num_dests);
		for (i = 0; i < n && i < 3; i++)
			EXPECT_EQ(self->both.dest.addr,
				  list->entrytable[i].addr);
		EXPECT_EQ(0xffffffff, list->entrytable[i].addr);
		EXPECT_EQ(EINVAL, so_dests_len(self->fd, &self->svc, n, list,
					       24 + n * 96 + 1));
		EXPECT_EQ(EINVAL, so_dests_len(self->fd, &self->svc, n, list,
					       24 + n * 96 - 1));
	}
}

TEST_F(sockopt, servers_of_ipv6_are_not_seen)
{
	struct ip_vs_get_dests *list = (void *)so_room;
	struct form svc = svc_form("192.0.2.1", 80);
	struct form six = dest_form("127.0.0.2", 8080);
	struct ip_vs_service_entry entry;

	form_set_u16(&six, LVS_DEST_ATTR_ADDR_FAMILY, AF_INET6);
	form_set_ip(&six, LVS_DEST_ATTR_ADDR, "fd00::2");
	form_set_u32(&six, LVS_DEST_ATTR_FWD_METHOD, LVS_FWD_TUNNEL);
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_EQ(0, so_dest_do(self->fd, IP_VS_SO_SET_ADDDEST, &self->both));
	ASSERT_EQ(0, ipvs_dest(&self->s, LVS_CMD_NEW_DEST, &svc, &six));
	ASSERT_EQ(0, so_dests(self->fd, &self->svc, 2, list));
	EXPECT_EQ(self->both.dest.addr, list->entrytable[0].addr);
	EXPECT_EQ(0xffffffff, list->entrytable[1].addr);
	/* in-tree IPVS counts what it does not list */
	ASSERT_EQ(0, so_svc_get(self->fd, &self->svc, &entry));
	EXPECT_EQ(testing_lvs() ? 1 : 2, entry.num_dests);
}

static struct sockaddr_in ip_addr(uint32_t addr, uint16_t port)
{
	struct sockaddr_in in = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = addr,
		.sin_port = port,
	};

	return in;
}

/* to the service, of ten bytes; the server takes it and says nothing */
static int send_datagram(const struct so_dest *both)
{
	struct sockaddr_in at = ip_addr(both->dest.addr, both->dest.port);
	struct sockaddr_in to = ip_addr(both->svc.addr, both->svc.port);
	int server = socket(AF_INET, SOCK_DGRAM, 0);
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	int sent = -1;

	if (!bind(server, (void *)&at, sizeof(at)))
		sent = sendto(fd, "0123456789", 10, 0, (void *)&to,
			      sizeof(to));
	close(fd);
	close(server);
	return sent;
}

/* in-tree IPVS shows what it has counted after a while */
static bool has_counted(int fd, const struct ip_vs_service_user *svc,
			struct ip_vs_service_entry *entry)
{
	time_t deadline = time(NULL) + 10;

	do {
		if (so_svc_get(fd, svc, entry))
			return false;
		if (entry->stats.conns && entry->stats.inpkts)
			return true;
		sched_yield();
	} while (time(NULL) < deadline);
	return false;
}

#define DATAGRAM_BYTES (20 + 8 + 10)

TEST_F(sockopt, counters_are_told)
{
	struct ip_vs_get_dests *list = (void *)so_room;
	struct ip_vs_service_entry entry;

	self->both.svc.protocol = IPPROTO_UDP;
	self->both.svc.addr = inet_addr("127.0.0.1");
	ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ADD, &self->both.svc));
	ASSERT_EQ(0, so_dest_do(self->fd, IP_VS_SO_SET_ADDDEST, &self->both));
	ASSERT_EQ(10, send_datagram(&self->both));
	ASSERT_TRUE(has_counted(self->fd, &self->both.svc, &entry));
	EXPECT_EQ(1, entry.stats.conns);
	EXPECT_EQ(1, entry.stats.inpkts);
	EXPECT_EQ(DATAGRAM_BYTES, entry.stats.inbytes);
	EXPECT_EQ(0, entry.stats.outpkts);
	EXPECT_EQ(0, entry.stats.outbytes);
	ASSERT_EQ(0, so_dests(self->fd, &self->both.svc, 1, list));
	EXPECT_EQ(1, list->entrytable[0].inactconns);
	EXPECT_EQ(0, list->entrytable[0].activeconns);
	EXPECT_EQ(0, list->entrytable[0].persistconns);
	EXPECT_EQ(1, list->entrytable[0].stats.conns);
	EXPECT_EQ(DATAGRAM_BYTES, list->entrytable[0].stats.inbytes);
}

TEST_F(sockopt, timeouts_are_set_and_read)
{
	struct ip_vs_timeout_user now, set = { 11, 12, 13 };
	socklen_t len = sizeof(now);

	ASSERT_EQ(0, so_set(self->fd, IP_VS_SO_SET_TIMEOUT, &set,
			    sizeof(set)));
	ASSERT_EQ(0, so_get(self->fd, IP_VS_SO_GET_TIMEOUT, &now, &len));
	EXPECT_EQ(0, memcmp(&now, &set, sizeof(now)));
	EXPECT_EQ(sizeof(now), len);
	set = (struct ip_vs_timeout_user) { 0, 22, 0 };
	ASSERT_EQ(0, so_set(self->fd, IP_VS_SO_SET_TIMEOUT, &set,
			    sizeof(set)));
	set = (struct ip_vs_timeout_user) { 31, 32, -1 };
	EXPECT_EQ(EINVAL, so_set(self->fd, IP_VS_SO_SET_TIMEOUT, &set,
				 sizeof(set)));
	set = (struct ip_vs_timeout_user) { INT_MAX, 32, 33 };
	EXPECT_EQ(EINVAL, so_set(self->fd, IP_VS_SO_SET_TIMEOUT, &set,
				 sizeof(set)));
	ASSERT_EQ(0, so_get(self->fd, IP_VS_SO_GET_TIMEOUT, &now, &len));
	EXPECT_EQ(11, now.tcp_timeout);
	EXPECT_EQ(22, now.tcp_fin_timeout);
	EXPECT_EQ(13, now.udp_timeout);
	len = sizeof(now) - 1;
	EXPECT_EQ(EINVAL, so_get(self->fd, IP_VS_SO_GET_TIMEOUT, &now, &len));
}

TEST_HARNESS_MAIN
