// SPDX-License-Identifier: GPL-2.0
/*
 * Judges what a request says of how servers are chosen: pure, without side
 * effects. Floor 8.
 */
#include "ctl/check.h"

#include "base/limits.h"
#include "obj/svc_conf.h"

#include <linux/errno.h>

static bool is_prime(u32 number)
{
	u32 divisor;

	for (divisor = 2; divisor * divisor <= number; divisor++) {
		if (number % divisor == 0)
			return false;
	}
	return number > 1;
}

/* the least prime from @number on, which is at most the largest size */
static u32 next_prime(u32 number)
{
	while (!is_prime(number))
		number++;
	return number;
}

static int refuse_unused(const struct lvs_svc_req *req, u16 at,
			 const char *what, struct lvs_why *why)
{
	return lvs_refuse(why, -EINVAL, at,
			  "scheduler %s has no %s: use 0, or mh, sh or dh",
			  req->sched, what);
}

static int check_table_size(const struct lvs_svc_req *req,
			    const struct lvs_svc_facts *facts,
			    struct lvs_why *why)
{
	u32 size = req->sched_conf.table_size;

	if (!size)
		return 0;
	if (!facts->sched_hashes)
		return refuse_unused(req, LVS_AT_SVC(TABLE_SIZE), "table",
				     why);
	if (size < LVS_TABLE_SIZE_MIN || size > LVS_TABLE_SIZE_MAX)
		return lvs_refuse(why, -EINVAL, LVS_AT_SVC(TABLE_SIZE),
				  "table size %u is out of range: use a prime from %u to %u",
				  size, LVS_TABLE_SIZE_MIN,
				  LVS_TABLE_SIZE_MAX);
	if (!is_prime(size))
		return lvs_refuse(why, -EINVAL, LVS_AT_SVC(TABLE_SIZE),
				  "table size %u is not a prime: use %u", size,
				  next_prime(size));
	return 0;
}

static int check_hash_seed(const struct lvs_svc_req *req,
			   const struct lvs_svc_facts *facts,
			   struct lvs_why *why)
{
	u64 seed = req->sched_conf.hash_seed;

	if (seed && !facts->sched_hashes)
		return refuse_unused(req, LVS_AT_SVC(HASH_SEED), "hash", why);
	if (seed <= LVS_HASH_SEED_MAX)
		return 0;
	return lvs_refuse(why, -EINVAL, LVS_AT_SVC(HASH_SEED),
			  "hash seed %llu exceeds %lld", seed,
			  LVS_HASH_SEED_MAX);
}

static int check_slow_start(const struct lvs_svc_req *req,
			    struct lvs_why *why)
{
	if (req->sched_conf.slow_start_s <= LVS_SLOW_START_MAX_S)
		return 0;
	return lvs_refuse(why, -EINVAL, LVS_AT_SVC(SLOW_START),
			  "slow start of %u seconds exceeds %u",
			  req->sched_conf.slow_start_s, LVS_SLOW_START_MAX_S);
}

static bool is_said(const struct lvs_svc_req *req, unsigned int attr)
{
	return lvs_req_has(req->present, attr);
}

/**
 * lvs_check_sched_conf() - judge how servers are to be chosen
 * @req: decoded request
 * @facts: what has to be known besides
 * @conf: filled; what is not said stays as it was, but a scheduler that has no
 *	hash forgets what concerned one
 * @why: filled when refused
 *
 * Context: any.
 * Return: 0; -EINVAL for a table size that is no prime or out of range, for a
 * seed that is too large, for a slow start that is too long, and for what the
 * scheduler has no use for.
 */
int lvs_check_sched_conf(const struct lvs_svc_req *req,
			 const struct lvs_svc_facts *facts,
			 struct lvs_sched_conf *conf, struct lvs_why *why)
{
	int err;

	err = check_table_size(req, facts, why) ?:
	      check_hash_seed(req, facts, why) ?:
	      check_slow_start(req, why);
	if (err)
		return err;
	*conf = (struct lvs_sched_conf) {};
	if (facts->old_sched_conf)
		*conf = *facts->old_sched_conf;
	if (is_said(req, LVS_SVC_ATTR_TABLE_SIZE) || !facts->sched_hashes)
		conf->table_size = req->sched_conf.table_size;
	if (is_said(req, LVS_SVC_ATTR_HASH_SEED) || !facts->sched_hashes)
		conf->hash_seed = req->sched_conf.hash_seed;
	if (is_said(req, LVS_SVC_ATTR_SLOW_START))
		conf->slow_start_s = req->sched_conf.slow_start_s;
	return 0;
}
