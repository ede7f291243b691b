/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Requests by socket option that change something. Floor 8.
 */
#ifndef LVS_CTL_SO_SET_H
#define LVS_CTL_SO_SET_H

#include <linux/sockptr.h>

struct lvs_net;

int lvs_so_set(struct lvs_net *lnet, int opt, sockptr_t from,
	       unsigned int bytes);

#endif
