/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Applies requests that concern services. Floor 8.
 */
#ifndef LVS_CTL_CONFIG_SVC_H
#define LVS_CTL_CONFIG_SVC_H

struct lvs_net;
struct lvs_svc;
struct lvs_svc_req;
struct lvs_why;

struct lvs_svc *lvs_config_find_svc(struct lvs_net *lnet,
				    const struct lvs_svc_req *req,
				    struct lvs_why *why);
int lvs_config_add_svc(struct lvs_net *lnet, const struct lvs_svc_req *req,
		       struct lvs_why *why);
int lvs_config_edit_svc(struct lvs_net *lnet, const struct lvs_svc_req *req,
			struct lvs_why *why);
int lvs_config_del_svc(struct lvs_net *lnet, const struct lvs_svc_req *req,
		       struct lvs_why *why);
int lvs_config_zero_svc(struct lvs_net *lnet, const struct lvs_svc_req *req,
			struct lvs_why *why);
void lvs_config_zero(struct lvs_net *lnet);
void lvs_config_flush(struct lvs_net *lnet);

#endif
