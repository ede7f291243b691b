// SPDX-License-Identifier: GPL-2.0
/*
 * Judges what a request says of sources: pure, without side effects. Floor 8.
 */
#include "ctl/check.h"

#include "base/limits.h"
#include "obj/svc_conf.h"

#include <linux/errno.h>

/**
 * lvs_check_source_conf() - judge what one source may begin
 * @req: decoded request
 * @facts: what has to be known besides
 * @conf: filled; what is not said stays as it was
 * @why: filled when refused
 *
 * Context: any.
 * Return: 0; -EINVAL for a rate or a burst that is out of
 * 0..LVS_SOURCE_RATE_MAX.
 */
int lvs_check_source_conf(const struct lvs_svc_req *req,
			  const struct lvs_svc_facts *facts,
			  struct lvs_source_conf *conf, struct lvs_why *why)
{
	if (req->source.rate > LVS_SOURCE_RATE_MAX)
		return lvs_refuse(why, -EINVAL, LVS_AT_SVC(SOURCE_RATE),
				  "source rate %u exceeds %u flows a second: use 0 for no limit",
				  req->source.rate, LVS_SOURCE_RATE_MAX);
	if (req->source.burst > LVS_SOURCE_RATE_MAX)
		return lvs_refuse(why, -EINVAL, LVS_AT_SVC(SOURCE_BURST),
				  "source burst %u exceeds %u flows: use 0 for those of a second",
				  req->source.burst, LVS_SOURCE_RATE_MAX);
	*conf = (struct lvs_source_conf) {};
	if (facts->old_source)
		*conf = *facts->old_source;
	if (lvs_req_has(req->present, LVS_SVC_ATTR_SOURCE_RATE))
		conf->rate = req->source.rate;
	if (lvs_req_has(req->present, LVS_SVC_ATTR_SOURCE_BURST))
		conf->burst = req->source.burst;
	return 0;
}
