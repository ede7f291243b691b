/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Counters and rates as netlink attributes. Floor 8.
 */
#ifndef LVS_CTL_NL_STATS_H
#define LVS_CTL_NL_STATS_H

struct lvs_stats;
struct sk_buff;

int lvs_nl_put_stats(struct sk_buff *skb, int nest, int nest64,
		     const struct lvs_stats *stats);

#endif
