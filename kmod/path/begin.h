/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The first packet of a flow. Floor 7.
 */
#ifndef LVS_PATH_BEGIN_H
#define LVS_PATH_BEGIN_H

struct lvs_pkt;
struct lvs_proto_ops;
struct lvs_svc;

unsigned int lvs_path_begin(struct lvs_pkt *pkt, struct lvs_svc *svc,
			    const struct lvs_proto_ops *proto);

#endif
