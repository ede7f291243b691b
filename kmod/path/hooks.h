/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where we meet packets: hooks that exist while there are services of a
 * family. Floor 7.
 */
#ifndef LVS_PATH_HOOKS_H
#define LVS_PATH_HOOKS_H

#include <linux/types.h>

struct lvs_net;

int lvs_hooks_init(struct lvs_net *lnet);
void lvs_hooks_exit(struct lvs_net *lnet);
int lvs_hooks_get(struct lvs_net *lnet, u16 family);
void lvs_hooks_put(struct lvs_net *lnet, u16 family);

#endif
