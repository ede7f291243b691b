// SPDX-License-Identifier: GPL-2.0
/*
 * The file in /proc/net that tells how full the tables are, as IPVS of Linux 7
 * has it: what it says adds up.
 */
#define _GNU_SOURCE
#include "lib/datagram.h"
#include "lib/files.h"
#include "lib/ipvs.h"

#include "kselftest_harness.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_MAX 4096
#define VIP "192.0.2.16"
#define PORT 7000
#define LONGEST 7

#define STATUS "ip_vs_status"

/**
 * struct table - what the file says of a table
 * @buckets: all of them
 * @empty: empty ones
 * @of: those that have so many links
 */
struct table {
	unsigned int buckets;
	unsigned int empty;
	unsigned int of[LONGEST + 1];
};

FIXTURE(status)
{
	struct ipvs s;
	struct table conns;
	struct table svcs;
	unsigned int conn_count;
	unsigned int svc_count;
	char text[FILE_MAX];
};

FIXTURE_SETUP(status)
{
	new_netns();
	ASSERT_EQ(0, ipvs_open(&self->s));
	ASSERT_EQ(0, system("ip addr add " VIP "/32 dev lo"));
}

FIXTURE_TEARDOWN(status)
{
	ipvs_close(&self->s);
}

/* what follows a line of this form at the begin of @text, or NULL */
#define TAKE(text, format, ...)						\
({									\
	char line_[128];						\
	int len_ = sprintf(line_, format, __VA_ARGS__);			\
									\
	(text) && !strncmp(text, line_, len_) ? (text) + len_ : NULL;	\
})

static unsigned int log2_of(unsigned int value)
{
	return 31 - __builtin_clz(value);
}

static unsigned int percent(unsigned int part, unsigned int whole)
{
	return whole ? part * 100 / whole : 0;
}

/* the number that stands behind a tab in the first line */
static unsigned int number_in(const char *text)
{
	const char *tab = text ? strchr(text, '\t') : NULL;

	return tab ? strtoul(tab, NULL, 10) : 0;
}

static const char *take_lengths(const char *text, const char *name,
				struct table *table)
{
	unsigned int length, count;
	const char *rest;

	for (length = 1; text && length <= LONGEST; length++) {
		count = number_in(text);
		rest = TAKE(text, "%s buckets len-%u:\t%u (%u%%)\n", name,
			    length, count,
			    percent(count, table->buckets - table->empty));
		if (!rest)
			continue;
		table->of[length] = count;
		text = rest;
	}
	return text;
}

static const char *take_table(const char *text, const char *name, int lfactor,
			      struct table *table)
{
	*table = (struct table){ .buckets = number_in(text) };
	if (!table->buckets)
		return NULL;
	text = TAKE(text, "%s buckets:\t%u (%u bits, lfactor %d)\n", name,
		    table->buckets, log2_of(table->buckets), lfactor);
	table->empty = number_in(text);
	text = TAKE(text, "%s buckets empty:\t%u (%u%%)\n", name, table->empty,
		    percent(table->empty, table->buckets));
	return take_lengths(text, name, table);
}

/* read and understand the whole file; false if a byte of it is wrong */
static bool read_status(FIXTURE_DATA(status) *self)
{
	const char *text = self->text;

	if (file_read(STATUS, self->text, FILE_MAX - 1) <= 0)
		return false;
	self->conn_count = number_in(text);
	text = TAKE(text, "Conns:\t%u\n", self->conn_count);
	text = take_table(text, "Conn", -4, &self->conns);
	self->svc_count = number_in(text);
	text = TAKE(text, "Services:\t%u\n", self->svc_count);
	text = take_table(text, "Service", -3, &self->svcs);
	return text && !strcmp(text, "Stats thread slots:\t1 (max 0)\n"
				     "Stats chain max len:\t0\n"
				     "Stats thread ests:\t0\n");
}

static unsigned int links_of(const struct table *table)
{
	unsigned int length, links = 0;

	for (length = 1; length <= LONGEST; length++)
		links += length * table->of[length];
	return links;
}

static bool adds_up(const struct table *table)
{
	unsigned int length, buckets = table->empty;

	for (length = 1; length <= LONGEST; length++)
		buckets += table->of[length];
	return buckets == table->buckets;
}

/* so many services, whose last one has a server to masquerade for */
static int make_services(struct ipvs *s, unsigned int count)
{
	struct form svc, dest = dest_form("127.0.0.1", 9);
	int err = 0;

	while (count && !err) {
		svc = svc_form(VIP, PORT + --count);
		form_set_u16(&svc, LVS_SVC_ATTR_PROTOCOL, IPPROTO_UDP);
		err = ipvs_svc(s, LVS_CMD_NEW_SERVICE, &svc);
	}
	return err ?: ipvs_dest(s, LVS_CMD_NEW_DEST, &svc, &dest);
}

TEST_F(status, empty_tables_have_empty_buckets)
{
	ASSERT_TRUE(read_status(self)) {
		TH_LOG("%s", self->text);
	}
	EXPECT_EQ(0, self->conn_count);
	EXPECT_EQ(0, self->svc_count);
	EXPECT_EQ(self->conns.buckets, self->conns.empty);
	EXPECT_EQ(self->svcs.buckets, self->svcs.empty);
	EXPECT_EQ(0, links_of(&self->conns) + links_of(&self->svcs));
}

/* a masqueraded flow is found by two names */
TEST_F(status, what_there_is_is_counted)
{
	int port;

	ASSERT_EQ(0, make_services(&self->s, 5));
	for (port = 20000; port < 20100; port++)
		ASSERT_EQ(0, datagram4(VIP, port, PORT));
	ASSERT_TRUE(read_status(self)) {
		TH_LOG("%s", self->text);
	}
	EXPECT_EQ(100, self->conn_count);
	EXPECT_EQ(200, links_of(&self->conns));
	EXPECT_TRUE(adds_up(&self->conns));
	EXPECT_EQ(5, self->svc_count);
	EXPECT_EQ(5, links_of(&self->svcs));
	EXPECT_TRUE(adds_up(&self->svcs)) {
		TH_LOG("%s", self->text);
	}
}

/* reading it looks at every bucket */
TEST_F(status, is_not_for_everybody)
{
	struct stat info;

	ASSERT_EQ(0, stat("/proc/thread-self/net/" STATUS, &info));
	EXPECT_EQ(0440, info.st_mode & 0777);
}

TEST_HARNESS_MAIN
