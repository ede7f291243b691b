// SPDX-License-Identifier: GPL-2.0
/*
 * Whichever allocation fails while the first packet of a flow is received from
 * another machine, in softirq: the packet goes where it should, or is dropped
 * for a reason that is counted; the connection is there whole or not at all,
 * and the next flow works.
 *
 * Drawing of the network: lib/wires.h
 */
#define _GNU_SOURCE
#include "lib/faults.h"
#include "lib/flows.h"
#include "lib/wires.h"

#include "kselftest_harness.h"

#include <errno.h>
#include <fcntl.h>

#define DEADLINE_S 300

FIXTURE(softirq)
{
	struct flows flows;
	int client;
	int trap;
	int log;
	struct faults_tally tally;
};

FIXTURE_VARIANT(softirq)
{
	struct flow_kind kind;
};

#define ADD(name, ...)							\
	FIXTURE_VARIANT_ADD(softirq, name) {				\
		.kind = { .what = #name, __VA_ARGS__ },			\
	};
FLOW_KINDS(ADD)

/* gets what the balancer lets pass unseen: the address is local */
static int set_trap(const struct flow_kind *kind, int port)
{
	struct sockaddr_in6 any = {
		.sin6_family = AF_INET6,
		.sin6_port = htons(port),
	};
	int type = kind->proto == IPPROTO_TCP ? SOCK_STREAM : SOCK_DGRAM;
	int fd = socket(AF_INET6, type | SOCK_NONBLOCK, 0);

	if (bind(fd, (struct sockaddr *)&any, sizeof(any)) ||
	    (type == SOCK_STREAM && listen(fd, 5)))
		return -1;
	return fd;
}

static int trapped(int trap, const struct flow_kind *kind)
{
	char byte;

	if (kind->proto == IPPROTO_TCP)
		return accept(trap, NULL, NULL) >= 0;
	return recv(trap, &byte, 1, 0) >= 0;
}

FIXTURE_SETUP(softirq)
{
	struct flows *flows = &self->flows;

	new_netns();
	ASSERT_EQ(0, wires_make());
	self->client = wires_lead_client();
	ASSERT_LE(0, self->client);
	ASSERT_EQ(0, flows_open(flows, &variant->kind, self->client));
	self->trap = set_trap(&variant->kind, flows->port);
	ASSERT_LE(0, self->trap);
	self->log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	ASSERT_LE(0, self->log);
	ASSERT_LE(0, lseek(self->log, 0, SEEK_END));
}

FIXTURE_TEARDOWN(softirq)
{
	flows_close(&self->flows);
	close(self->trap);
	close(self->client);
	close(self->log);
}

typedef FIXTURE_DATA(softirq) *softirq;

/* "" if it is a right end */
static const char *judge(softirq self, const struct flow_end *is)
{
	if (is->err)
		return "the sender is not spared";
	if (is->escaped)
		return "it passed unseen";
	if (is->conns != is->listed)
		return "counters and table do not agree";
	if (is->sent + is->dropped > 1)
		return "more than one end";
	if (is->dropped)
		self->tally.refused++;
	else if (is->sent)
		self->tally.tolerated++;
	else
		self->tally.lost++;
	return "";
}

static bool try_budget(void *arg, unsigned int bytes, enum faults_reach reach,
		       unsigned int *left)
{
	softirq self = arg;
	struct flows *flows = &self->flows;
	struct flow_end is = {};
	unsigned int injected;
	unsigned long before;
	const char *problem;
	int err;

	if (flows_new_server(flows))
		exit(1);
	flow_open(flows);
	before = wires_drops("");
	faults_softirq_arm(bytes, reach);
	err = flow_send(flows);
	injected = faults_softirq_disarm(reach, left);
	is = flow_look(flows, err, before);
	is.escaped += trapped(self->trap, flows->kind);
	problem = judge(self, &is);
	close(flows->fd);
	self->tally.injected += injected;
	self->tally.tolerated -= !injected;
	if (!injected && !is.sent)
		problem = "does not work without a fault";
	if (!problem[0])
		problem = flow_works(flows);
	if (problem[0])
		snprintf(self->tally.problem, sizeof(self->tally.problem),
			 "after %u bytes%s: %s: errno %d, %d sent, %d escaped, %lu dropped, %u seen, %u counted, %u listed",
			 bytes, reach == FAULTS_REST ? " and on" : "", problem,
			 is.err, is.sent, is.escaped, is.dropped, is.seen,
			 is.conns, is.listed);
	return !problem[0];
}

/* the next record of the log; false at its end */
static bool read_log(int log, char *line, size_t size)
{
	ssize_t got;

	while ((got = read(log, line, size - 1)) < 0 && errno == EPIPE)
		;
	line[got > 0 ? got : 0] = '\0';
	return got > 0;
}

/* stacks of failures that are ours, in the reception of packets */
static int stacks_of_ours(int log)
{
	bool ours = false, counted = true;
	char line[2048];
	int stacks = 0;

	while (read_log(log, line, sizeof(line))) {
		if (strstr(line, "forcing a failure"))
			ours = counted = false;
		/* from the innermost outwards */
		if (strstr(line, "[lvs]"))
			ours = true;
		if (ours && !counted && strstr(line, "net_rx_action")) {
			counted = true;
			stacks++;
		}
	}
	return stacks;
}

TEST_F_TIMEOUT(softirq, first_of_a_flow, DEADLINE_S)
{
	struct faults_tally *tally = &self->tally;
	int stacks;

	faults_softirq_begin();
	faults_softirq_walk(try_budget, self, tally);
	stacks = stacks_of_ours(self->log);
	faults_print(variant->kind.what, tally);
	printf("# %d stacks\n", stacks);
	EXPECT_STREQ("", tally->problem);
	EXPECT_LT(0, tally->injected);
	EXPECT_LT(0, stacks);
	if (!(variant->kind.flags & LVS_SVC_F_ONEPACKET)) {
		EXPECT_LT(0, tally->refused);
		EXPECT_LT(0, wires_drops("no memory for a connection"));
	}
}

FIXTURE(refusal)
{
	struct flows flows;
	int client;
	struct faults_tally tally;
};

FIXTURE_VARIANT(refusal)
{
	struct flow_kind kind;
};

FIXTURE_VARIANT_ADD(refusal, v4) { .kind = { .what = "v4", TCP4 } };
FIXTURE_VARIANT_ADD(refusal, v6) { .kind = { .what = "v6", TCP6 } };

/* tell each client each time */
static bool tell_always(const char *limit)
{
	int fd = open(limit, O_WRONLY);
	bool done = fd >= 0 && write(fd, "0", 1) == 1;

	close(fd);
	return done;
}

FIXTURE_SETUP(refusal)
{
	struct flows *flows = &self->flows;

	new_netns();
	ASSERT_EQ(0, wires_make());
	self->client = wires_lead_client();
	ASSERT_LE(0, self->client);
	ASSERT_EQ(0, flows_open(flows, &variant->kind, self->client));
	ASSERT_EQ(0, ipvs_svc(&flows->s, LVS_CMD_NEW_SERVICE, &flows->svc));
	ASSERT_TRUE(tell_always("/proc/sys/net/ipv4/icmp_ratelimit"));
	ASSERT_TRUE(tell_always("/proc/sys/net/ipv6/icmp/ratelimit"));
}

FIXTURE_TEARDOWN(refusal)
{
	flows_close(&self->flows);
	close(self->client);
}

typedef FIXTURE_DATA(refusal) *refusal;

/* was the client told by now that nobody serves it */
static bool is_told(int fd)
{
	socklen_t size = sizeof(int);
	int err = 0;

	getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &size);
	return err == ECONNREFUSED;
}

/* the packet is dropped for its own reason, whether the client hears or not */
static bool try_refusal(void *arg, unsigned int bytes, enum faults_reach reach,
			unsigned int *left)
{
	static const char why[] = "service has no server to give";
	unsigned long before = wires_drops(why);
	refusal self = arg;
	struct flows *flows = &self->flows;
	unsigned int injected;
	bool told;

	flow_open(flows);
	faults_softirq_arm(bytes, reach);
	flow_send(flows);
	injected = faults_softirq_disarm(reach, left);
	told = is_told(flows->fd);
	close(flows->fd);
	self->tally.injected += injected;
	self->tally.refused += told;
	self->tally.lost += !told;
	if (wires_drops(why) != before + 1)
		strcpy(self->tally.problem, "not dropped once, as usual");
	if (!injected && !told)
		strcpy(self->tally.problem, "not told without a fault");
	return !self->tally.problem[0];
}

TEST_F(refusal, without_a_server)
{
	faults_softirq_begin();
	faults_softirq_walk(try_refusal, self, &self->tally);
	faults_print(variant->kind.what, &self->tally);
	EXPECT_STREQ("", self->tally.problem);
	EXPECT_LT(0, self->tally.injected);
	EXPECT_LT(0, self->tally.lost);
}

int main(int argc, char **argv)
{
	if (!faults_known() || !testing_lvs()) {
		printf("1..0 # SKIP needs fault injection, and our module\n");
		return 4;
	}
	return test_harness_run(argc, argv);
}
