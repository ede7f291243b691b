// SPDX-License-Identifier: GPL-2.0
/*
 * Whichever allocation fails while a service that has a thousand servers is
 * changed or listed: of those that one page, or eight, are not enough for, as of
 * all others.
 */
#include "lib/faults.h"

#include "kselftest_harness.h"

#include <errno.h>
#include <sys/socket.h>

#define DEADLINE_S 300

/* pointers to so many take more than the largest slab has */
#define SERVERS 1100

#define WEIGHT 3

/* what a request names besides the service */
enum operand { ALONE, SERVER_NEW, SERVER_LAST };

FIXTURE(pool)
{
	struct ipvs s;
	struct ipvs eye;
	int cmd;
	int undo;
	enum operand operand;
	bool dump;
	struct attrs attrs;
	struct form svc;
};

FIXTURE_VARIANT(pool)
{
	const char *sched;
	const char *other;
};

#define CHANGES(from, to)						\
	FIXTURE_VARIANT_ADD(pool, from) { .sched = #from, .other = #to }
CHANGES(wlc, rr);
CHANGES(wrr, mh);
CHANGES(lblcr, sed);

static struct form svc_of(const char *sched)
{
	struct form svc = svc_form("192.0.2.1", 80);

	form_set_text(&svc, LVS_SVC_ATTR_SCHED_NAME, sched);
	return svc;
}

static struct form server(int nr)
{
	struct form dest;
	char ip[48];

	snprintf(ip, sizeof(ip), "198.51.%d.%d", nr / 250, 1 + nr % 250);
	dest = dest_form(ip, 80);
	form_set_u32(&dest, LVS_DEST_ATTR_WEIGHT, WEIGHT);
	return dest;
}

FIXTURE_SETUP(pool)
{
	struct form dest;
	int nr;

	new_netns();
	ASSERT_EQ(0, ipvs_open(&self->s));
	ASSERT_EQ(0, ipvs_open(&self->eye));
	self->svc = svc_of(variant->sched);
	ASSERT_EQ(0, ipvs_svc(&self->eye, LVS_CMD_NEW_SERVICE, &self->svc));
	for (nr = 0; nr < SERVERS; nr++) {
		dest = server(nr);
		ASSERT_EQ(0, ipvs_dest(&self->eye, LVS_CMD_NEW_DEST,
				       &self->svc, &dest));
	}
}

FIXTURE_TEARDOWN(pool)
{
	ipvs_close(&self->s);
	ipvs_close(&self->eye);
}

typedef FIXTURE_DATA(pool) *pool;

static struct form operand_of(pool self)
{
	return server(self->operand == SERVER_NEW ? SERVERS : SERVERS - 1);
}

/* the last one comes back as the last one */
static void reset(void *arg)
{
	struct form dest;
	pool self = arg;
	int err;

	if (!self->undo)
		return;
	if (self->operand == ALONE) {
		err = ipvs_svc(&self->eye, self->undo, &self->svc);
	} else {
		dest = operand_of(self);
		err = ipvs_dest(&self->eye, self->undo, &self->svc, &dest);
	}
	if (err && err != EEXIST && err != ENOENT) {
		fprintf(stderr, "undo: %s\n", strerror(err));
		exit(1);
	}
}

static int act(void *arg)
{
	pool self = arg;

	if (self->dump)
		return ipvs_dump(&self->s, self->cmd, &self->attrs);
	return ipvs_do(&self->s, self->cmd, &self->attrs);
}

static void answer(void *arg, struct snapshot *answer)
{
	pool self = arg;

	snapshot_add_answer(answer, &self->s);
}

/* what one answer left over is none of the next one */
static struct snapshot look(void *arg)
{
	pool self = arg;

	ipvs_close(&self->s);
	if (ipvs_open(&self->s))
		exit(1);
	return snapshot_take(&self->eye);
}

/**
 * struct step - a request about the service
 * @what: in words
 * @cmd: LVS_CMD_*
 * @undo: takes it back, or 0
 * @operand: what it names
 * @dump: is a dump
 */
static const struct step {
	const char *what;
	int cmd;
	int undo;
	enum operand operand;
	bool dump;
} steps[] = {
	{ "add server", LVS_CMD_NEW_DEST, .undo = LVS_CMD_DEL_DEST,
	  .operand = SERVER_NEW },
	{ "edit server", LVS_CMD_SET_DEST, .undo = LVS_CMD_SET_DEST,
	  .operand = SERVER_LAST },
	{ "delete server", LVS_CMD_DEL_DEST, .undo = LVS_CMD_NEW_DEST,
	  .operand = SERVER_LAST },
	{ "edit service", LVS_CMD_SET_SERVICE, .undo = LVS_CMD_SET_SERVICE },
	{ "list servers", LVS_CMD_GET_DEST, .dump = true },
};

static void prepare(pool self, const struct step *step, const char *other)
{
	struct form svc = step->undo ? svc_of(other) : self->svc;
	struct form dest;

	self->cmd = step->cmd;
	self->undo = step->undo;
	self->operand = step->operand;
	self->dump = step->dump;
	self->attrs.len = 0;
	attrs_put_form(&self->attrs, LVS_CMD_ATTR_SERVICE, &svc);
	if (step->operand == ALONE)
		return;
	dest = operand_of(self);
	form_set_u32(&dest, LVS_DEST_ATTR_WEIGHT, WEIGHT + 4);
	attrs_put_form(&self->attrs, LVS_CMD_ATTR_DEST, &dest);
}

static struct faults_tally try_request(pool self)
{
	struct faults_trial trial = {
		.reset = reset,
		.act = act,
		.answer = answer,
		.look = look,
		.arg = self,
		.lossy = true,
	};

	return faults_try(&trial);
}

TEST_F_TIMEOUT(pool, is_changed, DEADLINE_S)
{
	struct faults_tally tally;
	char name[64];
	size_t i;

	faults_begin();
	for (i = 0; i < ARRAY_SIZE(steps); i++) {
		prepare(self, &steps[i], variant->other);
		tally = try_request(self);
		snprintf(name, sizeof(name), "%s, %s", variant->sched,
			 steps[i].what);
		faults_print(name, &tally);
		EXPECT_STREQ("", tally.problem);
		EXPECT_EQ(0, tally.base_err);
		EXPECT_LT(0, tally.injected);
		if (steps[i].undo)
			EXPECT_LT(0, tally.refused);
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
