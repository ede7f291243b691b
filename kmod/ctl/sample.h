/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Takes the samples that rates are made of. Floor 8.
 */
#ifndef LVS_CTL_SAMPLE_H
#define LVS_CTL_SAMPLE_H

#include <linux/types.h>

struct lvs_net;

bool lvs_sample(struct lvs_net *lnet, u32 elapsed_ms);

#endif
