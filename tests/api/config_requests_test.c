// SPDX-License-Identifier: GPL-2.0
/*
 * Time-outs are set and read; wrong ones are refused with the known errno and
 * a reason, and change nothing.
 */
#include "lib/ipvs.h"

#include "kselftest_harness.h"

#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>

FIXTURE(timeouts)
{
	struct ipvs s;
	uint32_t max_s;
};

/* a persistent service's time-out is listed in ticks: 1 second is HZ */
static unsigned int read_hz(struct ipvs *s)
{
	struct lvs_flags flags = { LVS_SVC_F_PERSISTENT, ~0U };
	struct form svc = svc_form("192.0.2.1", 80);
	struct attrs none = {};
	char line[256], *at;
	unsigned int hz = 0;
	FILE *file;

	form_set(&svc, LVS_SVC_ATTR_FLAGS, &flags, sizeof(flags));
	form_set_u32(&svc, LVS_SVC_ATTR_TIMEOUT, 1);
	ipvs_svc(s, LVS_CMD_NEW_SERVICE, &svc);
	file = fopen("/proc/thread-self/net/ip_vs", "r");
	while (file && fgets(line, sizeof(line), file)) {
		at = strstr(line, "persistent ");
		if (at)
			sscanf(at, "persistent %u", &hz);
	}
	if (file)
		fclose(file);
	ipvs_do(s, LVS_CMD_FLUSH, &none);
	return hz;
}

FIXTURE_SETUP(timeouts)
{
	unsigned int hz;

	new_netns();
	ASSERT_EQ(0, ipvs_open(&self->s));
	hz = read_hz(&self->s);
	ASSERT_LT(0, hz);
	self->max_s = INT_MAX / hz;
}

FIXTURE_TEARDOWN(timeouts)
{
	ipvs_close(&self->s);
}

static int set_timeout(struct ipvs *s, int attr, uint32_t value)
{
	struct attrs attrs = {};

	attrs_put(&attrs, attr, &value, sizeof(value));
	return ipvs_do(s, LVS_CMD_SET_CONFIG, &attrs);
}

static uint32_t get_timeout(struct ipvs *s, int attr)
{
	const struct nlattr *found;
	const void *list;
	size_t len;

	if (ipvs_do(s, LVS_CMD_GET_CONFIG, NULL))
		return 0;
	list = msg_attrs(ipvs_first(s), &len);
	found = attr_find(list, len, attr);
	return found ? attr_u32(found) : 0;
}

#define FIRST LVS_CMD_ATTR_TIMEOUT_TCP
#define LAST LVS_CMD_ATTR_TIMEOUT_UDP

/* ours is longer than TCP's keepalives are apart */
static uint32_t default_tcp_s(void)
{
	return testing_lvs() ? 8100 : 900;
}

TEST_F(timeouts, defaults)
{
	EXPECT_EQ(default_tcp_s(),
		  get_timeout(&self->s, LVS_CMD_ATTR_TIMEOUT_TCP));
	EXPECT_EQ(120, get_timeout(&self->s, LVS_CMD_ATTR_TIMEOUT_TCP_FIN));
	EXPECT_EQ(300, get_timeout(&self->s, LVS_CMD_ATTR_TIMEOUT_UDP));
}

TEST_F(timeouts, bounds_are_obeyed)
{
	int attr;

	for (attr = FIRST; attr <= LAST; attr++) {
		const uint32_t right[] = { 1, 2, self->max_s - 1,
					   self->max_s };
		const uint32_t wrong[] = { self->max_s + 1, INT_MAX,
					   INT_MAX + 1U, UINT_MAX };
		size_t i;

		for (i = 0; i < ARRAY_SIZE(right); i++) {
			EXPECT_EQ(0, set_timeout(&self->s, attr, right[i]));
			EXPECT_EQ(right[i], get_timeout(&self->s, attr));
		}
		for (i = 0; i < ARRAY_SIZE(wrong); i++) {
			EXPECT_EQ(EINVAL, set_timeout(&self->s, attr,
						      wrong[i]));
			EXPECT_EQ(NULL, ipvs_refusal_flaw(&self->s));
			EXPECT_EQ(self->max_s, get_timeout(&self->s, attr));
		}
	}
}

TEST_F(timeouts, zero_and_absent_leave_a_timeout_alone)
{
	struct attrs none = {};
	int attr;

	EXPECT_EQ(0, ipvs_do(&self->s, LVS_CMD_SET_CONFIG, &none));
	for (attr = FIRST; attr <= LAST; attr++)
		EXPECT_EQ(0, set_timeout(&self->s, attr, 0));
	EXPECT_EQ(default_tcp_s(),
		  get_timeout(&self->s, LVS_CMD_ATTR_TIMEOUT_TCP));
	EXPECT_EQ(120, get_timeout(&self->s, LVS_CMD_ATTR_TIMEOUT_TCP_FIN));
	EXPECT_EQ(300, get_timeout(&self->s, LVS_CMD_ATTR_TIMEOUT_UDP));
}

TEST_F(timeouts, one_wrong_refuses_all)
{
	uint32_t right = 7, wrong = UINT_MAX;
	struct attrs attrs = {};

	attrs_put(&attrs, LVS_CMD_ATTR_TIMEOUT_TCP, &right, sizeof(right));
	attrs_put(&attrs, LVS_CMD_ATTR_TIMEOUT_TCP_FIN, &right,
		  sizeof(right));
	attrs_put(&attrs, LVS_CMD_ATTR_TIMEOUT_UDP, &wrong, sizeof(wrong));
	EXPECT_EQ(EINVAL, ipvs_do(&self->s, LVS_CMD_SET_CONFIG, &attrs));
	EXPECT_EQ(NULL, ipvs_refusal_flaw(&self->s));
	EXPECT_EQ(default_tcp_s(),
		  get_timeout(&self->s, LVS_CMD_ATTR_TIMEOUT_TCP));
	EXPECT_EQ(120, get_timeout(&self->s, LVS_CMD_ATTR_TIMEOUT_TCP_FIN));
}

/* the genetlink core judges the top level */
TEST_F(timeouts, short_is_refused_and_long_is_not)
{
	uint32_t two[2] = { 77, 99 };
	int attr;

	for (attr = FIRST; attr <= LAST; attr++) {
		struct attrs cut = {}, wide = {};

		attrs_put(&cut, attr, two, 3);
		EXPECT_EQ(ERANGE, ipvs_do(&self->s, LVS_CMD_SET_CONFIG,
					  &cut));
		EXPECT_EQ(NULL, ipvs_refusal_flaw(&self->s));
		EXPECT_NE(77, get_timeout(&self->s, attr));
		attrs_put(&wide, attr, two, 8);
		EXPECT_EQ(0, ipvs_do(&self->s, LVS_CMD_SET_CONFIG, &wide));
		EXPECT_EQ(77, get_timeout(&self->s, attr));
	}
}

TEST_HARNESS_MAIN
