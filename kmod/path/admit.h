/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The bound on the entries of a namespace. Floor 7.
 */
#ifndef LVS_PATH_ADMIT_H
#define LVS_PATH_ADMIT_H

#include <linux/types.h>

struct lvs_net;

bool lvs_admit(struct lvs_net *lnet);

#endif
