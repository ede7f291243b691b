// SPDX-License-Identifier: GPL-2.0
/*
 * Who may talk to the family, and which commands there are.
 */
#define _GNU_SOURCE
#include "lib/ipvs.h"

#include "kselftest_harness.h"

#include <errno.h>
#include <sched.h>

FIXTURE(access)
{
	struct ipvs s;
};

FIXTURE_SETUP(access)
{
	new_netns();
	ASSERT_EQ(0, ipvs_open(&self->s));
}

FIXTURE_TEARDOWN(access)
{
	ipvs_close(&self->s);
}

static const int do_commands[] = {
	LVS_CMD_NEW_SERVICE, LVS_CMD_SET_SERVICE, LVS_CMD_DEL_SERVICE,
	LVS_CMD_GET_SERVICE, LVS_CMD_NEW_DEST, LVS_CMD_SET_DEST,
	LVS_CMD_DEL_DEST, LVS_CMD_NEW_DAEMON, LVS_CMD_DEL_DAEMON,
	LVS_CMD_SET_CONFIG, LVS_CMD_GET_CONFIG, LVS_CMD_GET_INFO,
	LVS_CMD_ZERO, LVS_CMD_FLUSH,
};

static const int dump_commands[] = {
	LVS_CMD_GET_SERVICE, LVS_CMD_GET_DEST, LVS_CMD_GET_DAEMON,
};

static void all_commands_are_forbidden(struct __test_metadata *_metadata,
				       struct ipvs *s)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(do_commands); i++)
		EXPECT_EQ(EPERM, ipvs_do(s, do_commands[i], NULL));
	for (i = 0; i < ARRAY_SIZE(dump_commands); i++)
		EXPECT_EQ(EPERM, ipvs_dump(s, dump_commands[i], NULL));
	if (testing_lvs())
		EXPECT_EQ(EPERM, ipvs_do(s, LVS_CMD_GET_EXT, NULL));
}

TEST_F(access, everything_needs_net_admin)
{
	struct ipvs s;

	ASSERT_EQ(0, drop_net_admin());
	ASSERT_EQ(0, ipvs_open(&s));
	all_commands_are_forbidden(_metadata, &s);
	ipvs_close(&s);
}

TEST_F(access, root_of_a_user_namespace_may_not)
{
	struct ipvs s;

	if (unshare(CLONE_NEWUSER | CLONE_NEWNET))
		SKIP(return, "no user namespaces here");
	ASSERT_EQ(0, ipvs_open(&s));
	all_commands_are_forbidden(_metadata, &s);
	ipvs_close(&s);
}

TEST_F(access, unknown_commands_are_refused)
{
	static const int unknown[] = {
		LVS_CMD_UNSPEC, LVS_CMD_SET_INFO, LVS_CMD_FLUSH + 1, 63, 255,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(unknown); i++) {
		EXPECT_EQ(EOPNOTSUPP, ipvs_do(&self->s, unknown[i], NULL));
		EXPECT_EQ(EOPNOTSUPP, ipvs_dump(&self->s, unknown[i], NULL));
	}
}

TEST_F(access, lists_are_only_dumped)
{
	EXPECT_EQ(EOPNOTSUPP, ipvs_do(&self->s, LVS_CMD_GET_DEST, NULL));
	EXPECT_EQ(EOPNOTSUPP, ipvs_do(&self->s, LVS_CMD_GET_DAEMON, NULL));
}

TEST_F(access, the_rest_is_not_dumped)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(do_commands); i++) {
		if (do_commands[i] == LVS_CMD_GET_SERVICE)
			continue;
		EXPECT_EQ(EOPNOTSUPP, ipvs_dump(&self->s, do_commands[i],
						NULL)) {
			TH_LOG("command %d", do_commands[i]);
		}
	}
}

/* old clients send other versions, and junk behind the last attribute */
TEST_F(access, version_and_trailing_bytes_are_ignored)
{
	struct form svc = svc_form("192.0.2.1", 80);
	struct attrs attrs = {};
	int version;

	attrs_put_form(&attrs, LVS_CMD_ATTR_SERVICE, &svc);
	attrs_put(&attrs, 100, "unknown", 7);
	for (version = 0; version < 3; version++) {
		ipvs_send(&self->s, LVS_CMD_NEW_SERVICE, NLM_F_ACK, version,
			  &attrs);
		EXPECT_EQ(version ? EEXIST : 0, ipvs_receive(&self->s));
	}
	memset(attrs.data + attrs.len, 0, 3);
	attrs.len += 3;
	EXPECT_EQ(EEXIST, ipvs_do(&self->s, LVS_CMD_NEW_SERVICE, &attrs));
}

TEST_F(access, namespaces_do_not_see_each_other)
{
	struct form svc = svc_form("192.0.2.1", 80);
	struct ipvs other;

	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	new_netns();
	ASSERT_EQ(0, ipvs_open(&other));
	EXPECT_EQ(0, ipvs_dump(&other, LVS_CMD_GET_SERVICE, NULL));
	EXPECT_EQ(0, other.len);
	EXPECT_EQ(0, ipvs_svc(&other, LVS_CMD_NEW_SERVICE, &svc));
	EXPECT_EQ(0, ipvs_svc(&other, LVS_CMD_DEL_SERVICE, &svc));
	EXPECT_EQ(0, ipvs_svc(&self->s, LVS_CMD_GET_SERVICE, &svc));
	ipvs_close(&other);
}

TEST_HARNESS_MAIN
