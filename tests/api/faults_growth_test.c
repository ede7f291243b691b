// SPDX-License-Identifier: GPL-2.0
/*
 * The table of connections grows when it is full, beside the traffic. While it
 * gets no memory for that, it stays as it is and takes all flows; the first of
 * them that comes after that makes it grow.
 *
 * Drawing of the network: lib/wires.h
 */
#define _GNU_SOURCE
#include "lib/faults.h"
#include "lib/wires.h"

#include "kselftest_harness.h"

#include <arpa/inet.h>
#include <sched.h>
#include <time.h>

/* buckets that the table begins with, and entries that make it grow */
#define SIZE 1024

/* entries before memory is short, and when it is not any more */
#define FEW (SIZE - 20)
#define MANY (SIZE + 80)

#define FIRST_PORT 10000
#define PATIENCE_S 20

FIXTURE(growth)
{
	struct ipvs s;
	int flows;
};

FIXTURE_SETUP(growth)
{
	struct form svc = svc_form("10.9.0.1", 80);
	struct form dest = dest_form("10.3.0.2", 80);

	new_netns();
	ASSERT_EQ(0, wires_make());
	ASSERT_EQ(0, ipvs_open(&self->s));
	form_set_u16(&svc, LVS_SVC_ATTR_PROTOCOL, IPPROTO_UDP);
	form_set_u32(&dest, LVS_DEST_ATTR_FWD_METHOD, LVS_FWD_DROUTE);
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_EQ(0, ipvs_dest(&self->s, LVS_CMD_NEW_DEST, &svc, &dest));
}

FIXTURE_TEARDOWN(growth)
{
	ipvs_close(&self->s);
}

typedef FIXTURE_DATA(growth) *growth;

/* an entry each */
static int begin_flow(growth self)
{
	struct sockaddr_in at = {
		.sin_family = AF_INET,
		.sin_port = htons(FIRST_PORT + self->flows++),
	};
	int fd = socket(AF_INET, SOCK_DGRAM, 0), err;

	err = bind(fd, (struct sockaddr *)&at, sizeof(at));
	at.sin_addr.s_addr = inet_addr("10.9.0.1");
	at.sin_port = htons(80);
	if (!err && sendto(fd, "x", 1, 0, (struct sockaddr *)&at,
			   sizeof(at)) != 1)
		err = -1;
	close(fd);
	return err;
}

static int begin_flows(growth self, int flows)
{
	int err = 0;

	while (!err && self->flows < flows)
		err = begin_flow(self);
	return err;
}

static FILE *must_open(const char *path)
{
	FILE *file = fopen(path, "r");

	if (!file)
		exit(1);
	return file;
}

static unsigned int buckets(void)
{
	FILE *file = must_open("/proc/thread-self/net/ip_vs");
	unsigned int size = 0;

	if (fscanf(file, "%*[^(](size=%u)", &size) != 1)
		size = 0;
	fclose(file);
	return size;
}

static int listed(void)
{
	FILE *file = must_open("/proc/thread-self/net/ip_vs_conn");
	char line[256];
	int n = -1;

	while (fgets(line, sizeof(line), file))
		n++;
	fclose(file);
	return n;
}

/* beside us, by a worker */
static bool fails_in_time(void)
{
	time_t deadline = time(NULL) + PATIENCE_S;

	while (!faults_others_failed() && time(NULL) < deadline)
		sched_yield();
	return faults_others_failed();
}

static bool grows_in_time(void)
{
	time_t deadline = time(NULL) + PATIENCE_S;

	while (buckets() <= SIZE && time(NULL) < deadline)
		sched_yield();
	return buckets() > SIZE;
}

TEST_F(growth, waits_for_memory)
{
	unsigned int failed;

	faults_begin();
	ASSERT_EQ(0, begin_flows(self, FEW));
	ASSERT_EQ(SIZE, buckets());
	faults_others_arm();
	EXPECT_EQ(0, begin_flows(self, MANY));
	EXPECT_TRUE(fails_in_time());
	EXPECT_EQ(SIZE, buckets());
	EXPECT_EQ(self->flows, listed());
	failed = faults_others_disarm();
	printf("# %u faults\n", failed);
	EXPECT_EQ(0, begin_flow(self));
	EXPECT_TRUE(grows_in_time());
	EXPECT_EQ(self->flows, listed());
}

int main(int argc, char **argv)
{
	if (!faults_known() || !testing_lvs()) {
		printf("1..0 # SKIP needs fault injection, and our module\n");
		return 4;
	}
	return test_harness_run(argc, argv);
}
