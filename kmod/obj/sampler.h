/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Has the rates sampled while there is something to measure. Floor 3.
 */
#ifndef LVS_OBJ_SAMPLER_H
#define LVS_OBJ_SAMPLER_H

#include <linux/types.h>

struct lvs_net;

int lvs_sampler_init(struct lvs_net *lnet,
		     bool (*sample)(struct lvs_net *lnet, u32 elapsed_ms));
void lvs_sampler_exit(struct lvs_net *lnet);
void lvs_sampler_kick(struct lvs_net *lnet);

#endif
