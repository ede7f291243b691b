/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Returns the memory of connections that have expired, in bounded slices.
 * Floor 3.
 */
#ifndef LVS_OBJ_CONN_GC_H
#define LVS_OBJ_CONN_GC_H

struct lvs_net;

int lvs_gc_init(struct lvs_net *lnet);
void lvs_gc_exit(struct lvs_net *lnet);
void lvs_gc_kick(struct lvs_net *lnet);

#endif
