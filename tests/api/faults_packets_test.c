// SPDX-License-Identifier: GPL-2.0
/*
 * Whichever allocation fails while a program on the director opens a flow: the
 * packet goes where it should, or is dropped for a reason that is counted; the
 * connection is there whole or not at all, and the next flow works.
 *
 * Drawing of the network: lib/wires.h
 */
#define _GNU_SOURCE
#include "lib/faults.h"
#include "lib/flows.h"
#include "lib/wires.h"

#include "kselftest_harness.h"

#include <errno.h>

#define DEADLINE_S 300

/* more allocations than the opening of a flow needs */
#define NTH_MAX 300

FIXTURE(packets)
{
	struct flows flows;
	struct faults_tally tally;
};

FIXTURE_VARIANT(packets)
{
	struct flow_kind kind;
};

#define ADD(name, ...)							\
	FIXTURE_VARIANT_ADD(packets, name) {				\
		.kind = { .what = #name, __VA_ARGS__ },			\
	};
FLOW_KINDS(ADD)

FIXTURE_SETUP(packets)
{
	new_netns();
	ASSERT_EQ(0, wires_make());
	ASSERT_EQ(0, flows_open(&self->flows, &variant->kind, -1));
}

FIXTURE_TEARDOWN(packets)
{
	flows_close(&self->flows);
}

typedef FIXTURE_DATA(packets) *packets;

/* "" if it is a right end */
static const char *judge(packets self, const struct flow_end *is)
{
	bool by_conntrack = self->flows.kind->tracked && is->err == EPERM &&
			    !is->seen;

	if (is->escaped)
		return "it left unseen";
	if (is->conns != is->listed)
		return "counters and table do not agree";
	if (is->sent + is->dropped > 1)
		return "more than one end";
	if (is->dropped) {
		self->tally.refused++;
		return is->err && is->err != EPERM ? "wrong errno" : "";
	}
	if (is->sent) {
		self->tally.tolerated++;
		return is->err ? "sent, with an errno" : "";
	}
	/* before it came to us, or behind us: the stack's own business */
	self->tally.lost++;
	if (is->err && is->err != ENOMEM && is->err != ENOBUFS &&
	    !by_conntrack)
		return "wrong errno";
	return "";
}

/* false when nothing was left to fail, or something was wrong */
static bool try_nth(packets self, unsigned int nth, enum faults_reach reach)
{
	struct flows *flows = &self->flows;
	struct flow_end is = {};
	unsigned long before;
	const char *problem;
	bool injected;
	int err;

	if (flows_new_server(flows))
		exit(1);
	flow_open(flows);
	before = wires_drops("");
	faults_arm(nth, reach);
	err = flow_send(flows);
	injected = faults_disarm();
	is = flow_look(flows, err, before);
	problem = judge(self, &is);
	close(flows->fd);
	self->tally.injected += injected;
	if (!injected)
		self->tally.tolerated--;
	if (!injected && !is.sent)
		problem = "does not work without a fault";
	if (!problem[0])
		problem = flow_works(flows);
	if (!problem[0])
		return injected;
	snprintf(self->tally.problem, sizeof(self->tally.problem),
		 "allocation %u%s: %s: errno %d, %d sent, %d escaped, %lu dropped, %u seen, %u counted, %u listed",
		 nth, reach == FAULTS_REST ? " and on" : "", problem, is.err,
		 is.sent, is.escaped, is.dropped, is.seen, is.conns,
		 is.listed);
	return false;
}

TEST_F_TIMEOUT(packets, first_of_a_flow, DEADLINE_S)
{
	enum faults_reach reach;
	unsigned int nth;

	faults_begin();
	for (reach = 0; reach < FAULTS_REACHES; reach++) {
		for (nth = 1; nth < NTH_MAX; nth++) {
			if (!try_nth(self, nth, reach))
				break;
		}
		EXPECT_GT(NTH_MAX, nth);
	}
	faults_print(variant->kind.what, &self->tally);
	EXPECT_STREQ("", self->tally.problem);
	EXPECT_LT(0, self->tally.injected);
	EXPECT_LT(0, self->tally.tolerated);
	if (!(variant->kind.flags & LVS_SVC_F_ONEPACKET)) {
		EXPECT_LT(0, self->tally.refused);
		EXPECT_LT(0, wires_drops("no memory for a connection"));
	}
}

int main(int argc, char **argv)
{
	if (!faults_known() || !testing_lvs()) {
		printf("1..0 # SKIP needs fault injection, and our module\n");
		return 4;
	}
	return test_harness_run(argc, argv);
}
