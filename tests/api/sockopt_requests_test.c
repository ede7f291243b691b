// SPDX-License-Identifier: GPL-2.0
/*
 * The older interface by socket options: requests do what those by netlink do,
 * and wrong ones are refused with the known errno.
 */
#define _GNU_SOURCE
#include "lib/ipvs.h"
#include "lib/sockopt.h"

#include "kselftest_harness.h"

#include "lib/sockopt_fixture.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sched.h>

/* requests with a length of their own, by offset */
static const struct {
	int opt;
	socklen_t len;
} sized[] = {
	{ IP_VS_SO_SET_ADD, 44 }, { IP_VS_SO_SET_EDIT, 44 },
	{ IP_VS_SO_SET_DEL, 44 }, { IP_VS_SO_SET_FLUSH, 0 },
	{ IP_VS_SO_SET_ADDDEST, 68 }, { IP_VS_SO_SET_DELDEST, 68 },
	{ IP_VS_SO_SET_EDITDEST, 68 }, { IP_VS_SO_SET_TIMEOUT, 12 },
	{ IP_VS_SO_SET_STARTDAEMON, 24 }, { IP_VS_SO_SET_STOPDAEMON, 24 },
	{ IP_VS_SO_SET_ZERO, 44 },
};

TEST_F(sockopt, lengths_of_requests_are_exact)
{
	char bytes[128] = {};
	socklen_t len;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sized); i++) {
		for (len = 0; len < sizeof(bytes); len++) {
			if (len == sized[i].len)
				continue;
			EXPECT_EQ(EINVAL, so_set(self->fd, sized[i].opt,
						 bytes, len)) {
				TH_LOG("option %d, %u bytes", sized[i].opt,
				       len);
			}
		}
	}
}

TEST_F(sockopt, there_are_no_other_options)
{
	static const int none[] = { 0, 1, 6, 13, 14 };
	socklen_t len = 64;
	char bytes[128] = {};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(none); i++) {
		EXPECT_EQ(EINVAL, so_set(self->fd, IP_VS_BASE_CTL + none[i],
					 bytes, 0));
		EXPECT_EQ(EINVAL, so_set(self->fd, IP_VS_BASE_CTL + none[i],
					 bytes, 44));
	}
	EXPECT_EQ(ENOPROTOOPT, so_set(self->fd, IP_VS_BASE_CTL + 16, bytes,
				      44));
	EXPECT_EQ(ENOPROTOOPT, so_set(self->fd, IP_VS_BASE_CTL - 1, bytes,
				      44));
	EXPECT_EQ(EINVAL, so_get(self->fd, IP_VS_SO_GET_DEST, bytes, &len));
	EXPECT_EQ(ENOPROTOOPT, so_get(self->fd, IP_VS_BASE_CTL + 8, bytes,
				      &len));
	EXPECT_EQ(ENOPROTOOPT, so_get(self->fd, IP_VS_BASE_CTL - 1, bytes,
				      &len));
}

TEST_F(sockopt, pointers_may_be_wrong)
{
	socklen_t len = 64;
	void *nowhere = (void *)8;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sized); i++) {
		if (sized[i].len)
			EXPECT_EQ(EFAULT, so_set(self->fd, sized[i].opt,
						 nowhere, sized[i].len));
	}
	EXPECT_EQ(EFAULT, so_get(self->fd, IP_VS_SO_GET_VERSION, nowhere,
				 &len));
	EXPECT_EQ(EFAULT, so_get(self->fd, IP_VS_SO_GET_INFO, nowhere, &len));
	EXPECT_EQ(EFAULT, so_get(self->fd, IP_VS_SO_GET_TIMEOUT, nowhere,
				 &len));
	EXPECT_EQ(EFAULT, so_get(self->fd, IP_VS_SO_GET_DAEMON, nowhere,
				 &len));
	len = sizeof(struct ip_vs_service_entry);
	EXPECT_EQ(EFAULT, so_get(self->fd, IP_VS_SO_GET_SERVICE, nowhere,
				 &len));
}

TEST_F(sockopt, service_comes_is_edited_and_goes)
{
	struct form same = svc_form("192.0.2.1", 80);
	struct ip_vs_service_entry entry;

	EXPECT_EQ(ESRCH, so_svc_do(self->fd, IP_VS_SO_SET_EDIT, &self->svc));
	EXPECT_EQ(ESRCH, so_svc_do(self->fd, IP_VS_SO_SET_DEL, &self->svc));
	EXPECT_EQ(ESRCH, so_svc_get(self->fd, &self->svc, &entry));
	ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ADD, &self->svc));
	EXPECT_EQ(EEXIST, so_svc_do(self->fd, IP_VS_SO_SET_ADD, &self->svc));
	EXPECT_EQ(EEXIST, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &same));

	strcpy(self->svc.sched_name, "wlc");
	self->svc.flags = LVS_SVC_F_PERSISTENT;
	self->svc.timeout = 77;
	self->svc.netmask = inet_addr("255.255.255.0");
	ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_EDIT, &self->svc));
	ASSERT_EQ(0, so_svc_get(self->fd, &self->svc, &entry));
	EXPECT_STREQ("wlc", entry.sched_name);
	EXPECT_EQ(LVS_SVC_F_PERSISTENT | LVS_SVC_F_HASHED, entry.flags);
	EXPECT_EQ(77, entry.timeout);
	EXPECT_EQ(inet_addr("255.255.255.0"), entry.netmask);
	EXPECT_EQ(0, entry.num_dests);

	ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_DEL, &self->svc));
	EXPECT_EQ(ESRCH, ipvs_svc(&self->s, LVS_CMD_GET_SERVICE, &same));
}

/**
 * struct wrong_svc - a request for a service that is refused
 * @what: in words
 * @protocol: IPPROTO_*
 * @fwmark: mark, or 0
 * @sched: scheduler; of 16 characters, it has no end
 * @err: errno by ADD, EDIT, DEL
 */
static const struct wrong_svc {
	const char *what;
	int protocol;
	uint32_t fwmark;
	const char *sched;
	int err[3];
} wrong_svcs[] = {
	{ "protocol 0", 0, 0, "rr", { EFAULT, EFAULT, EFAULT } },
	{ "protocol ESP", 50, 0, "rr", { EFAULT, EFAULT, EFAULT } },
	{ "mark, protocol 0", 0, 1, "rr", { EFAULT, EFAULT, EFAULT } },
	{ "scheduler unknown", 6, 0, "nosuch", { ENOENT, ENOENT, 0 } },
	{ "scheduler empty", 6, 0, "", { ENOENT, ENOENT, 0 } },
	{ "scheduler without end", 6, 0, "1234567890123456",
	  { EINVAL, EINVAL, 0 } },
	{ "protocol and scheduler", 0, 0, "1234567890123456",
	  { EINVAL, EINVAL, EFAULT } },
};

static int so_wrong(int fd, int opt, const struct wrong_svc *wrong)
{
	struct ip_vs_service_user svc = so_svc("192.0.2.1", 80);

	svc.protocol = wrong->protocol;
	svc.fwmark = wrong->fwmark;
	so_text(svc.sched_name, wrong->sched);
	return so_svc_do(fd, opt, &svc);
}

TEST_F(sockopt, wrong_services_are_refused)
{
	const struct wrong_svc *wrong;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(wrong_svcs); i++) {
		wrong = &wrong_svcs[i];
		EXPECT_EQ(wrong->err[0], so_wrong(self->fd, IP_VS_SO_SET_ADD,
						  wrong)) {
			TH_LOG("add: %s", wrong->what);
		}
		ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ADD,
				       &self->svc));
		EXPECT_EQ(wrong->err[1], so_wrong(self->fd, IP_VS_SO_SET_EDIT,
						  wrong)) {
			TH_LOG("edit: %s", wrong->what);
		}
		EXPECT_EQ(wrong->err[2], so_wrong(self->fd, IP_VS_SO_SET_DEL,
						  wrong)) {
			TH_LOG("delete: %s", wrong->what);
		}
		EXPECT_EQ(0, so_set(self->fd, IP_VS_SO_SET_FLUSH, NULL, 0));
	}
}

TEST_F(sockopt, all_three_protocols_are_known)
{
	static const int known[] = { IPPROTO_TCP, IPPROTO_UDP, IPPROTO_SCTP };
	struct ip_vs_service_entry entry;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(known); i++) {
		self->svc.protocol = known[i];
		EXPECT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ADD,
				       &self->svc));
		EXPECT_EQ(0, so_svc_get(self->fd, &self->svc, &entry));
		EXPECT_EQ(known[i], entry.protocol);
	}
}

TEST_F(sockopt, mark_names_a_service)
{
	struct form same = mark_form(AF_INET, 9);
	struct ip_vs_service_entry entry;

	self->svc.fwmark = 9;
	ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ADD, &self->svc));
	EXPECT_EQ(0, ipvs_svc(&self->s, LVS_CMD_GET_SERVICE, &same));
	self->svc.addr = 0;
	self->svc.port = 0;
	ASSERT_EQ(0, so_svc_get(self->fd, &self->svc, &entry));
	EXPECT_EQ(9, entry.fwmark);
	EXPECT_EQ(IPPROTO_TCP, entry.protocol);
	self->svc.fwmark = 10;
	EXPECT_EQ(ESRCH, so_svc_do(self->fd, IP_VS_SO_SET_DEL, &self->svc));
	self->svc.fwmark = 9;
	EXPECT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_DEL, &self->svc));
}

/* in-tree IPVS keeps it, and wants to hear it again */
TEST_F(sockopt, mark_has_no_protocol)
{
	struct ip_vs_service_entry entry;

	self->svc.fwmark = 9;
	self->svc.protocol = IPPROTO_UDP;
	ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ADD, &self->svc));
	ASSERT_EQ(0, so_svc_get(self->fd, &self->svc, &entry));
	EXPECT_EQ(testing_lvs() ? IPPROTO_TCP : IPPROTO_UDP, entry.protocol);
	self->svc.protocol = IPPROTO_TCP;
	EXPECT_EQ(testing_lvs() ? 0 : ESRCH,
		  so_svc_do(self->fd, IP_VS_SO_SET_DEL, &self->svc));
}

TEST_F(sockopt, server_comes_is_edited_and_goes)
{
	struct ip_vs_get_dests *list = (void *)so_room;

	EXPECT_EQ(ESRCH, so_dest_do(self->fd, IP_VS_SO_SET_ADDDEST,
				    &self->both));
	ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ADD, &self->svc));
	EXPECT_EQ(ENOENT, so_dest_do(self->fd, IP_VS_SO_SET_EDITDEST,
				     &self->both));
	EXPECT_EQ(ENOENT, so_dest_do(self->fd, IP_VS_SO_SET_DELDEST,
				     &self->both));
	ASSERT_EQ(0, so_dest_do(self->fd, IP_VS_SO_SET_ADDDEST, &self->both));
	EXPECT_EQ(EEXIST, so_dest_do(self->fd, IP_VS_SO_SET_ADDDEST,
				     &self->both));

	self->both.dest.weight = 7;
	self->both.dest.u_threshold = 20;
	self->both.dest.l_threshold = 10;
	self->both.dest.conn_flags = 0xffff0000 | LVS_FWD_TUNNEL;
	ASSERT_EQ(0, so_dest_do(self->fd, IP_VS_SO_SET_EDITDEST,
				&self->both));
	ASSERT_EQ(0, so_dests(self->fd, &self->svc, 1, list));
	EXPECT_EQ(self->both.dest.addr, list->entrytable[0].addr);
	EXPECT_EQ(self->both.dest.port, list->entrytable[0].port);
	EXPECT_EQ(7, list->entrytable[0].weight);
	EXPECT_EQ(20, list->entrytable[0].u_threshold);
	EXPECT_EQ(10, list->entrytable[0].l_threshold);
	EXPECT_EQ(LVS_FWD_TUNNEL,
		  list->entrytable[0].conn_flags & LVS_FWD_MASK);

	ASSERT_EQ(0, so_dest_do(self->fd, IP_VS_SO_SET_DELDEST, &self->both));
	EXPECT_EQ(0, so_dests(self->fd, &self->svc, 0, list));
}

/* what the request cannot say becomes what it was when it could not */
TEST_F(sockopt, edited_server_has_the_plain_tunnel)
{
	struct form svc = svc_form("192.0.2.1", 80);
	struct form dest = dest_form("127.0.0.2", 8080);
	const struct nlattr *nest;

	form_set_u32(&dest, LVS_DEST_ATTR_FWD_METHOD, LVS_FWD_TUNNEL);
	form_set_u8(&dest, LVS_DEST_ATTR_TUN_TYPE, LVS_TUN_GUE);
	form_set_be16(&dest, LVS_DEST_ATTR_TUN_PORT, 6080);
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_EQ(0, ipvs_dest(&self->s, LVS_CMD_NEW_DEST, &svc, &dest));
	self->both.dest.conn_flags = LVS_FWD_TUNNEL;
	ASSERT_EQ(0, so_dest_do(self->fd, IP_VS_SO_SET_EDITDEST,
				&self->both));
	ASSERT_EQ(0, ipvs_dump_dests(&self->s, &svc));
	nest = msg_only_nest(ipvs_first(&self->s), LVS_CMD_ATTR_DEST);
	ASSERT_NE(NULL, nest);
	nest = nest_member(nest, LVS_DEST_ATTR_TUN_TYPE);
	EXPECT_EQ(LVS_TUN_IPIP, *(const uint8_t *)attr_data(nest));
}

/**
 * struct wrong_dest - a server that is refused
 * @what: in words
 * @ip: its address
 * @weight: its weight
 * @upper: upper threshold
 * @lower: lower threshold
 * @err: errno of ADDDEST
 */
static const struct wrong_dest {
	const char *what;
	const char *ip;
	int weight;
	uint32_t upper;
	uint32_t lower;
	int err;
} wrong_dests[] = {
	{ "weight -1", "127.0.0.2", -1, 0, 0, ERANGE },
	{ "thresholds in the wrong order", "127.0.0.2", 1, 1, 2, ERANGE },
	{ "threshold too large", "127.0.0.2", 1, 1U << 31, 0, EINVAL },
	{ "no address", "0.0.0.0", 1, 0, 0, EINVAL },
	{ "multicast", "224.0.0.1", 1, 0, 0, EINVAL },
	{ "broadcast", "255.255.255.255", 1, 0, 0, EINVAL },
};

TEST_F(sockopt, wrong_servers_are_refused)
{
	struct ip_vs_get_dests *list = (void *)so_room;
	size_t i;

	ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ADD, &self->svc));
	for (i = 0; i < ARRAY_SIZE(wrong_dests); i++) {
		const struct wrong_dest *wrong = &wrong_dests[i];

		self->both.dest.addr = inet_addr(wrong->ip);
		self->both.dest.weight = wrong->weight;
		self->both.dest.u_threshold = wrong->upper;
		self->both.dest.l_threshold = wrong->lower;
		EXPECT_EQ(wrong->err, so_dest_do(self->fd,
						 IP_VS_SO_SET_ADDDEST,
						 &self->both)) {
			TH_LOG("%s", wrong->what);
		}
	}
	EXPECT_EQ(0, so_dests(self->fd, &self->svc, 0, list));
	self->both.svc.protocol = 0;
	EXPECT_EQ(EFAULT, so_dest_do(self->fd, IP_VS_SO_SET_ADDDEST,
				     &self->both));
}

/**
 * struct daemon_case - a request for a daemon
 * @state: IP_VS_STATE_*
 * @ifn: interface; of 16 characters, it has no end
 * @start: errno of STARTDAEMON; -1: it is not tried
 * @stop: errno of STOPDAEMON
 */
static const struct daemon_case {
	int state;
	const char *ifn;
	int start;
	int stop;
} daemon_cases[] = {
	{ IP_VS_STATE_MASTER, "lo", -1, ESRCH },
	{ IP_VS_STATE_BACKUP, "nosuch", ENODEV, ESRCH },
	{ 0, "lo", EINVAL, EINVAL },
	{ 3, "lo", EINVAL, EINVAL },
	{ 0, "nosuch", ENODEV, EINVAL },
	{ IP_VS_STATE_MASTER, "", EINVAL, ESRCH },
	{ IP_VS_STATE_MASTER, "1234567890123456", EINVAL, ESRCH },
};

TEST_F(sockopt, daemons_are_asked_for)
{
	struct ip_vs_daemon_user zero[2] = {}, now[2];
	socklen_t len = sizeof(now);
	size_t i;

	for (i = 0; i < ARRAY_SIZE(daemon_cases); i++) {
		const struct daemon_case *try = &daemon_cases[i];
		struct ip_vs_daemon_user user = { .state = try->state };

		so_text(user.mcast_ifn, try->ifn);
		EXPECT_EQ(try->stop, so_set(self->fd, IP_VS_SO_SET_STOPDAEMON,
					    &user, sizeof(user))) {
			TH_LOG("stop %d %s", try->state, try->ifn);
		}
		if (try->start < 0)
			continue;
		EXPECT_EQ(try->start, so_set(self->fd,
					     IP_VS_SO_SET_STARTDAEMON, &user,
					     sizeof(user))) {
			TH_LOG("start %d %s", try->state, try->ifn);
		}
	}
	memset(now, 0xff, sizeof(now));
	ASSERT_EQ(0, so_get(self->fd, IP_VS_SO_GET_DAEMON, now, &len));
	EXPECT_EQ(0, memcmp(now, zero, sizeof(now)));
	len = sizeof(now) - 1;
	EXPECT_EQ(EINVAL, so_get(self->fd, IP_VS_SO_GET_DAEMON, now, &len));
}

/* replication is not built yet */
TEST_F(sockopt, right_daemon_is_understood)
{
	struct ip_vs_daemon_user user = { IP_VS_STATE_MASTER, "lo", 7 };
	int expected = testing_lvs() ? EOPNOTSUPP : 0;
	int stopped;

	EXPECT_EQ(expected, so_set(self->fd, IP_VS_SO_SET_STARTDAEMON, &user,
				   sizeof(user)));
	if (expected)
		return;
	/* in-tree stops a thread that has not run yet with this error */
	stopped = so_set(self->fd, IP_VS_SO_SET_STOPDAEMON, &user,
			 sizeof(user));
	EXPECT_TRUE(!stopped || stopped == EINTR);
}

TEST_F(sockopt, zero_is_for_one_or_for_all)
{
	struct ip_vs_service_user all = {};

	EXPECT_EQ(ESRCH, so_svc_do(self->fd, IP_VS_SO_SET_ZERO, &self->svc));
	ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ADD, &self->svc));
	EXPECT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ZERO, &self->svc));
	EXPECT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ZERO, &all));
	self->svc.protocol = 0;
	EXPECT_EQ(EFAULT, so_svc_do(self->fd, IP_VS_SO_SET_ZERO, &self->svc));
	strcpy(all.sched_name, "nosuch");
	EXPECT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ZERO, &all));
}

TEST_F(sockopt, flush_takes_ipv6_too)
{
	struct form six = svc_form6("fd00::1", 80);

	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &six));
	ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ADD, &self->svc));
	EXPECT_EQ(0, so_set(self->fd, IP_VS_SO_SET_FLUSH, NULL, 0));
	EXPECT_EQ(ESRCH, ipvs_svc(&self->s, LVS_CMD_GET_SERVICE, &six));
	EXPECT_EQ(ESRCH, so_svc_do(self->fd, IP_VS_SO_SET_DEL, &self->svc));
}

static void all_is_forbidden(struct __test_metadata *_metadata, int fd)
{
	socklen_t len = sizeof(so_room);
	int i;

	for (i = 0; i <= 15; i++)
		EXPECT_EQ(EPERM, so_set(fd, IP_VS_BASE_CTL + i, so_room, 1));
	for (i = 0; i <= 7; i++)
		EXPECT_EQ(EPERM, so_get(fd, IP_VS_BASE_CTL + i, so_room,
					&len));
}

TEST_F(sockopt, everything_needs_net_admin)
{
	ASSERT_EQ(0, drop_net_admin());
	all_is_forbidden(_metadata, self->fd);
}

/* unlike by netlink */
TEST_F(sockopt, root_of_a_user_namespace_may_in_its_own)
{
	int fd;

	if (unshare(CLONE_NEWUSER))
		SKIP(return, "no user namespaces here");
	all_is_forbidden(_metadata, self->fd);
	ASSERT_EQ(0, unshare(CLONE_NEWNET));
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	ASSERT_LE(0, fd);
	EXPECT_EQ(0, so_svc_do(fd, IP_VS_SO_SET_ADD, &self->svc));
	EXPECT_EQ(EPERM, so_svc_do(self->fd, IP_VS_SO_SET_DEL, &self->svc));
	EXPECT_EQ(0, so_svc_do(fd, IP_VS_SO_SET_DEL, &self->svc));
	close(fd);
}

TEST_HARNESS_MAIN
