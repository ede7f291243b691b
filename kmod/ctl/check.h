/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Judges requests: pure, without side effects, in the order that IPVS clients
 * know. Floor 8.
 */
#ifndef LVS_CTL_CHECK_H
#define LVS_CTL_CHECK_H

#include "ctl/request.h"

struct lvs_dest_conf;
struct lvs_engine_ops;
struct lvs_svc_conf;
struct lvs_svc_key;

/**
 * struct lvs_svc_facts - what check cannot know by itself of a service
 * @old_flags: flags of the service that is edited, 0 for a new one
 * @old_timeout_s: its flows' time-outs, by enum lvs_timeout; NULL for a new one
 * @timeout_max_s: largest time-out that the clock can hold, seconds
 * @old_sched_conf: how its servers are chosen; NULL for a new one
 * @old_source: what a source may begin at it; NULL for a new one
 * @sched_known: the scheduler exists
 * @sched_hashes: it takes a seed and a table size
 * @engine: the persistence engine, NULL if there is none of that name
 */
struct lvs_svc_facts {
	u32 old_flags;
	const u32 *old_timeout_s;
	u32 timeout_max_s;
	const struct lvs_sched_conf *old_sched_conf;
	const struct lvs_source_conf *old_source;
	bool sched_known;
	bool sched_hashes;
	const struct lvs_engine_ops *engine;
};

int lvs_check_svc_key(const struct lvs_svc_req *req, struct lvs_svc_key *key,
		      struct lvs_why *why);
int lvs_check_svc_complete(const struct lvs_svc_req *req, struct lvs_why *why);
int lvs_check_svc_conf(const struct lvs_svc_req *req,
		       const struct lvs_svc_facts *facts,
		       struct lvs_svc_conf *conf, struct lvs_why *why);
int lvs_check_sched_conf(const struct lvs_svc_req *req,
			 const struct lvs_svc_facts *facts,
			 struct lvs_sched_conf *conf, struct lvs_why *why);
int lvs_check_source_conf(const struct lvs_svc_req *req,
			  const struct lvs_svc_facts *facts,
			  struct lvs_source_conf *conf, struct lvs_why *why);
int lvs_check_dest_id(const struct lvs_dest_req *req, u16 svc_family,
		      struct lvs_dest_conf *conf, struct lvs_why *why);
int lvs_check_dest_conf(const struct lvs_dest_req *req, u16 svc_family,
			struct lvs_dest_conf *conf, struct lvs_why *why);
int lvs_check_timeouts(const struct lvs_timeouts_req *req, u32 max_s,
		       struct lvs_why *why);
int lvs_check_daemon_new(const struct lvs_daemon_req *req,
			 struct lvs_why *why);
int lvs_check_daemon_state(const struct lvs_daemon_req *req,
			   struct lvs_why *why);

#endif
