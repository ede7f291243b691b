/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How long the chains of a hash table are. Floor 3.
 */
#ifndef LVS_OBJ_CHAINS_H
#define LVS_OBJ_CHAINS_H

#include <linux/types.h>

struct lvs_net;

/* chains of so many links or more are counted together */
#define LVS_CHAINS_LONG 7

/**
 * struct lvs_chains - the chains of a table
 * @buckets: how many there are, empty ones included
 * @of: by their length
 */
struct lvs_chains {
	u32 buckets;
	u32 of[LVS_CHAINS_LONG + 1];
};

void lvs_chains_of_conns(struct lvs_net *lnet, struct lvs_chains *chains);
void lvs_chains_of_svcs(struct lvs_net *lnet, struct lvs_chains *chains);

#endif
