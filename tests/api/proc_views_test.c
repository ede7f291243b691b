// SPDX-License-Identifier: GPL-2.0
/*
 * The files in /proc/net that tell what each CPU counted, and who made an
 * entry, are as in-tree IPVS has them, to the byte.
 */
#define _GNU_SOURCE
#include "lib/datagram.h"
#include "lib/files.h"
#include "lib/ipvs.h"

#include "kselftest_harness.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define FILE_MAX (1 << 20)
#define CPUS_MAX 256
#define PORT 7000

/* seconds: in-tree IPVS adds its counters up every two seconds */
#define STATS_S 15

#define CPUS "ip_vs_stats_percpu"
#define CONNS "ip_vs_conn"
#define ORIGINS "ip_vs_conn_sync"

#define HEADING \
	"       Total Incoming Outgoing         Incoming         Outgoing\n" \
	"CPU    Conns  Packets  Packets            Bytes            Bytes\n"

#define RATES_HEADING \
	"\n     Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s\n"

/**
 * struct row - figures of a CPU, the total, or rates
 * @n: in the order of the file
 */
struct row {
	unsigned long long n[5];
};

/**
 * struct cpus - what the file says
 * @count: CPUs
 * @rows: theirs
 * @total: of all
 */
struct cpus {
	int count;
	struct row rows[CPUS_MAX];
	struct row total;
};

FIXTURE(views)
{
	struct ipvs s;
	struct form svc;
	struct form dest;
	char *text;
	char *again;
	struct cpus *cpus;
	struct cpus *then;
};

FIXTURE_SETUP(views)
{
	new_netns();
	ASSERT_EQ(0, ipvs_open(&self->s));
	self->text = calloc(1, FILE_MAX);
	self->again = calloc(1, FILE_MAX);
	self->cpus = calloc(1, sizeof(*self->cpus));
	self->then = calloc(1, sizeof(*self->then));
	ASSERT_TRUE(self->text && self->again && self->cpus && self->then);
	ASSERT_EQ(0, system("ip addr add 192.0.2.16/32 dev lo"));
	ASSERT_EQ(0, system("ip addr add 2001:db8::10/128 dev lo nodad"));
	self->svc = svc_form("192.0.2.16", PORT);
	self->dest = dest_form("127.0.0.1", 9);
	form_set_u16(&self->svc, LVS_SVC_ATTR_PROTOCOL, IPPROTO_UDP);
}

FIXTURE_TEARDOWN(views)
{
	ipvs_close(&self->s);
	free(self->text);
	free(self->again);
	free(self->cpus);
	free(self->then);
}

static int print_row(char *to, const char *name, const struct row *row)
{
	return sprintf(to, "%3s %8llX %8llX %8llX %16llX %16llX\n", name,
		       row->n[0], row->n[1], row->n[2], row->n[3], row->n[4]);
}

/* the row that @text begins with, if it has that name and is printed right */
static const char *take_row(const char *text, const char *name,
			    struct row *row)
{
	char again[128];
	int len;

	if (strlen(text) < 4 ||
	    sscanf(text + 4, "%llX %llX %llX %llX %llX", &row->n[0],
		   &row->n[1], &row->n[2], &row->n[3], &row->n[4]) != 5)
		return NULL;
	len = print_row(again, name, row);
	return strncmp(text, again, len) ? NULL : text + len;
}

static const char *take_text(const char *text, const char *what)
{
	if (!text || strncmp(text, what, strlen(what)))
		return NULL;
	return text + strlen(what);
}

/* what follows the rows of CPUs, which are numbered without a gap */
static const char *take_rows(const char *text, struct cpus *cpus)
{
	char name[16];

	for (cpus->count = 0; text && cpus->count < CPUS_MAX &&
	     strncmp(text, "  ~", 3); cpus->count++) {
		sprintf(name, "%3X", cpus->count);
		text = take_row(text, name, &cpus->rows[cpus->count]);
	}
	return text;
}

/* read and understand the whole file; false if a byte of it is wrong */
static bool read_cpus(struct cpus *cpus, char *buf)
{
	const char *text = buf;
	struct row rates;

	if (file_read(CPUS, buf, 4096) <= 0)
		return false;
	text = take_text(text, HEADING);
	if (text)
		text = take_rows(text, cpus);
	if (text)
		text = take_row(text, "  ~", &cpus->total);
	text = take_text(text, RATES_HEADING);
	if (text)
		text = take_row(text, "   ", &rates);
	return text && !*text;
}

/* the rows' sum, as the total is once everything is added up */
static struct row sum_of(const struct cpus *cpus)
{
	struct row sum = {};
	int cpu, i;

	for (cpu = 0; cpu < cpus->count; cpu++) {
		for (i = 0; i < 5; i++)
			sum.n[i] += cpus->rows[cpu].n[i];
	}
	return sum;
}

static bool same_row(const struct row *a, const struct row *b)
{
	return !memcmp(a, b, sizeof(*a));
}

/* the file is right, and its total comes to be the sum */
static bool read_sum(struct cpus *cpus, char *buf)
{
	time_t deadline = time(NULL) + STATS_S;
	struct row sum;

	do {
		if (!read_cpus(cpus, buf))
			return false;
		sum = sum_of(cpus);
		if (same_row(&sum, &cpus->total))
			return true;
		sched_yield();
	} while (time(NULL) < deadline);
	return false;
}

static bool same_rows(const struct cpus *a, const struct cpus *b)
{
	return a->count == b->count &&
	       !memcmp(a->rows, b->rows, a->count * sizeof(a->rows[0]));
}

static bool on_cpu(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	return !sched_setaffinity(0, sizeof(set), &set);
}

/* from a port of the service's address; 0 or an errno */
static int send4(int port)
{
	return datagram4("192.0.2.16", port, PORT);
}

static int send6(void)
{
	struct sockaddr_in6 addr = {
		.sin6_family = AF_INET6,
		.sin6_port = htons(PORT),
	};
	int fd = socket(AF_INET6, SOCK_DGRAM, 0);
	ssize_t sent;

	inet_pton(AF_INET6, "2001:db8::10", &addr.sin6_addr);
	sent = sendto(fd, "x", 1, 0, (struct sockaddr *)&addr, sizeof(addr));
	close(fd);
	return sent == 1 ? 0 : errno;
}

static int make(struct ipvs *s, const struct form *svc,
		const struct form *dest)
{
	return ipvs_svc(s, LVS_CMD_NEW_SERVICE, svc) ?:
	       ipvs_dest(s, LVS_CMD_NEW_DEST, svc, dest);
}

TEST_F(views, nothing_is_counted_at_first)
{
	struct row none = {};
	int cpu;

	ASSERT_TRUE(read_cpus(self->cpus, self->text)) {
		TH_LOG("%s", self->text);
	}
	EXPECT_EQ(sysconf(_SC_NPROCESSORS_CONF), self->cpus->count);
	for (cpu = 0; cpu < self->cpus->count; cpu++)
		EXPECT_TRUE(same_row(&none, &self->cpus->rows[cpu]));
	EXPECT_TRUE(same_row(&none, &self->cpus->total));
}

/* CPU n begins n + 1 flows */
TEST_F(views, each_cpu_has_what_it_counted)
{
	int cpu, i, count = sysconf(_SC_NPROCESSORS_ONLN);

	ASSERT_EQ(0, make(&self->s, &self->svc, &self->dest));
	for (cpu = 0; cpu < count; cpu++) {
		ASSERT_TRUE(on_cpu(cpu));
		for (i = 0; i <= cpu; i++)
			ASSERT_EQ(0, send4(20000 + 1000 * cpu + i));
	}
	ASSERT_TRUE(read_sum(self->cpus, self->text)) {
		TH_LOG("%s", self->text);
	}
	for (cpu = 0; cpu < count; cpu++) {
		const struct row *row = &self->cpus->rows[cpu];

		EXPECT_EQ(cpu + 1, row->n[0]);
		EXPECT_EQ(cpu + 1, row->n[1]);
		EXPECT_EQ(29 * (cpu + 1), row->n[3]);
	}
}

/* a server goes and comes back to its flow, then its whole service goes */
TEST_F(views, what_removed_servers_counted_stays)
{
	ASSERT_EQ(0, make(&self->s, &self->svc, &self->dest));
	ASSERT_EQ(0, send4(20000));
	ASSERT_TRUE(read_sum(self->then, self->text));
	EXPECT_EQ(1, self->then->total.n[0]);
	ASSERT_EQ(0, ipvs_dest(&self->s, LVS_CMD_DEL_DEST, &self->svc,
			       &self->dest));
	EXPECT_TRUE(read_sum(self->cpus, self->text));
	EXPECT_TRUE(same_rows(self->then, self->cpus));

	ASSERT_EQ(0, ipvs_dest(&self->s, LVS_CMD_NEW_DEST, &self->svc,
			       &self->dest));
	EXPECT_TRUE(read_sum(self->cpus, self->text));
	EXPECT_TRUE(same_rows(self->then, self->cpus)) {
		TH_LOG("%s", self->text);
	}
	ASSERT_EQ(0, send4(20000));
	ASSERT_TRUE(read_sum(self->then, self->text));
	EXPECT_EQ(2, self->then->total.n[1]);

	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_DEL_SERVICE, &self->svc));
	EXPECT_TRUE(read_sum(self->cpus, self->text));
	EXPECT_TRUE(same_rows(self->then, self->cpus)) {
		TH_LOG("%s", self->text);
	}
}

/* the rows tell what CPUs did ever since; the total begins anew */
TEST_F(views, zeroing_leaves_the_rows)
{
	struct attrs all = {};
	struct row none = {};

	ASSERT_EQ(0, make(&self->s, &self->svc, &self->dest));
	ASSERT_EQ(0, send4(20000));
	ASSERT_TRUE(read_sum(self->then, self->text));
	ASSERT_EQ(0, ipvs_do(&self->s, LVS_CMD_ZERO, &all));
	ASSERT_TRUE(read_cpus(self->cpus, self->text));
	EXPECT_TRUE(same_row(&none, &self->cpus->total));
	EXPECT_TRUE(same_rows(self->then, self->cpus));
	ASSERT_EQ(0, ipvs_do(&self->s, LVS_CMD_FLUSH, &all));
	ASSERT_TRUE(read_cpus(self->cpus, self->text));
	EXPECT_TRUE(same_rows(self->then, self->cpus));
}

/* what was counted a moment ago goes as well, and counting goes on at once */
TEST_F(views, zeroing_waits_for_nobody)
{
	struct attrs all = {};
	struct row none = {};

	if (!testing_lvs())
		SKIP(return, "in-tree IPVS shows afterwards what came before");
	ASSERT_EQ(0, make(&self->s, &self->svc, &self->dest));
	ASSERT_EQ(0, send4(20000));
	ASSERT_EQ(0, ipvs_do(&self->s, LVS_CMD_ZERO, &all));
	ASSERT_TRUE(read_cpus(self->cpus, self->text));
	EXPECT_TRUE(same_row(&none, &self->cpus->total)) {
		TH_LOG("%s", self->text);
	}
	EXPECT_EQ(0, ipvs_svc_stat(&self->s, &self->svc,
				   LVS_STATS_ATTR_INPKTS));
	ASSERT_EQ(0, send4(20000));
	ASSERT_TRUE(read_cpus(self->cpus, self->text));
	EXPECT_EQ(1, self->cpus->total.n[1]);
	EXPECT_EQ(1, ipvs_svc_stat(&self->s, &self->svc,
				   LVS_STATS_ATTR_INPKTS));
}

/* run_estimation is kept for those who set it; nothing can freeze figures */
TEST_F(views, figures_never_rest)
{
	if (!testing_lvs())
		SKIP(return, "in-tree IPVS does as run_estimation says");
	ASSERT_EQ(0, system("echo 0 >/proc/sys/net/ipv4/vs/run_estimation"));
	ASSERT_EQ(0, make(&self->s, &self->svc, &self->dest));
	ASSERT_EQ(0, send4(20000));
	ASSERT_TRUE(read_cpus(self->cpus, self->text));
	EXPECT_EQ(1, self->cpus->total.n[0]);
	EXPECT_EQ(1, ipvs_svc_stat(&self->s, &self->svc,
				   LVS_STATS_ATTR_CONNS));
}

TEST_F(views, other_namespaces_have_their_own)
{
	struct row none = {};

	ASSERT_EQ(0, make(&self->s, &self->svc, &self->dest));
	ASSERT_EQ(0, send4(20000));
	new_netns();
	ASSERT_TRUE(read_cpus(self->cpus, self->text));
	*self->then = (struct cpus) { .count = self->cpus->count };
	EXPECT_TRUE(same_rows(self->then, self->cpus));
	EXPECT_TRUE(same_row(&none, &self->cpus->total));
}

/* a service by IPv6 whose clients stay; flows and choices in both families */
static int make_flows(struct ipvs *s, const struct form *svc,
		      const struct form *dest)
{
	struct form svc6 = svc_form6("2001:db8::10", PORT);
	struct form dest6 = dest_form("::1", 9);
	struct lvs_flags flags = { LVS_SVC_F_PERSISTENT, ~0U };

	form_set_u16(&svc6, LVS_SVC_ATTR_PROTOCOL, IPPROTO_UDP);
	form_set(&svc6, LVS_SVC_ATTR_FLAGS, &flags, sizeof(flags));
	form_set_u32(&svc6, LVS_SVC_ATTR_TIMEOUT, 100);
	form_set_u16(&dest6, LVS_DEST_ATTR_ADDR_FAMILY, AF_INET6);
	return make(s, svc, dest) ?: make(s, &svc6, &dest6) ?:
	       send4(20000) ?: send4(20001) ?: send6();
}

#define SECONDS_WIDTH 7

/* does a line of the one file stand for the same entry in the other one */
static bool same_entry(const char *conn, const char *origin)
{
	size_t len = strcspn(conn, "\n") - SECONDS_WIDTH;
	const char *rest;
	unsigned int seconds;
	int width = 0;

	if (strncmp(conn, origin, len))
		return false;
	rest = take_text(origin + len, "LOCAL  ");
	if (!rest || sscanf(rest, "%u%n", &seconds, &width) != 1)
		return false;
	return width == SECONDS_WIDTH && rest[width] == '\n' &&
	       seconds <= 300;
}

/* how many entries both texts have in the same order; -1 if they differ */
static int count_entries(const char *conns, const char *origins)
{
	int entries = 0;

	for (; *conns; entries++) {
		if (!same_entry(conns, origins))
			return -1;
		conns += strcspn(conns, "\n") + 1;
		origins += strcspn(origins, "\n") + 1;
	}
	return *origins ? -1 : entries;
}

TEST_F(views, entries_tell_who_made_them)
{
	static const size_t pieces[] = { 7, 100, 4096 };
	const char *rest;
	size_t i;

	ASSERT_LT(0, file_read(ORIGINS, self->text, 4096));
	EXPECT_STREQ("Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Origin Expires\n",
		     self->text);
	ASSERT_EQ(0, make_flows(&self->s, &self->svc, &self->dest));
	ASSERT_LT(0, file_read(CONNS, self->text, 4096));
	for (i = 0; i < ARRAY_SIZE(pieces); i++) {
		ASSERT_LT(0, file_read(ORIGINS, self->again, pieces[i]));
		rest = strchr(self->again, '\n') + 1;
		EXPECT_EQ(4, count_entries(strchr(self->text, '\n') + 1,
					   rest)) {
			TH_LOG("%s%s", self->text, self->again);
		}
	}
}

TEST_HARNESS_MAIN
