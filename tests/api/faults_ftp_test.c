// SPDX-License-Identifier: GPL-2.0
/*
 * Whichever allocation fails while one end of an FTP control connection says
 * where it waits for data: the line comes to the other end in the end, with the
 * right address, and the connection that it announces is known and works.
 *
 * Drawing of the network: lib/wires.h. The server is a program on the director.
 */
#define _GNU_SOURCE
#include "lib/faults.h"
#include "lib/talk.h"
#include "lib/wires.h"

#include "kselftest_harness.h"

#include <errno.h>

#define DEADLINE_S 300

#define SERVER_PORT 2121

/* more allocations than a segment needs */
#define NTH_MAX 200

FIXTURE(ftp)
{
	struct ipvs s;
	int beyond;
	int client;
	int server;
	int port;
	unsigned int nth;
	enum faults_reach reach;
	struct faults_tally tally;
};

FIXTURE_SETUP(ftp)
{
	struct form svc = svc_form(TALK_VIP, 21);
	struct form dest = dest_form(TALK_RIP, SERVER_PORT);
	int listener;

	new_netns();
	ASSERT_EQ(0, wires_make());
	ASSERT_EQ(0, ipvs_open(&self->s));
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_EQ(0, ipvs_dest(&self->s, LVS_CMD_NEW_DEST, &svc, &dest));
	self->beyond = wire_open("beyond");
	self->port = 20000;
	listener = talk_listen(SERVER_PORT);
	self->client = talk_socket(-1);
	ASSERT_EQ(0, talk_call(self->client, 21));
	self->server = accept(listener, NULL, NULL);
	ASSERT_LE(0, self->server);
	close(listener);
}

FIXTURE_TEARDOWN(ftp)
{
	close(self->client);
	close(self->server);
	close(self->beyond);
	ipvs_close(&self->s);
}

typedef FIXTURE_DATA(ftp) *ftp;

/* a stream tells that there is no memory as it tells that it is full */
static bool is_want(int err)
{
	return err == ENOMEM || err == ENOBUFS || err == EAGAIN;
}

static const char *announce_passive(ftp self, bool *injected)
{
	char line[128], wanted[128];
	int err;

	talk_passive(line, sizeof(line), TALK_RIP, self->port);
	talk_passive(wanted, sizeof(wanted), TALK_VIP, self->port);
	err = talk_say(self->server, line);
	*injected = faults_disarm();
	if (is_want(err)) {
		self->tally.refused++;
		return "";
	}
	if (err)
		return "errno of send()";
	if (!talk_comes(self->client, wanted))
		return "the line does not come";
	return talk_is_listed(self->port) ? "" : "nothing is announced";
}

static const char *announce_active(ftp self, bool *injected)
{
	char line[128];
	int err;

	talk_active(line, sizeof(line), TALK_RIP, self->port);
	err = talk_say(self->client, line);
	*injected = faults_disarm();
	if (is_want(err)) {
		self->tally.refused++;
		return "";
	}
	if (err)
		return "errno of send()";
	if (!talk_comes(self->server, line))
		return "the line does not come";
	return talk_is_listed(self->port) ? "" : "nothing is announced";
}

/* a passive data connection whose first packet is short of memory */
static const char *call_data(ftp self, bool *injected)
{
	const char *problem;
	int listener, fd;
	bool ignored;
	int err;

	faults_disarm();
	listener = talk_listen(self->port);
	fd = talk_socket(-1);
	problem = announce_passive(self, &ignored);
	if (!problem[0]) {
		faults_arm(self->nth, self->reach);
		err = talk_call(fd, self->port);
		*injected = faults_disarm();
		if (is_want(err))
			self->tally.refused++;
		else if (err)
			problem = "the data connection does not come";
	}
	close(fd);
	close(listener);
	return problem;
}

typedef const char *(*act_fn)(ftp self, bool *injected);

/* each allocation in turn, until the packet needs no more */
static bool try_reach(ftp self, act_fn act)
{
	const char *problem = "";
	bool injected = true;

	for (self->nth = 1; injected && self->nth < NTH_MAX; self->nth++) {
		self->port++;
		faults_arm(self->nth, self->reach);
		problem = act(self, &injected);
		self->tally.injected += injected;
		if (!problem[0] && wire_count(self->beyond, 0))
			problem = "it left unseen";
		if (problem[0])
			break;
	}
	if (problem[0])
		snprintf(self->tally.problem, sizeof(self->tally.problem),
			 "allocation %u%s: %s", self->nth,
			 self->reach == FAULTS_REST ? " and on" : "", problem);
	return !problem[0] && !injected;
}

static void try_all(ftp self, const char *name, act_fn act)
{
	struct faults_tally *tally = &self->tally;

	faults_begin();
	for (self->reach = 0; self->reach < FAULTS_REACHES; self->reach++) {
		if (!try_reach(self, act))
			break;
	}
	tally->lost = wires_drops("");
	tally->tolerated = tally->injected - tally->refused - tally->lost;
	faults_print(name, tally);
}

TEST_F_TIMEOUT(ftp, server_announces, DEADLINE_S)
{
	try_all(self, "227", announce_passive);
	EXPECT_STREQ("", self->tally.problem);
	EXPECT_LT(0, self->tally.injected);
	EXPECT_LT(0, wires_drops(""));
}

TEST_F_TIMEOUT(ftp, client_announces, DEADLINE_S)
{
	try_all(self, "PORT", announce_active);
	EXPECT_STREQ("", self->tally.problem);
	EXPECT_LT(0, self->tally.injected);
	EXPECT_LT(0, wires_drops(""));
}

TEST_F_TIMEOUT(ftp, data_connection_comes, DEADLINE_S)
{
	try_all(self, "data connection", call_data);
	EXPECT_STREQ("", self->tally.problem);
	EXPECT_LT(0, self->tally.injected);
	EXPECT_LT(0, wires_drops(""));
}

int main(int argc, char **argv)
{
	if (!faults_known() || !testing_lvs()) {
		printf("1..0 # SKIP needs fault injection, and our module\n");
		return 4;
	}
	return test_harness_run(argc, argv);
}
