// SPDX-License-Identifier: GPL-2.0
/*
 * What a request may say of what one source begins at a service.
 *
 * units: base/addr.c ctl/check.c ctl/check_sched.c ctl/check_source.c ctl/why.c
 */
#include "ctl/check.h"
#include "unit.h"

#include "obj/svc_conf.h"

#include <linux/errno.h>

#define RATE 1
#define BURST 2

struct conf_case {
	const char *what;
	bool new;		/* or of a service that has 7 and 9 */
	u64 said;
	struct lvs_source_conf asked;
	int err;
	u16 at;
	const char *text;
	struct lvs_source_conf want;
};

static const struct conf_case confs[] = {
	{ "a new service has no limit", true, 0, {}, 0, 0, "", {} },
	{ "what is not said stays", false, 0, {}, 0, 0, "", { 7, 9 } },
	{ "a rate alone", false, RATE, { 5, 0 }, 0, 0, "", { 5, 9 } },
	{ "a burst alone", false, BURST, { 0, 5 }, 0, 0, "", { 7, 5 } },
	{ "0 is no limit", false, RATE | BURST, {}, 0, 0, "", {} },
	{ "the most of a new one", true, RATE | BURST, { 1000000, 1000000 },
	  0, 0, "", { 1000000, 1000000 } },
	{ "a rate beyond", true, RATE, { 1000001, 0 }, -EINVAL,
	  LVS_AT_SVC(SOURCE_RATE),
	  "source rate 1000001 exceeds 1000000 flows a second: use 0 for no limit" },
	{ "a burst beyond", true, RATE | BURST, { 1, 1000001 }, -EINVAL,
	  LVS_AT_SVC(SOURCE_BURST),
	  "source burst 1000001 exceeds 1000000 flows: use 0 for those of a second" },
};

static void check_conf(const struct conf_case *this)
{
	static const struct lvs_source_conf old = { 7, 9 };
	const struct lvs_svc_facts facts = {
		.old_source = this->new ? NULL : &old,
		.sched_known = true,
	};
	const struct lvs_svc_req req = {
		.family = AF_INET,
		.present = this->said <<
			   lvs_attr_slot(LVS_SVC_ATTR_SOURCE_RATE),
		.sched = "wlc",
		.source = this->asked,
	};
	struct lvs_svc_conf conf = {};
	struct lvs_why why = {};

	EXPECT_EQ(lvs_check_svc_conf(&req, &facts, &conf, &why), this->err);
	EXPECT_STR(why.text, this->text);
	EXPECT_EQ(LVS_AT(why.nest, why.attr), this->at);
	if (this->err)
		return;
	EXPECT_EQ(conf.source.rate, this->want.rate);
	EXPECT_EQ(conf.source.burst, this->want.burst);
}

int main(void)
{
	UNIT_TABLE(confs, check_conf);
	return unit_finish();
}
