// SPDX-License-Identifier: GPL-2.0
/*
 * The files in /proc/net are as clients read them, to the byte, however small
 * the pieces are in which they are read.
 */
#define _GNU_SOURCE
#include "lib/files.h"
#include "lib/ipvs.h"

#include "kselftest_harness.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define FILE_MAX (1 << 20)

/* servers, and connections: more than one buffer of the file holds */
#define MANY 200

/* an identity without any rights */
#define NOBODY 65534

#define HEADING \
	"Prot LocalAddress:Port Scheduler Flags\n" \
	"  -> RemoteAddress:Port Forward Weight ActiveConn InActConn\n"

FIXTURE(files)
{
	struct ipvs s;
	char *text;
	char *again;
};

FIXTURE_SETUP(files)
{
	new_netns();
	ASSERT_EQ(0, ipvs_open(&self->s));
	self->text = calloc(1, FILE_MAX);
	self->again = calloc(1, FILE_MAX);
	ASSERT_TRUE(self->text && self->again);
}

FIXTURE_TEARDOWN(files)
{
	ipvs_close(&self->s);
	free(self->text);
	free(self->again);
}

/* what follows the first line, which tells the size of a table */
static const char *listing(struct __test_metadata *_metadata, char *text)
{
	char *rest;

	ASSERT_LT(0, file_read("ip_vs", text, 4096));
	EXPECT_EQ(0, strncmp(text, "IP Virtual Server version 1.2.1 (size=",
			     38));
	rest = strchr(text, '\n');
	ASSERT_NE(NULL, rest);
	return rest + 1;
}

static void set_flags(struct form *svc, uint32_t value)
{
	struct lvs_flags flags = { value, ~0U };

	form_set(svc, LVS_SVC_ATTR_FLAGS, &flags, sizeof(flags));
}

TEST_F(files, nothing_is_listed_at_first)
{
	EXPECT_STREQ(HEADING, listing(_metadata, self->text));
	ASSERT_LT(0, file_read("ip_vs_conn", self->text, 4096));
	EXPECT_STREQ("Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n",
		     self->text);
	ASSERT_LT(0, file_read("ip_vs_stats", self->text, 4096));
	EXPECT_STREQ("   Total Incoming Outgoing         Incoming         Outgoing\n"
		     "   Conns  Packets  Packets            Bytes            Bytes\n"
		     "       0        0        0                0                0\n"
		     "\n"
		     " Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s\n"
		     "       0        0        0                0                0\n",
		     self->text);
}

static const char *const names[] = {
	"ip_vs", "ip_vs_app", "ip_vs_conn", "ip_vs_conn_sync", "ip_vs_stats",
	"ip_vs_stats_percpu",
};

/* what somebody else than root reads of each file; the tables are not secret */
TEST_F(files, everybody_may_read)
{
	size_t i;

	ASSERT_EQ(0, setresuid(-1, NOBODY, -1));
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		EXPECT_LT(0, file_read(names[i], self->text, 4096)) {
			TH_LOG("%s: %s", names[i], strerror(errno));
		}
	}
	ASSERT_EQ(0, setresuid(-1, 0, -1));
}

/* and nobody may write: not root either, by the mode */
TEST_F(files, nobody_may_write)
{
	char path[64];
	struct stat st;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(path, sizeof(path), "/proc/thread-self/net/%s",
			 names[i]);
		ASSERT_EQ(0, stat(path, &st));
		EXPECT_EQ(0444, st.st_mode & 07777);
	}
}

static bool is_named(const char *file)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		if (!strcmp(names[i], file))
			return true;
	}
	return !strcmp("ip_vs_drops", file) || !strcmp("ip_vs_status", file);
}

TEST_F(files, there_are_no_others)
{
	struct dirent *entry;
	size_t count = 0;
	DIR *dir;

	if (!testing_lvs())
		SKIP(return, "which ones in-tree IPVS has depends on the kernel");
	dir = opendir("/proc/thread-self/net");
	ASSERT_NE(NULL, dir);
	while ((entry = readdir(dir))) {
		if (strncmp(entry->d_name, "ip_vs", 5))
			continue;
		EXPECT_TRUE(is_named(entry->d_name)) {
			TH_LOG("%s", entry->d_name);
		}
		count++;
	}
	closedir(dir);
	EXPECT_EQ(ARRAY_SIZE(names) + 2, count);
}

struct line {
	const char *what;
	struct form svc;
	uint32_t flags;
	uint16_t proto;
	const char *text;
};

TEST_F(files, services_have_their_lines)
{
	const struct line lines[] = {
		{ "IPv4", svc_form("192.0.2.16", 443), 0, IPPROTO_TCP,
		  "TCP  C0000210:01BB rr  \n" },
		{ "IPv4, one packet", svc_form("192.0.2.16", 53),
		  LVS_SVC_F_ONEPACKET, IPPROTO_UDP,
		  "UDP  C0000210:0035 rr ops  \n" },
		{ "SCTP", svc_form("192.0.2.16", 9), 0, IPPROTO_SCTP,
		  "SCTP  C0000210:0009 rr  \n" },
		{ "a protocol without a name", svc_form("192.0.2.16", 0), 0,
		  50, "IP_50  C0000210:0000 rr  \n" },
		{ "IPv6", svc_form6("2001:db8::10", 80), 0, IPPROTO_TCP,
		  "TCP  [2001:0db8:0000:0000:0000:0000:0000:0010]:0050 rr \n" },
		{ "IPv6, one packet", svc_form6("2001:db8::10", 53),
		  LVS_SVC_F_ONEPACKET, IPPROTO_UDP,
		  "UDP  [2001:0db8:0000:0000:0000:0000:0000:0010]:0035 rr \n" },
		{ "mark", mark_form(AF_INET, 7), 0, 0,
		  "FWM  00000007 rr \n" },
		{ "mark of IPv6, one packet", mark_form(AF_INET6, 0xabcdef01),
		  LVS_SVC_F_ONEPACKET, 0, "FWM  ABCDEF01 rr ops \n" },
		{ "IPv4, persistent for 0 s", svc_form("192.0.2.16", 80),
		  LVS_SVC_F_PERSISTENT, IPPROTO_TCP,
		  "TCP  C0000210:0050 rr  persistent 0 FFFFFFFF\n" },
		{ "IPv6, persistent for 0 s", svc_form6("2001:db8::10", 81),
		  LVS_SVC_F_PERSISTENT, IPPROTO_TCP,
		  "TCP  [2001:0db8:0000:0000:0000:0000:0000:0010]:0051 rr persistent 0 80000000\n" },
		{ "mark, both", mark_form(AF_INET, 8), LVS_SVC_F_PERSISTENT |
		  LVS_SVC_F_ONEPACKET, 0,
		  "FWM  00000008 rr ops persistent 0 FFFFFFFF\n" },
	};
	struct attrs none = {};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(lines); i++) {
		struct form svc = lines[i].svc;
		const char *got;

		if (lines[i].proto)
			form_set_u16(&svc, LVS_SVC_ATTR_PROTOCOL,
				     lines[i].proto);
		set_flags(&svc, lines[i].flags);
		ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
		got = listing(_metadata, self->text) + strlen(HEADING);
		EXPECT_STREQ(lines[i].text, got) {
			TH_LOG("%s", lines[i].what);
		}
		ASSERT_EQ(0, ipvs_do(&self->s, LVS_CMD_FLUSH, &none));
	}
}

static int add(struct ipvs *s, const struct form *svc, const char *ip,
	       uint16_t family, uint32_t fwd, uint32_t weight)
{
	struct form dest = dest_form(ip, 443);

	form_set_u16(&dest, LVS_DEST_ATTR_ADDR_FAMILY, family);
	form_set_u32(&dest, LVS_DEST_ATTR_FWD_METHOD, fwd);
	form_set_u32(&dest, LVS_DEST_ATTR_WEIGHT, weight);
	return ipvs_dest(s, LVS_CMD_NEW_DEST, svc, &dest);
}

TEST_F(files, servers_have_their_lines)
{
	struct form svc = svc_form("192.0.2.16", 443);

	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_EQ(0, add(&self->s, &svc, "198.51.100.7", AF_INET,
			 LVS_FWD_MASQ, 1));
	ASSERT_EQ(0, add(&self->s, &svc, "198.51.100.8", AF_INET,
			 LVS_FWD_DROUTE, 10));
	ASSERT_EQ(0, add(&self->s, &svc, "198.51.100.9", AF_INET,
			 LVS_FWD_TUNNEL, 1234567));
	ASSERT_EQ(0, add(&self->s, &svc, "198.51.100.10", AF_INET,
			 LVS_FWD_LOCAL, 0));
	ASSERT_EQ(0, add(&self->s, &svc, "2001:db8::a01", AF_INET6,
			 LVS_FWD_TUNNEL, 2));
	EXPECT_STREQ("TCP  C0000210:01BB rr  \n"
		     "  -> [2001:0db8:0000:0000:0000:0000:0000:0a01]:01BB      Tunnel  2      0          0         \n"
		     "  -> C633640A:01BB      Local   0      0          0         \n"
		     "  -> C6336409:01BB      Tunnel  1234567 0          0         \n"
		     "  -> C6336408:01BB      Route   10     0          0         \n"
		     "  -> C6336407:01BB      Masq    1      0          0         \n",
		     listing(_metadata, self->text) + strlen(HEADING));
}

static int add_many(struct ipvs *s, const struct form *svc)
{
	char ip[32];
	int i, err = 0;

	for (i = 0; i < MANY && !err; i++) {
		snprintf(ip, sizeof(ip), "198.51.100.%d", i + 1);
		err = add(s, svc, ip, AF_INET, LVS_FWD_MASQ, i);
	}
	return err;
}

TEST_F(files, pieces_make_the_same_listing)
{
	static const size_t pieces[] = { 7, 100, 1000, 4096, 100000 };
	struct form empty = svc_form("192.0.2.17", 443);
	struct form svc = svc_form("192.0.2.16", 443);
	struct form mark = mark_form(AF_INET, 7);
	size_t i;

	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &mark));
	ASSERT_EQ(0, add_many(&self->s, &mark));
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_EQ(0, add_many(&self->s, &svc));
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &empty));
	ASSERT_LT(0, file_read("ip_vs", self->text, FILE_MAX));
	for (i = 0; i < ARRAY_SIZE(pieces); i++) {
		ASSERT_LT(0, file_read("ip_vs", self->again, pieces[i]));
		EXPECT_STREQ(self->text, self->again);
	}
}

TEST_F(files, place_can_be_chosen)
{
	struct form svc = svc_form("192.0.2.16", 443);
	int fd;

	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_EQ(0, add_many(&self->s, &svc));
	ASSERT_LT(0, file_read("ip_vs", self->text, 4096));
	fd = file_open("ip_vs");
	ASSERT_LE(0, fd);
	ASSERT_LT(0, file_read_rest(fd, self->again, 4096));
	ASSERT_EQ(5000, lseek(fd, 5000, SEEK_SET));
	ASSERT_LT(0, file_read_rest(fd, self->again, 4096));
	EXPECT_STREQ(self->text + 5000, self->again);
	ASSERT_EQ(0, lseek(fd, 0, SEEK_SET));
	ASSERT_LT(0, file_read_rest(fd, self->again, 4096));
	EXPECT_STREQ(self->text, self->again);
	close(fd);
}

/* a service that goes while a reader is inside it ends its servers' lines */
TEST_F(files, services_may_go_meanwhile)
{
	struct form first = svc_form("192.0.2.16", 443);
	struct form last = mark_form(AF_INET, 7);
	const char *tail = "FWM  00000007 rr \n";
	size_t len;
	int fd;

	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &first));
	ASSERT_EQ(0, add_many(&self->s, &first));
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &last));
	fd = file_open("ip_vs");
	ASSERT_LE(0, fd);
	ASSERT_LT(0, read(fd, self->text, 300));
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_DEL_SERVICE, &first));
	ASSERT_LT(0, file_read_rest(fd, self->text, 300));
	len = strlen(self->text);
	ASSERT_LE(strlen(tail), len);
	EXPECT_STREQ(tail, self->text + len - strlen(tail));
	close(fd);
}

/* one datagram each from many ports of this machine to a virtual service */
static int send_many(void)
{
	struct sockaddr_in to = {
		.sin_family = AF_INET,
		.sin_port = htons(7000),
		.sin_addr.s_addr = inet_addr("192.0.2.16"),
	};
	int i, fd;

	for (i = 0; i < MANY; i++) {
		struct sockaddr_in from = {
			.sin_family = AF_INET,
			.sin_port = htons(20000 + i),
			.sin_addr.s_addr = inet_addr("192.0.2.16"),
		};

		fd = socket(AF_INET, SOCK_DGRAM, 0);
		if (fd < 0 ||
		    bind(fd, (struct sockaddr *)&from, sizeof(from)) ||
		    sendto(fd, "x", 1, 0, (struct sockaddr *)&to,
			   sizeof(to)) != 1)
			return errno;
		close(fd);
	}
	return 0;
}

/* how often each port is in the listing; -1 for a line that is wrong */
static int count_lines(const char *text, int *seen)
{
	unsigned int from, port, expires;
	int lines = 0;

	text = strchr(text, '\n');
	for (; text && text[1]; text = strchr(text + 1, '\n')) {
		if (sscanf(text + 1,
			   "UDP %8X %4X C0000210 1B58 7F000001 0009 UDP %u",
			   &from, &port, &expires) != 3 ||
		    from != 0xc0000210 || port < 20000 ||
		    port >= 20000 + MANY || expires > 300)
			return -1;
		seen[port - 20000]++;
		lines++;
	}
	return lines;
}

TEST_F(files, connections_are_listed_each_once)
{
	static const size_t pieces[] = { 50, 1000, 100000 };
	struct form svc = svc_form("192.0.2.16", 7000);
	struct form dest = dest_form("127.0.0.1", 9);
	size_t i;
	int port;

	ASSERT_EQ(0, system("ip addr add 192.0.2.16/32 dev lo"));
	form_set_u16(&svc, LVS_SVC_ATTR_PROTOCOL, IPPROTO_UDP);
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_EQ(0, ipvs_dest(&self->s, LVS_CMD_NEW_DEST, &svc, &dest));
	ASSERT_EQ(0, send_many());
	for (i = 0; i < ARRAY_SIZE(pieces); i++) {
		int seen[MANY] = {};

		ASSERT_LT(0, file_read("ip_vs_conn", self->text, pieces[i]));
		EXPECT_EQ(MANY, count_lines(self->text, seen));
		for (port = 0; port < MANY; port++)
			EXPECT_EQ(1, seen[port]);
	}
	EXPECT_TRUE(file_comes_to_say("ip_vs_stats", "\n      C8 ", self->text)) {
		TH_LOG("%s", self->text);
	}
}

/* a datagram to a service that has no server; whether it is sent counts */
static int send_in_vain(void)
{
	struct sockaddr_in to = {
		.sin_family = AF_INET,
		.sin_port = htons(53),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	ssize_t sent = sendto(fd, "x", 1, 0, (void *)&to, sizeof(to));

	close(fd);
	return sent == 1 || errno == EPERM;
}

#define NO_SERVER " service has no server to give\n"

TEST_F(files, drops_have_reasons)
{
	struct form svc = svc_form("127.0.0.1", 53);

	if (!testing_lvs())
		SKIP(return, "in-tree IPVS does not tell");
	form_set_u16(&svc, LVS_SVC_ATTR_PROTOCOL, IPPROTO_UDP);
	ASSERT_LT(0, file_read("ip_vs_drops", self->text, 4096));
	EXPECT_NE(NULL, strstr(self->text, "\n                   0" NO_SERVER));
	EXPECT_EQ(NULL, strpbrk(self->text, "123456789"));
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_TRUE(send_in_vain());
	ASSERT_LT(0, file_read("ip_vs_drops", self->text, 4096));
	EXPECT_NE(NULL, strstr(self->text, "\n                   1" NO_SERVER)) {
		TH_LOG("%s", self->text);
	}
}

TEST_HARNESS_MAIN
