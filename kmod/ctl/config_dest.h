/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Applies requests that concern servers. Floor 8.
 */
#ifndef LVS_CTL_CONFIG_DEST_H
#define LVS_CTL_CONFIG_DEST_H

struct lvs_dest_req;
struct lvs_net;
struct lvs_svc_req;
struct lvs_why;

int lvs_config_add_dest(struct lvs_net *lnet, const struct lvs_svc_req *sreq,
			const struct lvs_dest_req *req, struct lvs_why *why);
int lvs_config_edit_dest(struct lvs_net *lnet, const struct lvs_svc_req *sreq,
			 const struct lvs_dest_req *req, struct lvs_why *why);
int lvs_config_del_dest(struct lvs_net *lnet, const struct lvs_svc_req *sreq,
			const struct lvs_dest_req *req, struct lvs_why *why);

#endif
