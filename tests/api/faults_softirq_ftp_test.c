// SPDX-License-Identifier: GPL-2.0
/*
 * Whichever allocation fails while a line of an FTP client is received from
 * another machine, in softirq, or the data connection that a server announced:
 * what is dropped comes when it is sent again, and is known and works then.
 *
 * Drawing of the network: lib/wires.h. The server is a program on the director.
 */
#define _GNU_SOURCE
#include "lib/faults.h"
#include "lib/talk.h"
#include "lib/wires.h"

#include "kselftest_harness.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>

#define DEADLINE_S 300

#define CLIENT_IP "10.1.0.2"
#define SERVER_PORT 2121

/* what is dropped is sent again by then, ms */
#define AGAIN_MS 10000

FIXTURE(ftp)
{
	struct ipvs s;
	int netns;
	int client;
	int server;
	int port;
	struct faults_tally tally;
};

FIXTURE_SETUP(ftp)
{
	struct form svc = svc_form(TALK_VIP, 21);
	struct form dest = dest_form(TALK_RIP, SERVER_PORT);
	int listener;

	new_netns();
	ASSERT_EQ(0, wires_make());
	self->netns = wires_lead_client();
	ASSERT_LE(0, self->netns);
	ASSERT_EQ(0, ipvs_open(&self->s));
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_EQ(0, ipvs_dest(&self->s, LVS_CMD_NEW_DEST, &svc, &dest));
	self->port = 20000;
	listener = talk_listen(SERVER_PORT);
	self->client = talk_socket(self->netns);
	ASSERT_EQ(0, talk_call(self->client, 21));
	self->server = accept(listener, NULL, NULL);
	ASSERT_LE(0, self->server);
	close(listener);
}

FIXTURE_TEARDOWN(ftp)
{
	close(self->client);
	close(self->server);
	close(self->netns);
	ipvs_close(&self->s);
}

typedef FIXTURE_DATA(ftp) *ftp;

static bool judge(ftp self, const char *problem, unsigned int injected,
		  unsigned int bytes, enum faults_reach reach)
{
	self->tally.injected += injected;
	if (problem[0])
		snprintf(self->tally.problem, sizeof(self->tally.problem),
			 "after %u bytes%s: %s", bytes,
			 reach == FAULTS_REST ? " and on" : "", problem);
	return !problem[0];
}

static bool announce_active(void *arg, unsigned int bytes,
			    enum faults_reach reach, unsigned int *left)
{
	const char *problem = "";
	unsigned int injected;
	ftp self = arg;
	char line[128];
	int err;

	talk_active(line, sizeof(line), CLIENT_IP, ++self->port);
	faults_softirq_arm(bytes, reach);
	err = talk_say(self->client, line);
	injected = faults_softirq_disarm(reach, left);
	if (err)
		problem = "errno of send()";
	else if (!talk_comes(self->server, line))
		problem = "the line does not come";
	else if (!talk_is_listed(self->port))
		problem = "nothing is announced";
	return judge(self, problem, injected, bytes, reach);
}

/* the errno of a call that was begun */
static int called(int fd)
{
	struct pollfd waiting = { .fd = fd, .events = POLLOUT };
	socklen_t size = sizeof(int);
	int err = ETIMEDOUT;

	if (poll(&waiting, 1, AGAIN_MS) == 1)
		getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &size);
	return err;
}

static const char *announce_passive(ftp self)
{
	char line[128];

	talk_passive(line, sizeof(line), TALK_RIP, self->port);
	if (talk_say(self->server, line))
		return "errno of send()";
	talk_passive(line, sizeof(line), TALK_VIP, self->port);
	return talk_comes(self->client, line) ? "" : "the line does not come";
}

static bool call_data(void *arg, unsigned int bytes, enum faults_reach reach,
		      unsigned int *left)
{
	unsigned int injected;
	const char *problem;
	int listener, fd;
	ftp self = arg;

	self->port++;
	listener = talk_listen(self->port);
	fd = talk_socket(self->netns);
	fcntl(fd, F_SETFL, O_NONBLOCK);
	problem = announce_passive(self);
	faults_softirq_arm(bytes, reach);
	talk_call(fd, self->port);
	injected = faults_softirq_disarm(reach, left);
	if (!problem[0] && called(fd))
		problem = "the data connection does not come";
	close(fd);
	close(listener);
	return judge(self, problem, injected, bytes, reach);
}

static void try_all(ftp self, const char *name, faults_softirq_run run)
{
	struct faults_tally *tally = &self->tally;

	faults_softirq_begin();
	faults_softirq_walk(run, self, tally);
	tally->refused = wires_drops("");
	tally->tolerated = tally->injected - tally->refused;
	faults_print(name, tally);
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
	EXPECT_LT(0, wires_drops("no memory for a connection"));
}

int main(int argc, char **argv)
{
	if (!faults_known() || !testing_lvs()) {
		printf("1..0 # SKIP needs fault injection, and our module\n");
		return 4;
	}
	return test_harness_run(argc, argv);
}
