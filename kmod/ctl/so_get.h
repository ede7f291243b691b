/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Requests by socket option that read something. Floor 8.
 */
#ifndef LVS_CTL_SO_GET_H
#define LVS_CTL_SO_GET_H

#include <linux/compiler.h>

struct lvs_net;

int lvs_so_get(struct lvs_net *lnet, int opt, void __user *user, int *bytes);

#endif
