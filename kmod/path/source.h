/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How many flows one source may begin. Floor 7.
 */
#ifndef LVS_PATH_SOURCE_H
#define LVS_PATH_SOURCE_H

#include <linux/types.h>

struct lvs_net;
struct lvs_pkt;
struct lvs_svc;

bool lvs_source_is_over(struct lvs_pkt *pkt, const struct lvs_svc *svc);
int lvs_source_watch(struct lvs_net *lnet);
void lvs_source_exit(struct lvs_net *lnet);
int lvs_source_init(struct lvs_net *lnet);

#endif
