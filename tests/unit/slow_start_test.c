// SPDX-License-Identifier: GPL-2.0
/*
 * Which weight a server has while it begins slowly, and what a request may say
 * of how servers are chosen.
 *
 * units: base/addr.c ctl/check.c ctl/check_sched.c ctl/check_source.c
 * units: ctl/slow_start.c ctl/why.c
 */
#include "ctl/check.h"
#include "ctl/slow_start.h"
#include "unit.h"

#include "base/limits.h"
#include "obj/svc_conf.h"

#include <linux/errno.h>

#include <string.h>

struct step_case {
	const char *what;
	u32 elapsed_ms;
	u32 slow_start_s;
	u32 step;
};

static const struct step_case steps[] = {
	{ "nothing is slow without a slow start", 0, 0, 64 },
	{ "it begins with one step, not with nothing", 0, 60, 1 },
	{ "a quarter of the time is a quarter of the weight", 15000, 60, 16 },
	{ "just before the end", 59999, 60, 63 },
	{ "the end", 60000, 60, 64 },
	{ "long after the end", 4000000000u, 60, 64 },
	{ "the longest", LVS_SLOW_START_MAX_S * 500, LVS_SLOW_START_MAX_S,
	  32 },
};

static void check_step(const struct step_case *this)
{
	EXPECT_EQ(lvs_slow_start_step(this->elapsed_ms, this->slow_start_s),
		  this->step);
}

struct weight_case {
	const char *what;
	u32 weight;
	u32 greatest;
	u32 step;
	u32 want;
};

static const struct weight_case weights[] = {
	{ "weight 1 in the middle", 1, 1, 32, 32 },
	{ "weight 1 at the end", 1, 1, 64, 64 },
	{ "weight 3 at the first step", 3, 3, 1, 3 },
	{ "weight 0 stays 0", 0, 9, 5, 0 },
	{ "the largest weight has no room", LVS_WEIGHT_MAX, LVS_WEIGHT_MAX, 64,
	  LVS_WEIGHT_MAX },
	{ "the largest weight at the first step", LVS_WEIGHT_MAX,
	  LVS_WEIGHT_MAX, 1, LVS_WEIGHT_MAX / 64 },
	{ "a light one beside it has at least 1", 1, LVS_WEIGHT_MAX, 1, 1 },
	{ "as much room as there is", 1, LVS_WEIGHT_MAX / 8, 64, 8 },
};

static void check_weight(const struct weight_case *this)
{
	u32 shift = lvs_slow_start_shift(this->greatest);

	EXPECT_EQ(lvs_slow_start_weight(this->weight, shift, this->step),
		  this->want);
}

#define SAID(attr) (1 << (LVS_SVC_ATTR_##attr - LVS_SVC_ATTR_TABLE_SIZE))
#define ALL (SAID(TABLE_SIZE) | SAID(HASH_SEED) | SAID(SLOW_START))

struct conf_case {
	const char *what;
	bool hashes;
	u64 said;
	struct lvs_sched_conf asked;	/* of a service that has 7, 251, 9 */
	int err;
	u16 at;
	const char *text;
	struct lvs_sched_conf want;
};

static const struct conf_case confs[] = {
	{ "what is not said stays", true, 0, {}, 0, 0, "", { 7, 251, 9 } },
	{ "what is said counts", true, ALL, { 8, 509, 10 }, 0, 0, "",
	  { 8, 509, 10 } },
	{ "0 gives the defaults back", true, ALL, {}, 0, 0, "", {} },
	{ "who has no hash forgets it", false, 0, {}, 0, 0, "", { 0, 0, 9 } },
	{ "the largest table", true, SAID(TABLE_SIZE), { 0, 131071, 0 }, 0, 0,
	  "", { 7, 131071, 9 } },
	{ "a table that is too large", true, SAID(TABLE_SIZE),
	  { 0, 131101, 0 }, -EINVAL, LVS_AT_SVC(TABLE_SIZE),
	  "table size 131101 is out of range: use a prime from 251 to 131071" },
	{ "a table that is too small", true, SAID(TABLE_SIZE), { 0, 241, 0 },
	  -EINVAL, LVS_AT_SVC(TABLE_SIZE),
	  "table size 241 is out of range: use a prime from 251 to 131071" },
	{ "a table that is no prime", true, SAID(TABLE_SIZE), { 0, 4096, 0 },
	  -EINVAL, LVS_AT_SVC(TABLE_SIZE),
	  "table size 4096 is not a prime: use 4099" },
	{ "the square of a prime", true, SAID(TABLE_SIZE), { 0, 359 * 359, 0 },
	  -EINVAL, LVS_AT_SVC(TABLE_SIZE),
	  "table size 128881 is not a prime: use 128903" },
	{ "a table for who has none", false, SAID(TABLE_SIZE), { 0, 251, 0 },
	  -EINVAL, LVS_AT_SVC(TABLE_SIZE),
	  "scheduler wlc has no table: use 0, or mh, sh or dh" },
	{ "a seed for who has no hash", false, SAID(HASH_SEED), { 1, 0, 0 },
	  -EINVAL, LVS_AT_SVC(HASH_SEED),
	  "scheduler wlc has no hash: use 0, or mh, sh or dh" },
	{ "the largest seed", true, SAID(HASH_SEED), { 1ULL << 63, 0, 0 },
	  -EINVAL, LVS_AT_SVC(HASH_SEED),
	  "hash seed 9223372036854775808 exceeds 9223372036854775807" },
	{ "the longest slow start", false, SAID(SLOW_START), { 0, 0, 86400 },
	  0, 0, "", { 0, 0, 86400 } },
	{ "a slow start that is too long", false, SAID(SLOW_START),
	  { 0, 0, 86401 }, -EINVAL, LVS_AT_SVC(SLOW_START),
	  "slow start of 86401 seconds exceeds 86400" },
};

static void check_conf(const struct conf_case *this)
{
	static const struct lvs_sched_conf old = { 7, 251, 9 };
	const struct lvs_svc_facts facts = {
		.old_sched_conf = &old,
		.sched_known = true,
		.sched_hashes = this->hashes,
	};
	const struct lvs_svc_req req = {
		.family = AF_INET,
		.present = this->said <<
			   lvs_attr_slot(LVS_SVC_ATTR_TABLE_SIZE),
		.sched = "wlc",
		.sched_conf = this->asked,
	};
	struct lvs_svc_conf conf = {};
	struct lvs_why why = {};

	EXPECT_EQ(lvs_check_svc_conf(&req, &facts, &conf, &why), this->err);
	EXPECT_STR(why.text, this->text);
	EXPECT_EQ(LVS_AT(why.nest, why.attr), this->at);
	if (!this->err)
		EXPECT(!memcmp(&conf.sched_conf, &this->want,
			       sizeof(this->want)));
}

int main(void)
{
	UNIT_TABLE(steps, check_step);
	UNIT_TABLE(weights, check_weight);
	UNIT_TABLE(confs, check_conf);
	return unit_finish();
}
