// SPDX-License-Identifier: GPL-2.0
/*
 * Wrong server requests are refused with the known errno and a reason, and
 * change nothing; odd ones that IPVS accepts are accepted.
 */
#include "lib/ipvs.h"

#include "kselftest_harness.h"

#include <errno.h>
#include <limits.h>

/* columns of struct wrong.err */
enum { NEW, SET, DEL };

#define ALL(e) { e, e, e }
#define REST(e) { e, e, 0 }	/* only what NEW and SET look at */
#define OTHER { 0, ENOENT, ENOENT }	/* right, but names another server */

/* applied to a request for an IPv4 server of an IPv4 service */
static const struct wrong ipv4[] = {
	{ "nothing wrong", 0, UNCHANGED, .err = ALL(0) },
	{ "address absent", LVS_DEST_ATTR_ADDR, ABSENT, .err = ALL(EINVAL) },
	{ "address of 0 bytes", LVS_DEST_ATTR_ADDR, WITH_LENGTH, 0,
	  .err = { EINVAL, ENOENT, ENOENT } },
	{ "address of 4 bytes", LVS_DEST_ATTR_ADDR, WITH_LENGTH, 4,
	  .err = ALL(0) },
	{ "address of 15 bytes", LVS_DEST_ATTR_ADDR, WITH_LENGTH, 15,
	  .err = ALL(0) },
	{ "address of 17 bytes", LVS_DEST_ATTR_ADDR, WITH_LENGTH, 17,
	  .err = ALL(EINVAL) },
	{ "address broadcast", LVS_DEST_ATTR_ADDR, WITH_FILL, 16,
	  .err = { EINVAL, ENOENT, ENOENT } },
	{ "address multicast", LVS_DEST_ATTR_ADDR, WITH_U32, 0x010000e0,
	  .err = { EINVAL, ENOENT, ENOENT } },
	{ "address 240.0.0.1", LVS_DEST_ATTR_ADDR, WITH_U32, 0x010000f0,
	  .err = OTHER },
	{ "address without a route", LVS_DEST_ATTR_ADDR, WITH_U32, 0x016433c6,
	  .err = OTHER },
	{ "port absent", LVS_DEST_ATTR_PORT, ABSENT, .err = ALL(EINVAL) },
	{ "port short", LVS_DEST_ATTR_PORT, WITH_LENGTH, 1,
	  .err = ALL(EINVAL) },
	{ "port long", LVS_DEST_ATTR_PORT, WITH_LENGTH, 4, .err = ALL(0) },
	{ "port 0", LVS_DEST_ATTR_PORT, WITH_BE16, 0, .err = OTHER },
	{ "port 1", LVS_DEST_ATTR_PORT, WITH_BE16, 1, .err = OTHER },
	{ "port 65535", LVS_DEST_ATTR_PORT, WITH_BE16, 65535, .err = OTHER },
	{ "method absent", LVS_DEST_ATTR_FWD_METHOD, ABSENT,
	  .err = REST(EINVAL) },
	{ "method short", LVS_DEST_ATTR_FWD_METHOD, WITH_LENGTH, 3,
	  .err = ALL(EINVAL) },
	{ "method long", LVS_DEST_ATTR_FWD_METHOD, WITH_LENGTH, 8,
	  .err = ALL(0) },
	{ "method 4", LVS_DEST_ATTR_FWD_METHOD, WITH_U32, 4, .err = ALL(0) },
	{ "method 5", LVS_DEST_ATTR_FWD_METHOD, WITH_U32, 5, .err = ALL(0) },
	{ "method 8", LVS_DEST_ATTR_FWD_METHOD, WITH_U32, 8, .err = ALL(0) },
	{ "method of ones", LVS_DEST_ATTR_FWD_METHOD, WITH_FILL, 4,
	  .err = ALL(0) },
	{ "weight absent", LVS_DEST_ATTR_WEIGHT, ABSENT,
	  .err = REST(EINVAL) },
	{ "weight short", LVS_DEST_ATTR_WEIGHT, WITH_LENGTH, 3,
	  .err = ALL(EINVAL) },
	{ "weight long", LVS_DEST_ATTR_WEIGHT, WITH_LENGTH, 8,
	  .err = ALL(0) },
	{ "weight 0", LVS_DEST_ATTR_WEIGHT, WITH_U32, 0, .err = ALL(0) },
	{ "weight 65536", LVS_DEST_ATTR_WEIGHT, WITH_U32, 65536,
	  .err = ALL(0) },
	{ "weight one less than most", LVS_DEST_ATTR_WEIGHT, WITH_U32,
	  INT_MAX - 1, .err = ALL(0) },
	{ "weight most", LVS_DEST_ATTR_WEIGHT, WITH_U32, INT_MAX,
	  .err = ALL(0) },
	{ "weight one more than most", LVS_DEST_ATTR_WEIGHT, WITH_U32,
	  INT_MAX + 1U, .err = REST(ERANGE) },
	{ "weight -1", LVS_DEST_ATTR_WEIGHT, WITH_FILL, 4,
	  .err = REST(ERANGE) },
	{ "upper absent", LVS_DEST_ATTR_U_THRESH, ABSENT,
	  .err = REST(EINVAL) },
	{ "upper short", LVS_DEST_ATTR_U_THRESH, WITH_LENGTH, 3,
	  .err = ALL(EINVAL) },
	{ "upper long", LVS_DEST_ATTR_U_THRESH, WITH_LENGTH, 8,
	  .err = ALL(0) },
	{ "upper like the lower", LVS_DEST_ATTR_U_THRESH, WITH_U32, 5,
	  .err = ALL(0) },
	{ "upper below the lower", LVS_DEST_ATTR_U_THRESH, WITH_U32, 4,
	  .err = REST(ERANGE) },
	{ "upper 0 with a lower", LVS_DEST_ATTR_U_THRESH, WITH_U32, 0,
	  .err = REST(ERANGE) },
	{ "upper most", LVS_DEST_ATTR_U_THRESH, WITH_U32, INT_MAX,
	  .err = ALL(0) },
	{ "upper one more than most", LVS_DEST_ATTR_U_THRESH, WITH_U32,
	  INT_MAX + 1U, .err = REST(EINVAL) },
	{ "upper of ones", LVS_DEST_ATTR_U_THRESH, WITH_FILL, 4,
	  .err = REST(EINVAL) },
	{ "lower absent", LVS_DEST_ATTR_L_THRESH, ABSENT,
	  .err = REST(EINVAL) },
	{ "lower short", LVS_DEST_ATTR_L_THRESH, WITH_LENGTH, 3,
	  .err = ALL(EINVAL) },
	{ "lower long", LVS_DEST_ATTR_L_THRESH, WITH_LENGTH, 8,
	  .err = ALL(0) },
	{ "lower 0", LVS_DEST_ATTR_L_THRESH, WITH_U32, 0, .err = ALL(0) },
	{ "lower like the upper", LVS_DEST_ATTR_L_THRESH, WITH_U32, 10,
	  .err = ALL(0) },
	{ "lower above the upper", LVS_DEST_ATTR_L_THRESH, WITH_U32, 11,
	  .err = REST(ERANGE) },
	{ "lower of ones", LVS_DEST_ATTR_L_THRESH, WITH_FILL, 4,
	  .err = REST(ERANGE) },
	{ "active connections short", LVS_DEST_ATTR_ACTIVE_CONNS, WITH_FILL,
	  3, .err = ALL(EINVAL) },
	{ "active connections ignored", LVS_DEST_ATTR_ACTIVE_CONNS,
	  WITH_FILL, 4, .err = ALL(0) },
	{ "inactive connections short", LVS_DEST_ATTR_INACT_CONNS, WITH_FILL,
	  3, .err = ALL(EINVAL) },
	{ "persistent connections short", LVS_DEST_ATTR_PERSIST_CONNS,
	  WITH_FILL, 3, .err = ALL(EINVAL) },
	{ "statistics of 3 bytes", LVS_DEST_ATTR_STATS, WITH_FILL, 3,
	  .err = ALL(EINVAL) },
	{ "family short", LVS_DEST_ATTR_ADDR_FAMILY, WITH_FILL, 1,
	  .err = ALL(EINVAL) },
	{ "family 0", LVS_DEST_ATTR_ADDR_FAMILY, WITH_U16, 0,
	  .err = ALL(0) },
	{ "family 2", LVS_DEST_ATTR_ADDR_FAMILY, WITH_U16, 2,
	  .err = ALL(0) },
	{ "family 2, long", LVS_DEST_ATTR_ADDR_FAMILY, WITH_U32, 2,
	  .err = ALL(0) },
	{ "family 1", LVS_DEST_ATTR_ADDR_FAMILY, WITH_U16, 1,
	  .err = ALL(EAFNOSUPPORT) },
	{ "family 3", LVS_DEST_ATTR_ADDR_FAMILY, WITH_U16, 3,
	  .err = ALL(EAFNOSUPPORT) },
	{ "family 99", LVS_DEST_ATTR_ADDR_FAMILY, WITH_U16, 99,
	  .err = ALL(EAFNOSUPPORT) },
	{ "family 10 without a tunnel", LVS_DEST_ATTR_ADDR_FAMILY, WITH_U16,
	  10, .err = { EINVAL, EINVAL, ENOENT } },
	{ "tunnel type of 0 bytes", LVS_DEST_ATTR_TUN_TYPE, WITH_LENGTH, 0,
	  .err = ALL(EINVAL) },
	{ "tunnel type gue without a port", LVS_DEST_ATTR_TUN_TYPE, WITH_U8,
	  1, .err = REST(EINVAL) },
	{ "tunnel type gre", LVS_DEST_ATTR_TUN_TYPE, WITH_U8, 2,
	  .err = ALL(0) },
	{ "tunnel type 9", LVS_DEST_ATTR_TUN_TYPE, WITH_U8, 9,
	  .err = ALL(0) },
	{ "tunnel port short", LVS_DEST_ATTR_TUN_PORT, WITH_FILL, 1,
	  .err = ALL(EINVAL) },
	{ "tunnel port 65535", LVS_DEST_ATTR_TUN_PORT, WITH_BE16, 65535,
	  .err = ALL(0) },
	{ "tunnel flags short", LVS_DEST_ATTR_TUN_FLAGS, WITH_FILL, 1,
	  .err = ALL(EINVAL) },
	{ "tunnel flags 2", LVS_DEST_ATTR_TUN_FLAGS, WITH_U16, 2,
	  .err = ALL(0) },
	{ "tunnel flags of ones", LVS_DEST_ATTR_TUN_FLAGS, WITH_FILL, 2,
	  .err = ALL(0) },
	{ "attribute that nobody knows", 31, WITH_FILL, 5, .err = ALL(0) },
};

/* applied to a request for an IPv6 server of an IPv6 service */
static const struct wrong ipv6[] = {
	{ "nothing wrong", 0, UNCHANGED, .err = ALL(0) },
	{ "address of 0 bytes", LVS_DEST_ATTR_ADDR, WITH_LENGTH, 0,
	  .err = { EINVAL, ENOENT, ENOENT } },
	{ "address multicast", LVS_DEST_ATTR_ADDR, WITH_FILL, 16,
	  .err = { EINVAL, ENOENT, ENOENT } },
	{ "address link-local", LVS_DEST_ATTR_ADDR, WITH_U32, 0x000080fe,
	  .err = { EINVAL, ENOENT, ENOENT } },
	{ "address site-local", LVS_DEST_ATTR_ADDR, WITH_U32, 0x0000c0fe,
	  .err = OTHER },
	{ "address cut to 4 bytes", LVS_DEST_ATTR_ADDR, WITH_LENGTH, 4,
	  .err = OTHER },
	{ "family 2 without a tunnel", LVS_DEST_ATTR_ADDR_FAMILY, WITH_U16, 2,
	  .err = { EINVAL, EINVAL, ENOENT } },
};

FIXTURE(requests)
{
	struct ipvs s;
	struct form svc;
	struct form dest;
};

FIXTURE_VARIANT(requests)
{
	const struct wrong *cases;
	size_t count;
	const char *server;
	bool v6;
};

#define CASES(table) .cases = table, .count = ARRAY_SIZE(table)

FIXTURE_VARIANT_ADD(requests, ipv4)
{
	CASES(ipv4), .server = "198.51.100.7",
};

FIXTURE_VARIANT_ADD(requests, ipv6)
{
	CASES(ipv6), .server = "2001:db8::7", .v6 = true,
};

FIXTURE_SETUP(requests)
{
	new_netns();
	ASSERT_EQ(0, ipvs_open(&self->s));
	self->svc = variant->v6 ? svc_form6("2001:db8::80", 80) :
		    svc_form("192.0.2.1", 80);
	self->dest = dest_form(variant->server, 8080);
	form_set_u32(&self->dest, LVS_DEST_ATTR_U_THRESH, 10);
	form_set_u32(&self->dest, LVS_DEST_ATTR_L_THRESH, 5);
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &self->svc));
	ASSERT_EQ(0, ipvs_dest(&self->s, LVS_CMD_NEW_DEST, &self->svc,
			       &self->dest));
}

FIXTURE_TEARDOWN(requests)
{
	ipvs_close(&self->s);
}

/* one case, one command: errno, reason, and nothing changed if refused */
#define TRY(cmd, dest, wrong, expected)					\
do {									\
	struct snapshot before = snapshot_take(&self->s), after;	\
	const char *flaw = NULL;					\
	int err = ipvs_dest(&self->s, cmd, &self->svc, dest);		\
									\
	EXPECT_EQ(expected, err) {					\
		TH_LOG("command %d, %s: expected %s, got %s", cmd,	\
		       (wrong)->what, strerror(expected),		\
		       strerror(err));					\
	}								\
	if (err) {							\
		flaw = ipvs_refusal_flaw(&self->s);			\
		EXPECT_EQ(NULL, flaw) {					\
			TH_LOG("command %d, %s: %s (%s)", cmd,		\
			       (wrong)->what, flaw, self->s.text);	\
		}							\
		after = snapshot_take(&self->s);			\
		EXPECT_TRUE(snapshot_equal(&before, &after)) {		\
			TH_LOG("command %d, %s: something changed",	\
			       cmd, (wrong)->what);			\
		}							\
		snapshot_free(&after);					\
	}								\
	snapshot_free(&before);						\
} while (0)

TEST_F(requests, new_is_judged)
{
	size_t i;

	for (i = 0; i < variant->count; i++) {
		struct form dest = self->dest;

		ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_DEL_SERVICE,
				      &self->svc));
		ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE,
				      &self->svc));
		form_spoil(&dest, &variant->cases[i]);
		TRY(LVS_CMD_NEW_DEST, &dest, &variant->cases[i],
		    variant->cases[i].err[NEW]);
	}
}

TEST_F(requests, set_is_judged)
{
	size_t i;

	for (i = 0; i < variant->count; i++) {
		struct form dest = self->dest;

		form_spoil(&dest, &variant->cases[i]);
		TRY(LVS_CMD_SET_DEST, &dest, &variant->cases[i],
		    variant->cases[i].err[SET]);
	}
}

TEST_F(requests, del_is_judged)
{
	size_t i;

	for (i = 0; i < variant->count; i++) {
		const struct wrong *wrong = &variant->cases[i];
		struct form dest = self->dest;

		form_spoil(&dest, wrong);
		TRY(LVS_CMD_DEL_DEST, &dest, wrong, wrong->err[DEL]);
		if (!wrong->err[DEL])
			ASSERT_EQ(0, ipvs_dest(&self->s, LVS_CMD_NEW_DEST,
					       &self->svc, &self->dest));
	}
}

/* what the server has wrong is found before it is looked up, if it is set */
TEST_F(requests, existing_is_refused_after_the_rest_is_judged)
{
	size_t i;

	for (i = 0; i < variant->count; i++) {
		const struct wrong *wrong = &variant->cases[i];
		struct form dest = self->dest;

		if (wrong->err[DEL] == ENOENT)
			continue;
		form_spoil(&dest, wrong);
		TRY(LVS_CMD_NEW_DEST, &dest, wrong,
		    wrong->err[NEW] ?: EEXIST);
	}
}

TEST_F(requests, missing_service_comes_before_a_wrong_server)
{
	static const int commands[] = {
		LVS_CMD_NEW_DEST, LVS_CMD_SET_DEST, LVS_CMD_DEL_DEST,
	};
	struct wrong nothing = { .what = "missing service" };
	struct form empty = {};
	size_t i;

	form_set_be16(&self->svc, LVS_SVC_ATTR_PORT, 81);
	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		TRY(commands[i], &self->dest, &nothing, ESRCH);
		TRY(commands[i], &empty, &nothing, ESRCH);
	}
}

TEST_F(requests, missing_nest_is_refused)
{
	static const int commands[] = {
		LVS_CMD_NEW_DEST, LVS_CMD_SET_DEST, LVS_CMD_DEL_DEST,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		EXPECT_EQ(EINVAL, ipvs_svc(&self->s, commands[i],
					   &self->svc));
		EXPECT_EQ(NULL, ipvs_refusal_flaw(&self->s));
	}
}

TEST_F(requests, only_the_identity_of_the_service_is_read)
{
	struct form other = dest_form(variant->server, 8081);

	form_set_text(&self->svc, LVS_SVC_ATTR_SCHED_NAME, "");
	form_set_u32(&self->svc, LVS_SVC_ATTR_NETMASK, 0);
	EXPECT_EQ(0, ipvs_dest(&self->s, LVS_CMD_NEW_DEST, &self->svc,
			       &other));
	EXPECT_EQ(0, ipvs_dest(&self->s, LVS_CMD_SET_DEST, &self->svc,
			       &other));
	EXPECT_EQ(0, ipvs_dest(&self->s, LVS_CMD_DEL_DEST, &self->svc,
			       &other));
}

/* which of several errors is reported */
TEST_F(requests, first_error_wins)
{
	static const struct {
		const char *what;
		uint32_t family, fwd, weight, upper, lower;
		uint8_t tun_type;
		int err;
	} cases[] = {
		{ "family before method", 99, 0, -1, 0, 9, 1, EAFNOSUPPORT },
		{ "weight before tunnel", 0, 0, -1, 10, 5, 1, ERANGE },
		{ "thresholds before tunnel", 0, 0, 1, 5, 9, 1, ERANGE },
		{ "weight before upper beyond its range", 0, 0, -1, ~0U, 5, 0,
		  ERANGE },
		{ "order of thresholds before their range", 0, 0, 1, ~1U, ~0U,
		  0, ERANGE },
	};
	struct wrong wrong = {};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct form dest = self->dest;

		form_set_u16(&dest, LVS_DEST_ATTR_ADDR_FAMILY,
			     cases[i].family);
		form_set_u32(&dest, LVS_DEST_ATTR_FWD_METHOD, cases[i].fwd);
		form_set_u32(&dest, LVS_DEST_ATTR_WEIGHT, cases[i].weight);
		form_set_u32(&dest, LVS_DEST_ATTR_U_THRESH, cases[i].upper);
		form_set_u32(&dest, LVS_DEST_ATTR_L_THRESH, cases[i].lower);
		form_set_u8(&dest, LVS_DEST_ATTR_TUN_TYPE, cases[i].tun_type);
		wrong.what = cases[i].what;
		TRY(LVS_CMD_NEW_DEST, &dest, &wrong, cases[i].err);
		TRY(LVS_CMD_SET_DEST, &dest, &wrong, cases[i].err);
	}
}

TEST_F(requests, other_family_needs_its_name_and_a_tunnel)
{
	struct form dest = dest_form(variant->v6 ? "198.51.100.7" :
				     "2001:db8::7", 0);
	struct wrong wrong = { .what = "server of the other family" };

	form_set_u32(&dest, LVS_DEST_ATTR_FWD_METHOD, LVS_FWD_TUNNEL);
	form_set_u16(&dest, LVS_DEST_ATTR_ADDR_FAMILY,
		     variant->v6 ? AF_INET : AF_INET6);
	TRY(LVS_CMD_NEW_DEST, &dest, &wrong, 0);
	TRY(LVS_CMD_NEW_DEST, &dest, &wrong, EEXIST);
	TRY(LVS_CMD_SET_DEST, &dest, &wrong, 0);
	form_set_u32(&dest, LVS_DEST_ATTR_FWD_METHOD, LVS_FWD_DROUTE);
	TRY(LVS_CMD_SET_DEST, &dest, &wrong, EINVAL);
	form_set_u32(&dest, LVS_DEST_ATTR_FWD_METHOD, LVS_FWD_TUNNEL);
	dest.present[LVS_DEST_ATTR_ADDR_FAMILY] = false;
	TRY(LVS_CMD_SET_DEST, &dest, &wrong, ENOENT);
	TRY(LVS_CMD_DEL_DEST, &dest, &wrong, ENOENT);
	dest.present[LVS_DEST_ATTR_ADDR_FAMILY] = true;
	form_set_u32(&dest, LVS_DEST_ATTR_FWD_METHOD, LVS_FWD_DROUTE);
	TRY(LVS_CMD_DEL_DEST, &dest, &wrong, 0);
}

TEST_HARNESS_MAIN
