// SPDX-License-Identifier: GPL-2.0
/*
 * Counters and rates as netlink attributes. Floor 8.
 */
#include "ctl/nl_stats.h"

#include "ctl/stats.h"

#include <uapi/linux/lvs.h>

#include <linux/stddef.h>
#include <net/netlink.h>

/**
 * struct stat_field - where the number of an attribute is
 * @offset: in struct lvs_stats
 * @wide: 64 bits also in the older, narrow nest
 */
struct stat_field {
	u16 offset;
	bool wide;
};

/* by number of the attribute, from LVS_STATS_ATTR_CONNS on */
static const struct stat_field fields[] = {
	{ offsetof(struct lvs_stats, sum.conns) },
	{ offsetof(struct lvs_stats, sum.in_pkts) },
	{ offsetof(struct lvs_stats, sum.out_pkts) },
	{ offsetof(struct lvs_stats, sum.in_bytes), true },
	{ offsetof(struct lvs_stats, sum.out_bytes), true },
	{ offsetof(struct lvs_stats, per_s.conns) },
	{ offsetof(struct lvs_stats, per_s.in_pkts) },
	{ offsetof(struct lvs_stats, per_s.out_pkts) },
	{ offsetof(struct lvs_stats, per_s.in_bytes) },
	{ offsetof(struct lvs_stats, per_s.out_bytes) },
};

static int put_field(struct sk_buff *skb, unsigned int i, bool wide,
		     const struct lvs_stats *stats)
{
	u64 value = *(const u64 *)((const char *)stats + fields[i].offset);
	int attr = LVS_STATS_ATTR_CONNS + i;

	if (wide || fields[i].wide)
		return nla_put_u64_64bit(skb, attr, value,
					 LVS_STATS_ATTR_PAD);
	return nla_put_u32(skb, attr, value);
}

static int put_nest(struct sk_buff *skb, int type, bool wide,
		    const struct lvs_stats *stats)
{
	struct nlattr *nest = nla_nest_start_noflag(skb, type);
	unsigned int i;

	if (!nest)
		return -EMSGSIZE;
	for (i = 0; i < ARRAY_SIZE(fields); i++) {
		if (put_field(skb, i, wide, stats))
			return -EMSGSIZE;
	}
	nla_nest_end(skb, nest);
	return 0;
}

/**
 * lvs_nl_put_stats() - append counters and rates in both widths
 * @skb: where; the caller cuts it back on failure
 * @nest: number of the narrow nest
 * @nest64: number of the wide nest
 * @stats: what to append
 *
 * Context: any.
 * Return: 0, or -EMSGSIZE when @skb is full.
 */
int lvs_nl_put_stats(struct sk_buff *skb, int nest, int nest64,
		     const struct lvs_stats *stats)
{
	return put_nest(skb, nest, false, stats) ?:
	       put_nest(skb, nest64, true, stats);
}
