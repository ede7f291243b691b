// SPDX-License-Identifier: GPL-2.0
/*
 * Wrong requests for a replication daemon are refused with the known errno and
 * a reason.
 */
#include "lib/ipvs.h"

#include "kselftest_harness.h"

#include <arpa/inet.h>
#include <errno.h>

/* columns of struct wrong.err */
enum { NEW, DEL };

/* applied to a request for a master on lo; what is right is not tried as NEW */
static const struct wrong cases[] = {
	{ "state absent", LVS_DAEMON_ATTR_STATE, ABSENT,
	  .err = { EINVAL, EINVAL } },
	{ "state short", LVS_DAEMON_ATTR_STATE, WITH_LENGTH, 3,
	  .err = { EINVAL, EINVAL } },
	{ "state 0", LVS_DAEMON_ATTR_STATE, WITH_U32, 0,
	  .err = { EINVAL, EINVAL } },
	{ "state 3", LVS_DAEMON_ATTR_STATE, WITH_U32, 3,
	  .err = { EINVAL, EINVAL } },
	{ "state of ones", LVS_DAEMON_ATTR_STATE, WITH_FILL, 4,
	  .err = { EINVAL, EINVAL } },
	{ "interface absent", LVS_DAEMON_ATTR_MCAST_IFN, ABSENT,
	  .err = { EINVAL, ESRCH } },
	{ "interface without a zero byte", LVS_DAEMON_ATTR_MCAST_IFN,
	  WITH_LENGTH, 2, .err = { EINVAL, EINVAL } },
	{ "interface of 16 characters", LVS_DAEMON_ATTR_MCAST_IFN, WITH_TEXT,
	  .text = "1234567890123456", .err = { EINVAL, EINVAL } },
	{ "interface of 15 characters, unknown", LVS_DAEMON_ATTR_MCAST_IFN,
	  WITH_TEXT, .text = "123456789012345", .err = { ENODEV, ESRCH } },
	{ "interface empty", LVS_DAEMON_ATTR_MCAST_IFN, WITH_TEXT,
	  .text = "", .err = { ENODEV, ESRCH } },
	{ "sync id absent", LVS_DAEMON_ATTR_SYNC_ID, ABSENT,
	  .err = { EINVAL, ESRCH } },
	{ "sync id short", LVS_DAEMON_ATTR_SYNC_ID, WITH_LENGTH, 3,
	  .err = { EINVAL, EINVAL } },
	{ "length short", LVS_DAEMON_ATTR_SYNC_MAXLEN, WITH_FILL, 1,
	  .err = { EINVAL, EINVAL } },
	{ "group short", LVS_DAEMON_ATTR_MCAST_GROUP, WITH_FILL, 3,
	  .err = { EINVAL, EINVAL } },
	{ "group not multicast", LVS_DAEMON_ATTR_MCAST_GROUP, WITH_U32,
	  0x0100000a, .err = { EINVAL, ESRCH } },
	{ "group beyond multicast", LVS_DAEMON_ATTR_MCAST_GROUP, WITH_FILL, 4,
	  .err = { EINVAL, ESRCH } },
	{ "group6 short", LVS_DAEMON_ATTR_MCAST_GROUP6, WITH_FILL, 15,
	  .err = { EINVAL, EINVAL } },
	{ "group6 not multicast", LVS_DAEMON_ATTR_MCAST_GROUP6, WITH_LENGTH,
	  16, .err = { EINVAL, ESRCH } },
	{ "port short", LVS_DAEMON_ATTR_MCAST_PORT, WITH_FILL, 1,
	  .err = { EINVAL, EINVAL } },
	{ "ttl of 0 bytes", LVS_DAEMON_ATTR_MCAST_TTL, WITH_LENGTH, 0,
	  .err = { EINVAL, EINVAL } },
	{ "nothing wrong", 0, UNCHANGED, .err = { -1, ESRCH } },
};

FIXTURE(daemons)
{
	struct ipvs s;
	struct form form;
};

FIXTURE_SETUP(daemons)
{
	new_netns();
	ASSERT_EQ(0, ipvs_open(&self->s));
	memset(&self->form, 0, sizeof(self->form));
	form_set_u32(&self->form, LVS_DAEMON_ATTR_STATE, LVS_DAEMON_MASTER);
	form_set_text(&self->form, LVS_DAEMON_ATTR_MCAST_IFN, "lo");
	form_set_u32(&self->form, LVS_DAEMON_ATTR_SYNC_ID, 1);
}

FIXTURE_TEARDOWN(daemons)
{
	ipvs_close(&self->s);
}

static int daemon_request(struct ipvs *s, int cmd, const struct form *form)
{
	struct attrs attrs = {};

	attrs_put_form(&attrs, LVS_CMD_ATTR_DAEMON, form);
	return ipvs_do(s, cmd, &attrs);
}

static bool none_runs(struct ipvs *s)
{
	return !ipvs_dump(s, LVS_CMD_GET_DAEMON, NULL) && s->done && !s->len;
}

static void judge(struct __test_metadata *_metadata, struct ipvs *s, int cmd,
		  const struct form *right, const struct wrong *wrong,
		  int expected)
{
	struct form form = *right;
	const char *flaw;
	int err;

	form_spoil(&form, wrong);
	err = daemon_request(s, cmd, &form);
	EXPECT_EQ(expected, err) {
		TH_LOG("command %d, %s: expected %s, got %s", cmd,
		       wrong->what, strerror(expected), strerror(err));
	}
	flaw = err ? ipvs_refusal_flaw(s) : NULL;
	EXPECT_EQ(NULL, flaw) {
		TH_LOG("command %d, %s: %s (%s)", cmd, wrong->what, flaw,
		       s->text);
	}
	EXPECT_TRUE(none_runs(s));
}

TEST_F(daemons, wrong_requests_are_refused)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		if (cases[i].err[NEW] >= 0)
			judge(_metadata, &self->s, LVS_CMD_NEW_DAEMON,
			      &self->form, &cases[i], cases[i].err[NEW]);
		judge(_metadata, &self->s, LVS_CMD_DEL_DAEMON, &self->form,
		      &cases[i], cases[i].err[DEL]);
	}
}

TEST_F(daemons, unknown_interface_comes_before_a_wrong_state)
{
	struct wrong state = { "state 9", LVS_DAEMON_ATTR_STATE, WITH_U32, 9,
			       .err = {} };

	form_set_text(&self->form, LVS_DAEMON_ATTR_MCAST_IFN, "nosuch");
	judge(_metadata, &self->s, LVS_CMD_NEW_DAEMON, &self->form, &state,
	      ENODEV);
}

TEST_F(daemons, missing_nest_is_refused)
{
	EXPECT_EQ(EINVAL, ipvs_do(&self->s, LVS_CMD_NEW_DAEMON, NULL));
	EXPECT_EQ(NULL, ipvs_refusal_flaw(&self->s));
	EXPECT_EQ(EINVAL, ipvs_do(&self->s, LVS_CMD_DEL_DAEMON, NULL));
	EXPECT_EQ(NULL, ipvs_refusal_flaw(&self->s));
}

/* replication is not built yet, and the answer says so */
TEST_F(daemons, right_request_is_understood)
{
	int expected = testing_lvs() ? EOPNOTSUPP : 0;

	EXPECT_EQ(expected, daemon_request(&self->s, LVS_CMD_NEW_DAEMON,
					   &self->form));
	if (expected) {
		EXPECT_EQ(NULL, ipvs_refusal_flaw(&self->s));
	} else {
		EXPECT_EQ(0, daemon_request(&self->s, LVS_CMD_DEL_DAEMON,
					    &self->form));
	}
	EXPECT_TRUE(none_runs(&self->s));
}

TEST_HARNESS_MAIN
