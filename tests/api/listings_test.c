// SPDX-License-Identifier: GPL-2.0
/*
 * Listings are complete, in order, in pieces, and say when they were
 * interrupted; the family's own description is what clients know.
 */
#include "lib/ipvs.h"

#include "kselftest_harness.h"

#include <errno.h>
#include <stdio.h>

/* servers of a service that needs more than one message buffer to list */
#define MANY 300

FIXTURE(listings)
{
	struct ipvs s;
};

FIXTURE_SETUP(listings)
{
	new_netns();
	ASSERT_EQ(0, ipvs_open(&self->s));
}

FIXTURE_TEARDOWN(listings)
{
	ipvs_close(&self->s);
}

static int add_many(struct ipvs *s, const struct form *svc)
{
	char ip[32];
	int i, err = 0;

	for (i = 0; i < MANY && !err; i++) {
		struct form dest;

		snprintf(ip, sizeof(ip), "198.51.%d.%d", i / 200,
			 1 + i % 200);
		dest = dest_form(ip, 8080);
		err = ipvs_dest(s, LVS_CMD_NEW_DEST, svc, &dest);
	}
	return err;
}

/* one long listing: every server once, newest first, over several buffers */
TEST_F(listings, dests_come_newest_first_and_each_once)
{
	struct form svc = svc_form("192.0.2.1", 80);
	const struct nlmsghdr *nlh;
	int left = MANY;

	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_EQ(0, add_many(&self->s, &svc));
	ASSERT_EQ(0, ipvs_dump_dests(&self->s, &svc));
	for (nlh = ipvs_first(&self->s); nlh; nlh = ipvs_next(&self->s, nlh)) {
		const struct nlattr *nest = msg_only_nest(nlh,
							  LVS_CMD_ATTR_DEST);
		const uint8_t *ip;

		ASSERT_NE(NULL, nest);
		ip = attr_data(nest_member(nest, LVS_DEST_ATTR_ADDR));
		left--;
		ASSERT_EQ(left, ip[2] * 200 + ip[3] - 1);
		EXPECT_EQ(NLM_F_MULTI, nlh->nlmsg_flags);
	}
	EXPECT_EQ(0, left);
	EXPECT_TRUE(self->s.done);
	EXPECT_EQ(0, self->s.done_status);
}

TEST_F(listings, services_come_each_once)
{
	const struct nlmsghdr *nlh;
	struct form svc;
	bool marks = false;
	int count = 0;
	int i;

	for (i = 0; i < MANY; i++) {
		svc = i % 3 ? svc_form("192.0.2.1", 1 + i) :
		      mark_form(AF_INET, 1 + i);
		ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	}
	ASSERT_EQ(0, ipvs_dump(&self->s, LVS_CMD_GET_SERVICE, NULL));
	for (nlh = ipvs_first(&self->s); nlh; nlh = ipvs_next(&self->s, nlh)) {
		const struct nlattr *nest =
			msg_only_nest(nlh, LVS_CMD_ATTR_SERVICE);
		bool mark;

		ASSERT_NE(NULL, nest);
		mark = nest_member(nest, LVS_SVC_ATTR_FWMARK);
		EXPECT_TRUE(mark || !marks);
		marks = mark;
		EXPECT_EQ(NLM_F_MULTI, nlh->nlmsg_flags);
		count++;
	}
	EXPECT_EQ(MANY, count);
	EXPECT_TRUE(self->s.done);
}

TEST_F(listings, dump_of_dests_without_a_service_is_empty)
{
	struct form missing = svc_form("192.0.2.1", 80);
	struct form bad = missing;
	struct form empty = {};

	EXPECT_EQ(0, ipvs_dump_dests(&self->s, &missing));
	EXPECT_TRUE(self->s.done && !self->s.len);
	form_set_u16(&bad, LVS_SVC_ATTR_AF, 99);
	EXPECT_EQ(0, ipvs_dump_dests(&self->s, &bad));
	EXPECT_TRUE(self->s.done && !self->s.len);
	EXPECT_EQ(0, ipvs_dump_dests(&self->s, &empty));
	EXPECT_TRUE(self->s.done && !self->s.len);
	EXPECT_EQ(0, ipvs_dump(&self->s, LVS_CMD_GET_DEST, NULL));
	EXPECT_TRUE(self->s.done && !self->s.len);
	EXPECT_EQ(0, self->s.done_status);
}

TEST_F(listings, dump_of_services_ignores_what_comes_with_it)
{
	struct form svc = svc_form("192.0.2.1", 80);
	struct attrs attrs = {};
	struct form empty = {};

	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	attrs_put_form(&attrs, LVS_CMD_ATTR_SERVICE, &empty);
	EXPECT_EQ(0, ipvs_dump(&self->s, LVS_CMD_GET_SERVICE, &attrs));
	EXPECT_NE(0, self->s.len);
	attrs.len = 0;
	attrs_put(&attrs, LVS_CMD_ATTR_SERVICE, "abc", 3);
	EXPECT_EQ(0, ipvs_dump(&self->s, LVS_CMD_GET_SERVICE, &attrs));
	EXPECT_NE(0, self->s.len);
}

TEST_F(listings, empty_listings_are_only_closed)
{
	EXPECT_EQ(0, ipvs_dump(&self->s, LVS_CMD_GET_SERVICE, NULL));
	EXPECT_TRUE(self->s.done && !self->s.len);
	EXPECT_EQ(0, self->s.done_status);
	EXPECT_EQ(0, ipvs_dump(&self->s, LVS_CMD_GET_DAEMON, NULL));
	EXPECT_TRUE(self->s.done && !self->s.len);
	EXPECT_EQ(0, self->s.done_status);
}


/*
 * A listing that is read in pieces while servers come: those that were there
 * at the beginning are shown once each, and the listing says that it changed.
 */
TEST_F(listings, servers_that_come_meanwhile_are_noticed)
{
	struct form svc = svc_form("192.0.2.1", 80);
	struct form late = dest_form("203.0.113.1", 1);
	const struct nlmsghdr *nlh;
	struct attrs attrs = {};
	bool interrupted = false;
	struct ipvs other;
	int count = 0;

	if (!testing_lvs())
		return;
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_EQ(0, add_many(&self->s, &svc));
	ASSERT_EQ(0, ipvs_open(&other));

	attrs_put_form(&attrs, LVS_CMD_ATTR_SERVICE, &svc);
	ipvs_send(&self->s, LVS_CMD_GET_DEST, NLM_F_DUMP, 1, &attrs);
	ASSERT_EQ(0, ipvs_dest(&other, LVS_CMD_NEW_DEST, &svc, &late));
	ASSERT_EQ(0, ipvs_receive(&self->s));
	for (nlh = ipvs_first(&self->s); nlh;
	     nlh = ipvs_next(&self->s, nlh)) {
		interrupted |= !!(nlh->nlmsg_flags & NLM_F_DUMP_INTR);
		count++;
	}
	EXPECT_EQ(MANY, count);
	EXPECT_TRUE(interrupted);
	ipvs_close(&other);
}

/* what another service does, does not disturb a listing of servers */
TEST_F(listings, other_services_do_not_interrupt)
{
	struct form svc = svc_form("192.0.2.1", 80);
	struct form other_svc = svc_form("192.0.2.1", 81);
	struct form late = dest_form("203.0.113.1", 1);
	const struct nlmsghdr *nlh;
	struct attrs attrs = {};
	struct ipvs other;

	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_EQ(0, add_many(&self->s, &svc));
	ASSERT_EQ(0, ipvs_open(&other));

	attrs_put_form(&attrs, LVS_CMD_ATTR_SERVICE, &svc);
	ipvs_send(&self->s, LVS_CMD_GET_DEST, NLM_F_DUMP, 1, &attrs);
	ASSERT_EQ(0, ipvs_svc(&other, LVS_CMD_NEW_SERVICE, &other_svc));
	ASSERT_EQ(0, ipvs_dest(&other, LVS_CMD_NEW_DEST, &other_svc, &late));
	ASSERT_EQ(0, ipvs_receive(&self->s));
	for (nlh = ipvs_first(&self->s); nlh; nlh = ipvs_next(&self->s, nlh))
		EXPECT_EQ(NLM_F_MULTI, nlh->nlmsg_flags);
	ipvs_close(&other);
}

/* commands as the control family lists them, with what each can do */
TEST_F(listings, family_lists_its_commands)
{
	static const uint8_t commands[] = {
		1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17,
		LVS_CMD_GET_EXT,
	};
	/* the last one is ours alone */
	size_t wanted = sizeof(commands) - !testing_lvs();
	const struct nlattr *ops, *op;
	const void *list;
	size_t len, i = 0;

	ASSERT_EQ(0, ipvs_describe(&self->s));
	list = msg_attrs(ipvs_first(&self->s), &len);
	EXPECT_EQ(1, attr_u32(attr_find(list, len, CTRL_ATTR_VERSION)));
	EXPECT_EQ(0, attr_u32(attr_find(list, len, CTRL_ATTR_HDRSIZE)));
	EXPECT_EQ(6, attr_u32(attr_find(list, len, CTRL_ATTR_MAXATTR)));
	EXPECT_EQ(NULL, attr_find(list, len, CTRL_ATTR_MCAST_GROUPS));
	ops = attr_find(list, len, CTRL_ATTR_OPS);
	ASSERT_NE(NULL, ops);
	list = attr_data(ops);
	len = attr_len(ops);
	for (op = attr_first(list, len); op; op = attr_next(op, list, len)) {
		uint32_t id = attr_u32(nest_member(op, CTRL_ATTR_OP_ID));
		uint32_t flags = attr_u32(nest_member(op,
						      CTRL_ATTR_OP_FLAGS));

		ASSERT_LT(i, wanted);
		EXPECT_EQ(commands[i++], id);
		if (id == LVS_CMD_GET_SERVICE) {
			EXPECT_EQ(0x0f, flags);
		} else if (id == LVS_CMD_GET_DEST ||
			   id == LVS_CMD_GET_DAEMON) {
			EXPECT_EQ(0x05, flags & ~GENL_CMD_CAP_HASPOL);
		} else {
			EXPECT_EQ(0x0b, flags);
		}
	}
	EXPECT_EQ(wanted, i);
}

TEST_HARNESS_MAIN
