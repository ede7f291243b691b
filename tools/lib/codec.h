/* SPDX-License-Identifier: GPL-2.0 */
/* Structs to netlink attributes and back. The put functions return 0 or < 0. */
#ifndef LIBLVS_CODEC_H
#define LIBLVS_CODEC_H

#include "liblvs.h"

struct nl_msg;
struct nlattr;

int lvs_put_svc_id(struct nl_msg *msg, const struct lvs_svc *svc);
/* new: what is 0 goes without saying */
int lvs_put_svc_new(struct nl_msg *msg, const struct lvs_svc *svc);
int lvs_put_svc(struct nl_msg *msg, const struct lvs_svc *svc);
int lvs_put_dest_id(struct nl_msg *msg, const struct lvs_dest *dest);
int lvs_put_dest(struct nl_msg *msg, const struct lvs_dest *dest);
int lvs_put_daemon(struct nl_msg *msg, const struct lvs_daemon *daemon);

/* false: the kernel's reply lacks something that it must have */
bool lvs_take_svc(struct nlattr *nest, struct lvs_svc *svc);
bool lvs_take_dest(struct nlattr *nest, uint16_t svc_family,
		   struct lvs_dest *dest);
bool lvs_take_daemon(struct nlattr *nest, struct lvs_daemon *daemon);

#endif /* LIBLVS_CODEC_H */
