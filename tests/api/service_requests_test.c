// SPDX-License-Identifier: GPL-2.0
/*
 * Wrong service requests are refused with the known errno and a reason, and
 * change nothing; odd ones that IPVS accepts are accepted.
 */
#include "lib/ipvs.h"

#include "kselftest_harness.h"

#include <errno.h>

/* columns of struct wrong.err */
enum { NEW, SET, IDENTITY };

#define ALL(e) { e, e, e }
#define REST(e) { e, e, 0 }	/* only what NEW and SET look at */
#define OTHER { 0, ESRCH, ESRCH }	/* right, but names another service */

/* applied to a request for an IPv4 service by address */
static const struct wrong ipv4[] = {
	{ "nothing wrong", 0, UNCHANGED, .err = ALL(0) },
	{ "family absent", LVS_SVC_ATTR_AF, ABSENT, .err = ALL(EINVAL) },
	{ "family short", LVS_SVC_ATTR_AF, WITH_LENGTH, 1, .err = ALL(EINVAL) },
	{ "family empty", LVS_SVC_ATTR_AF, WITH_LENGTH, 0, .err = ALL(EINVAL) },
	{ "family long", LVS_SVC_ATTR_AF, WITH_LENGTH, 4, .err = ALL(0) },
	{ "family 0", LVS_SVC_ATTR_AF, WITH_U16, 0,
	  .err = ALL(EAFNOSUPPORT) },
	{ "family 1", LVS_SVC_ATTR_AF, WITH_U16, 1,
	  .err = ALL(EAFNOSUPPORT) },
	{ "family 3", LVS_SVC_ATTR_AF, WITH_U16, 3,
	  .err = ALL(EAFNOSUPPORT) },
	{ "family 9", LVS_SVC_ATTR_AF, WITH_U16, 9,
	  .err = ALL(EAFNOSUPPORT) },
	{ "family 11", LVS_SVC_ATTR_AF, WITH_U16, 11,
	  .err = ALL(EAFNOSUPPORT) },
	{ "family 65535", LVS_SVC_ATTR_AF, WITH_U16, 65535,
	  .err = ALL(EAFNOSUPPORT) },
	{ "protocol absent", LVS_SVC_ATTR_PROTOCOL, ABSENT,
	  .err = ALL(EINVAL) },
	{ "protocol short", LVS_SVC_ATTR_PROTOCOL, WITH_LENGTH, 1,
	  .err = ALL(EINVAL) },
	{ "protocol long", LVS_SVC_ATTR_PROTOCOL, WITH_LENGTH, 4,
	  .err = ALL(0) },
	{ "protocol 0", LVS_SVC_ATTR_PROTOCOL, WITH_U16, 0, .err = OTHER },
	{ "protocol 50", LVS_SVC_ATTR_PROTOCOL, WITH_U16, 50, .err = OTHER },
	{ "protocol 255", LVS_SVC_ATTR_PROTOCOL, WITH_U16, 255,
	  .err = OTHER },
	{ "protocol 300", LVS_SVC_ATTR_PROTOCOL, WITH_U16, 300,
	  .err = OTHER },
	{ "protocol 65535", LVS_SVC_ATTR_PROTOCOL, WITH_U16, 65535,
	  .err = OTHER },
	{ "address absent", LVS_SVC_ATTR_ADDR, ABSENT, .err = ALL(EINVAL) },
	{ "address of 0 bytes", LVS_SVC_ATTR_ADDR, WITH_LENGTH, 0,
	  .err = OTHER },
	{ "address of 3 bytes", LVS_SVC_ATTR_ADDR, WITH_LENGTH, 3,
	  .err = OTHER },
	{ "address of 4 bytes", LVS_SVC_ATTR_ADDR, WITH_LENGTH, 4,
	  .err = ALL(0) },
	{ "address of 15 bytes", LVS_SVC_ATTR_ADDR, WITH_LENGTH, 15,
	  .err = ALL(0) },
	{ "address of 17 bytes", LVS_SVC_ATTR_ADDR, WITH_LENGTH, 17,
	  .err = ALL(EINVAL) },
	{ "address of ones", LVS_SVC_ATTR_ADDR, WITH_FILL, 16, .err = OTHER },
	{ "port absent", LVS_SVC_ATTR_PORT, ABSENT, .err = ALL(EINVAL) },
	{ "port short", LVS_SVC_ATTR_PORT, WITH_LENGTH, 1,
	  .err = ALL(EINVAL) },
	{ "port long", LVS_SVC_ATTR_PORT, WITH_LENGTH, 4, .err = ALL(0) },
	{ "port 0", LVS_SVC_ATTR_PORT, WITH_BE16, 0, .err = OTHER },
	{ "port 1", LVS_SVC_ATTR_PORT, WITH_BE16, 1, .err = OTHER },
	{ "port 65535", LVS_SVC_ATTR_PORT, WITH_BE16, 65535, .err = OTHER },
	{ "mark short", LVS_SVC_ATTR_FWMARK, WITH_LENGTH, 3,
	  .err = ALL(EINVAL) },
	{ "mark long", LVS_SVC_ATTR_FWMARK, WITH_FILL, 8, .err = OTHER },
	{ "mark 1", LVS_SVC_ATTR_FWMARK, WITH_U32, 1, .err = OTHER },
	{ "mark of ones", LVS_SVC_ATTR_FWMARK, WITH_FILL, 4, .err = OTHER },
	{ "scheduler absent", LVS_SVC_ATTR_SCHED_NAME, ABSENT,
	  .err = REST(EINVAL) },
	{ "scheduler of 0 bytes", LVS_SVC_ATTR_SCHED_NAME, WITH_LENGTH, 0,
	  .err = ALL(EINVAL) },
	{ "scheduler without a zero byte", LVS_SVC_ATTR_SCHED_NAME,
	  WITH_LENGTH, 2, .err = ALL(EINVAL) },
	{ "scheduler empty", LVS_SVC_ATTR_SCHED_NAME, WITH_TEXT, .text = "",
	  .err = REST(ENOENT) },
	{ "scheduler unknown", LVS_SVC_ATTR_SCHED_NAME, WITH_TEXT,
	  .text = "nosuch", .err = REST(ENOENT) },
	{ "scheduler of 15 characters", LVS_SVC_ATTR_SCHED_NAME, WITH_TEXT,
	  .text = "123456789012345", .err = REST(ENOENT) },
	{ "scheduler of 16 characters", LVS_SVC_ATTR_SCHED_NAME, WITH_TEXT,
	  .text = "1234567890123456", .err = ALL(EINVAL) },
	{ "scheduler of 17 characters", LVS_SVC_ATTR_SCHED_NAME, WITH_TEXT,
	  .text = "12345678901234567", .err = ALL(EINVAL) },
	{ "scheduler none", LVS_SVC_ATTR_SCHED_NAME, WITH_TEXT,
	  .text = "none", .err = ALL(0) },
	{ "flags absent", LVS_SVC_ATTR_FLAGS, ABSENT, .err = REST(EINVAL) },
	{ "flags of 0 bytes", LVS_SVC_ATTR_FLAGS, WITH_LENGTH, 0,
	  .err = ALL(0) },
	{ "flags of 4 bytes", LVS_SVC_ATTR_FLAGS, WITH_LENGTH, 4,
	  .err = ALL(0) },
	{ "flags of 7 bytes", LVS_SVC_ATTR_FLAGS, WITH_LENGTH, 7,
	  .err = ALL(0) },
	{ "flags of 9 bytes", LVS_SVC_ATTR_FLAGS, WITH_LENGTH, 9,
	  .err = ALL(EINVAL) },
	{ "flags of ones", LVS_SVC_ATTR_FLAGS, WITH_FILL, 8, .err = ALL(0) },
	{ "timeout absent", LVS_SVC_ATTR_TIMEOUT, ABSENT,
	  .err = REST(EINVAL) },
	{ "timeout short", LVS_SVC_ATTR_TIMEOUT, WITH_LENGTH, 3,
	  .err = ALL(EINVAL) },
	{ "timeout long", LVS_SVC_ATTR_TIMEOUT, WITH_LENGTH, 8,
	  .err = ALL(0) },
	{ "timeout 1", LVS_SVC_ATTR_TIMEOUT, WITH_U32, 1, .err = ALL(0) },
	{ "timeout of ones", LVS_SVC_ATTR_TIMEOUT, WITH_FILL, 4,
	  .err = ALL(0) },
	{ "netmask absent", LVS_SVC_ATTR_NETMASK, ABSENT,
	  .err = REST(EINVAL) },
	{ "netmask short", LVS_SVC_ATTR_NETMASK, WITH_LENGTH, 3,
	  .err = ALL(EINVAL) },
	{ "netmask long", LVS_SVC_ATTR_NETMASK, WITH_LENGTH, 8,
	  .err = ALL(0) },
	{ "netmask 0", LVS_SVC_ATTR_NETMASK, WITH_U32, 0, .err = ALL(0) },
	{ "statistics of 3 bytes", LVS_SVC_ATTR_STATS, WITH_FILL, 3,
	  .err = ALL(EINVAL) },
	{ "statistics empty", LVS_SVC_ATTR_STATS, WITH_LENGTH, 0,
	  .err = ALL(0) },
	{ "engine of 0 bytes", LVS_SVC_ATTR_PE_NAME, WITH_LENGTH, 0,
	  .err = ALL(EINVAL) },
	{ "engine empty", LVS_SVC_ATTR_PE_NAME, WITH_TEXT, .text = "",
	  .err = ALL(0) },
	{ "engine unknown", LVS_SVC_ATTR_PE_NAME, WITH_TEXT,
	  .text = "nosuch", .err = REST(ENOENT) },
	{ "engine of 16 characters", LVS_SVC_ATTR_PE_NAME, WITH_TEXT,
	  .text = "1234567890123456", .err = REST(ENOENT) },
	{ "engine of 17 characters", LVS_SVC_ATTR_PE_NAME, WITH_TEXT,
	  .text = "12345678901234567", .err = ALL(EINVAL) },
	{ "wide statistics of 1 byte", LVS_SVC_ATTR_STATS64, WITH_FILL, 1,
	  .err = ALL(0) },
	{ "attribute that nobody knows", 31, WITH_FILL, 5, .err = ALL(0) },
};

/* applied to a request for an IPv6 service by address */
static const struct wrong ipv6[] = {
	{ "nothing wrong", 0, UNCHANGED, .err = ALL(0) },
	{ "family 2", LVS_SVC_ATTR_AF, WITH_U16, 2, .err = OTHER },
	{ "address of 4 bytes", LVS_SVC_ATTR_ADDR, WITH_LENGTH, 4,
	  .err = OTHER },
	{ "prefix 0", LVS_SVC_ATTR_NETMASK, WITH_U32, 0, .err = REST(EINVAL) },
	{ "prefix 1", LVS_SVC_ATTR_NETMASK, WITH_U32, 1, .err = ALL(0) },
	{ "prefix 127", LVS_SVC_ATTR_NETMASK, WITH_U32, 127, .err = ALL(0) },
	{ "prefix 129", LVS_SVC_ATTR_NETMASK, WITH_U32, 129,
	  .err = REST(EINVAL) },
	{ "prefix of ones", LVS_SVC_ATTR_NETMASK, WITH_FILL, 4,
	  .err = REST(EINVAL) },
};

/* applied to a request for a service by mark */
static const struct wrong mark[] = {
	{ "nothing wrong", 0, UNCHANGED, .err = ALL(0) },
	{ "family absent", LVS_SVC_ATTR_AF, ABSENT, .err = ALL(EINVAL) },
	{ "family 0", LVS_SVC_ATTR_AF, WITH_U16, 0,
	  .err = ALL(EAFNOSUPPORT) },
	{ "mark absent", LVS_SVC_ATTR_FWMARK, ABSENT, .err = ALL(EINVAL) },
	{ "mark 0", LVS_SVC_ATTR_FWMARK, WITH_U32, 0, .err = OTHER },
	{ "mark one less", LVS_SVC_ATTR_FWMARK, WITH_U32, 6, .err = OTHER },
	{ "mark of ones", LVS_SVC_ATTR_FWMARK, WITH_FILL, 4, .err = OTHER },
	{ "protocol ignored", LVS_SVC_ATTR_PROTOCOL, WITH_U16, 17,
	  .err = ALL(0) },
	{ "protocol short", LVS_SVC_ATTR_PROTOCOL, WITH_LENGTH, 1,
	  .err = ALL(EINVAL) },
	{ "address ignored", LVS_SVC_ATTR_ADDR, WITH_FILL, 16,
	  .err = ALL(0) },
	{ "port ignored", LVS_SVC_ATTR_PORT, WITH_BE16, 80, .err = ALL(0) },
};

/* what this project adds; applied to a request for an IPv4 service by mh */
static const struct wrong added[] = {
	{ "nothing wrong", 0, UNCHANGED, .err = ALL(0) },
	{ "TCP time-out short", LVS_SVC_ATTR_TIMEOUT_TCP, WITH_LENGTH, 3,
	  .err = ALL(EINVAL) },
	{ "TCP time-out 0", LVS_SVC_ATTR_TIMEOUT_TCP, WITH_U32, 0,
	  .err = ALL(0) },
	{ "TCP time-out of ones", LVS_SVC_ATTR_TIMEOUT_TCP, WITH_FILL, 4,
	  .err = REST(EINVAL) },
	{ "FIN time-out of ones", LVS_SVC_ATTR_TIMEOUT_TCP_FIN, WITH_FILL, 4,
	  .err = REST(EINVAL) },
	{ "UDP time-out of ones", LVS_SVC_ATTR_TIMEOUT_UDP, WITH_FILL, 4,
	  .err = REST(EINVAL) },
	{ "table short", LVS_SVC_ATTR_TABLE_SIZE, WITH_LENGTH, 3,
	  .err = ALL(EINVAL) },
	{ "table 0", LVS_SVC_ATTR_TABLE_SIZE, WITH_U32, 0, .err = ALL(0) },
	{ "table 1", LVS_SVC_ATTR_TABLE_SIZE, WITH_U32, 1,
	  .err = REST(EINVAL) },
	{ "table 241", LVS_SVC_ATTR_TABLE_SIZE, WITH_U32, 241,
	  .err = REST(EINVAL) },
	{ "table 251", LVS_SVC_ATTR_TABLE_SIZE, WITH_U32, 251, .err = ALL(0) },
	{ "table 253", LVS_SVC_ATTR_TABLE_SIZE, WITH_U32, 253,
	  .err = REST(EINVAL) },
	{ "table 131071", LVS_SVC_ATTR_TABLE_SIZE, WITH_U32, 131071,
	  .err = ALL(0) },
	{ "table 131101", LVS_SVC_ATTR_TABLE_SIZE, WITH_U32, 131101,
	  .err = REST(EINVAL) },
	{ "table of ones", LVS_SVC_ATTR_TABLE_SIZE, WITH_FILL, 4,
	  .err = REST(EINVAL) },
	{ "seed short", LVS_SVC_ATTR_HASH_SEED, WITH_LENGTH, 4,
	  .err = ALL(EINVAL) },
	{ "seed 0", LVS_SVC_ATTR_HASH_SEED, WITH_LENGTH, 8, .err = ALL(0) },
	{ "seed of ones", LVS_SVC_ATTR_HASH_SEED, WITH_FILL, 8,
	  .err = REST(EINVAL) },
	{ "slow start short", LVS_SVC_ATTR_SLOW_START, WITH_LENGTH, 3,
	  .err = ALL(EINVAL) },
	{ "slow start 86400", LVS_SVC_ATTR_SLOW_START, WITH_U32, 86400,
	  .err = ALL(0) },
	{ "slow start 86401", LVS_SVC_ATTR_SLOW_START, WITH_U32, 86401,
	  .err = REST(EINVAL) },
	{ "slow start of ones", LVS_SVC_ATTR_SLOW_START, WITH_FILL, 4,
	  .err = REST(EINVAL) },
};

/* applied to the same by a scheduler that has no hash */
static const struct wrong hashless[] = {
	{ "table 0", LVS_SVC_ATTR_TABLE_SIZE, WITH_U32, 0, .err = ALL(0) },
	{ "table 251", LVS_SVC_ATTR_TABLE_SIZE, WITH_U32, 251,
	  .err = REST(EINVAL) },
	{ "seed of ones", LVS_SVC_ATTR_HASH_SEED, WITH_FILL, 8,
	  .err = REST(EINVAL) },
	{ "slow start 60", LVS_SVC_ATTR_SLOW_START, WITH_U32, 60,
	  .err = ALL(0) },
};

FIXTURE(requests)
{
	struct ipvs s;
	struct form svc;
};

FIXTURE_VARIANT(requests)
{
	const struct wrong *cases;
	size_t count;
	int family;
	bool by_mark;
	const char *sched;
};

#define CASES(table) .cases = table, .count = ARRAY_SIZE(table)

FIXTURE_VARIANT_ADD(requests, ipv4)
{
	CASES(ipv4), .family = AF_INET,
};

FIXTURE_VARIANT_ADD(requests, ipv6)
{
	CASES(ipv6), .family = AF_INET6,
};

FIXTURE_VARIANT_ADD(requests, mark)
{
	CASES(mark), .family = AF_INET, .by_mark = true,
};

FIXTURE_VARIANT_ADD(requests, added)
{
	CASES(added), .family = AF_INET, .sched = "mh",
};

FIXTURE_VARIANT_ADD(requests, hashless)
{
	CASES(hashless), .family = AF_INET, .sched = "wlc",
};

FIXTURE_SETUP(requests)
{
	struct form dest = dest_form("127.0.0.1", 8080);

	if (variant->sched && !testing_lvs())
		SKIP(return, "in-tree IPVS knows nothing of what we add");
	new_netns();
	ASSERT_EQ(0, ipvs_open(&self->s));
	if (variant->by_mark) {
		self->svc = mark_form(variant->family, 7);
	} else if (variant->family == AF_INET6) {
		self->svc = svc_form6("2001:db8::80", 80);
		form_set_ip(&dest, LVS_DEST_ATTR_ADDR, "::1");
	} else {
		self->svc = svc_form("192.0.2.1", 80);
	}
	if (variant->sched)
		form_set_text(&self->svc, LVS_SVC_ATTR_SCHED_NAME,
			      variant->sched);
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &self->svc));
	ASSERT_EQ(0, ipvs_dest(&self->s, LVS_CMD_NEW_DEST, &self->svc,
			       &dest));
}

FIXTURE_TEARDOWN(requests)
{
	ipvs_close(&self->s);
}

/* one case, one command: errno, reason, and nothing changed if refused */
#define TRY(cmd, svc, wrong, expected)					\
do {									\
	struct snapshot before = snapshot_take(&self->s), after;	\
	const char *flaw = NULL;					\
	int err = ipvs_svc(&self->s, cmd, svc);				\
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
	struct attrs none = {};
	size_t i;

	for (i = 0; i < variant->count; i++) {
		struct form svc = self->svc;

		ASSERT_EQ(0, ipvs_do(&self->s, LVS_CMD_FLUSH, &none));
		form_spoil(&svc, &variant->cases[i]);
		TRY(LVS_CMD_NEW_SERVICE, &svc, &variant->cases[i],
		    variant->cases[i].err[NEW]);
	}
}

TEST_F(requests, set_is_judged)
{
	size_t i;

	for (i = 0; i < variant->count; i++) {
		struct form svc = self->svc;

		form_spoil(&svc, &variant->cases[i]);
		TRY(LVS_CMD_SET_SERVICE, &svc, &variant->cases[i],
		    variant->cases[i].err[SET]);
	}
}

/* a parse error comes before the look-up, everything else after it */
TEST_F(requests, set_of_missing_service_is_judged)
{
	struct attrs none = {};
	size_t i;

	ASSERT_EQ(0, ipvs_do(&self->s, LVS_CMD_FLUSH, &none));
	for (i = 0; i < variant->count; i++) {
		int attr = variant->cases[i].attr;
		bool late = attr == LVS_SVC_ATTR_NETMASK ||
			    attr >= LVS_SVC_ATTR_TIMEOUT_TCP;
		int err = variant->cases[i].err[SET];
		struct form svc = self->svc;

		if (err == 0 || err == ENOENT || late)
			err = ESRCH;
		if (late && (variant->cases[i].how == ABSENT ||
			     variant->cases[i].how == WITH_LENGTH))
			continue;
		form_spoil(&svc, &variant->cases[i]);
		TRY(LVS_CMD_SET_SERVICE, &svc, &variant->cases[i], err);
	}
}

TEST_F(requests, existing_is_refused_before_the_rest_is_judged)
{
	size_t i;

	for (i = 0; i < variant->count; i++) {
		const struct wrong *wrong = &variant->cases[i];
		struct form svc = self->svc;
		int err = wrong->err[NEW];

		if (wrong->err[IDENTITY] != 0)
			continue;
		if (err == 0 || err == ENOENT ||
		    (err == EINVAL && wrong->how != ABSENT))
			err = EEXIST;
		form_spoil(&svc, wrong);
		TRY(LVS_CMD_NEW_SERVICE, &svc, wrong, err);
	}
}

TEST_F(requests, identity_is_judged)
{
	size_t i;

	for (i = 0; i < variant->count; i++) {
		const struct wrong *wrong = &variant->cases[i];
		struct form svc = self->svc;

		form_spoil(&svc, wrong);
		TRY(LVS_CMD_GET_SERVICE, &svc, wrong, wrong->err[IDENTITY]);
		TRY(LVS_CMD_ZERO, &svc, wrong, wrong->err[IDENTITY]);
		TRY(LVS_CMD_DEL_SERVICE, &svc, wrong, wrong->err[IDENTITY]);
		if (!wrong->err[IDENTITY])
			ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE,
					      &self->svc));
	}
}

FIXTURE(nests)
{
	struct ipvs s;
};

FIXTURE_SETUP(nests)
{
	new_netns();
	ASSERT_EQ(0, ipvs_open(&self->s));
}

FIXTURE_TEARDOWN(nests)
{
	ipvs_close(&self->s);
}

static const int needs_service[] = {
	LVS_CMD_NEW_SERVICE, LVS_CMD_SET_SERVICE, LVS_CMD_DEL_SERVICE,
	LVS_CMD_GET_SERVICE, LVS_CMD_NEW_DEST, LVS_CMD_SET_DEST,
	LVS_CMD_DEL_DEST,
};

TEST_F(nests, absent_is_refused)
{
	struct attrs none = {};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(needs_service); i++) {
		EXPECT_EQ(EINVAL, ipvs_do(&self->s, needs_service[i], &none));
		EXPECT_EQ(NULL, ipvs_refusal_flaw(&self->s));
	}
}

TEST_F(nests, empty_is_refused)
{
	struct form empty = {};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(needs_service); i++) {
		EXPECT_EQ(EINVAL, ipvs_svc(&self->s, needs_service[i],
					   &empty));
		EXPECT_EQ(NULL, ipvs_refusal_flaw(&self->s));
	}
	EXPECT_EQ(EINVAL, ipvs_svc(&self->s, LVS_CMD_ZERO, &empty));
	EXPECT_EQ(NULL, ipvs_refusal_flaw(&self->s));
}

/* the genetlink core judges the top level, and answers ERANGE */
TEST_F(nests, cut_is_refused)
{
	struct attrs cut = {};
	size_t i;

	attrs_put(&cut, LVS_CMD_ATTR_SERVICE, "abc", 3);
	for (i = 0; i < ARRAY_SIZE(needs_service); i++) {
		EXPECT_EQ(ERANGE, ipvs_do(&self->s, needs_service[i], &cut));
		EXPECT_EQ(NULL, ipvs_refusal_flaw(&self->s));
	}
}

TEST_F(nests, zero_without_service_is_of_all)
{
	struct attrs none = {};

	EXPECT_EQ(0, ipvs_do(&self->s, LVS_CMD_ZERO, &none));
}

TEST_F(nests, flush_of_nothing_succeeds)
{
	struct attrs none = {};

	EXPECT_EQ(0, ipvs_do(&self->s, LVS_CMD_FLUSH, &none));
}

TEST_F(nests, same_mark_of_two_families_is_two_services)
{
	struct form mark4 = mark_form(AF_INET, 7);
	struct form mark6 = mark_form(AF_INET6, 7);

	EXPECT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &mark4));
	EXPECT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &mark6));
	EXPECT_EQ(0, ipvs_svc(&self->s, LVS_CMD_DEL_SERVICE, &mark4));
	EXPECT_EQ(ESRCH, ipvs_svc(&self->s, LVS_CMD_DEL_SERVICE, &mark4));
	EXPECT_EQ(0, ipvs_svc(&self->s, LVS_CMD_DEL_SERVICE, &mark6));
}

TEST_HARNESS_MAIN
