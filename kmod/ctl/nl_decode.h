/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Decodes attributes into plain requests, and tells the sender which of them
 * is wrong. Floor 8.
 */
#ifndef LVS_CTL_NL_DECODE_H
#define LVS_CTL_NL_DECODE_H

#include "ctl/request.h"

struct genl_info;
struct nlattr;

int lvs_nl_decode_svc(const struct nlattr *nest, struct lvs_svc_req *req,
		      struct lvs_why *why);
void lvs_nl_decode_dest(const struct nlattr *nest, struct lvs_dest_req *req);
int lvs_nl_decode_daemon(const struct nlattr *nest,
			 struct lvs_daemon_req *req, struct lvs_why *why);
void lvs_nl_decode_timeouts(struct nlattr *const *attrs,
			    struct lvs_timeouts_req *req);
int lvs_nl_refuse(struct genl_info *info, int err, const struct lvs_why *why);

#endif
