/* SPDX-License-Identifier: GPL-2.0 */
/*
 * IPv6 datagrams are put together before we see them. Floor 7.
 */
#ifndef LVS_PATH_DEFRAG6_H
#define LVS_PATH_DEFRAG6_H

struct lvs_net;

void lvs_defrag6_get(struct lvs_net *lnet);
void lvs_defrag6_put(struct lvs_net *lnet);

#endif
