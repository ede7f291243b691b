/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What listings show of counters and rates, and the moves that keep the sums
 * right when objects go. Floor 8.
 */
#ifndef LVS_CTL_STATS_H
#define LVS_CTL_STATS_H

#include "base/counters.h"

struct lvs_dest;
struct lvs_net;
struct lvs_pool;
struct lvs_svc;

/**
 * struct lvs_stats - counters and rates of one object
 * @sum: since it was last zeroed
 * @per_s: averages per second
 */
struct lvs_stats {
	struct lvs_counters sum;
	struct lvs_counters per_s;
};

void lvs_stats_dest(const struct lvs_dest *dest, struct lvs_stats *out);
void lvs_stats_svc(struct lvs_net *lnet, const struct lvs_svc *svc,
		   struct lvs_stats *out);
void lvs_stats_total(struct lvs_net *lnet, struct lvs_stats *out);
void lvs_stats_cpu(struct lvs_net *lnet, int cpu, struct lvs_counters *out);

void lvs_stats_return_dest(struct lvs_net *lnet, struct lvs_svc *svc,
			   struct lvs_dest *dest, struct lvs_pool *pool);
void lvs_stats_drop_dest(struct lvs_net *lnet, struct lvs_svc *svc,
			 struct lvs_dest *dest, struct lvs_pool *rest);
void lvs_stats_drop_svc(struct lvs_net *lnet, struct lvs_svc *svc);
void lvs_stats_zero_svc(struct lvs_net *lnet, struct lvs_svc *svc);
void lvs_stats_zero_all(struct lvs_net *lnet);

#endif
