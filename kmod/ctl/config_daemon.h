/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Applies requests that concern replication daemons. Floor 8.
 */
#ifndef LVS_CTL_CONFIG_DAEMON_H
#define LVS_CTL_CONFIG_DAEMON_H

struct lvs_daemon_req;
struct lvs_net;
struct lvs_why;

int lvs_config_start_daemon(struct lvs_net *lnet,
			    const struct lvs_daemon_req *req,
			    struct lvs_why *why);
int lvs_config_stop_daemon(struct lvs_net *lnet,
			   const struct lvs_daemon_req *req,
			   struct lvs_why *why);

#endif
