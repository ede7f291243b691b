// SPDX-License-Identifier: GPL-2.0
/*
 * Wrong service requests are refused with the known errno and a reason, and
 * change nothing; odd ones that IPVS accepts are accepted.
 */
#include "lib/ipvs.h"
#include "service_cases.h"

#include "kselftest_harness.h"

#include <errno.h>

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
