// SPDX-License-Identifier: GPL-2.0
/*
 * Why a packet was dropped: one counter a reason, per namespace. Floor 1.
 */
#include "base/reason.h"

#include "base/net.h"

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <net/dropreason.h>

#define LVS_REASON_TEXT(name, text) [LVS_REASON_##name] = text,
static const char *const reason_texts[LVS_REASON_COUNT] = {
	LVS_REASONS(LVS_REASON_TEXT)
};

/**
 * lvs_reason_text() - a reason in words
 * @reason: below LVS_REASON_COUNT
 *
 * Context: any.
 * Return: constant text.
 */
const char *lvs_reason_text(enum lvs_reason reason)
{
	return reason_texts[reason];
}

/* those that the kernel has a name for too */
static const u16 kernel_reasons[LVS_REASON_COUNT] = {
	[LVS_REASON_NO_MEMORY] = SKB_DROP_REASON_NOMEM,
	[LVS_REASON_NO_ROUTE] = SKB_DROP_REASON_IP_OUTNOROUTES,
	[LVS_REASON_TOO_BIG] = SKB_DROP_REASON_PKT_TOO_BIG,
	[LVS_REASON_MALFORMED] = SKB_DROP_REASON_HDR_TRUNC,
	[LVS_REASON_HEADROOM] = SKB_DROP_REASON_NOMEM,
};

/**
 * lvs_reason_of_kernel() - a reason as drop monitors name it
 * @reason: below LVS_REASON_COUNT
 *
 * Modules cannot have names of their own there.
 *
 * Context: any.
 * Return: the enum skb_drop_reason that comes closest.
 */
unsigned int lvs_reason_of_kernel(enum lvs_reason reason)
{
	return kernel_reasons[reason] ?: SKB_DROP_REASON_NETFILTER_DROP;
}

/**
 * lvs_reason_count() - count one dropped packet
 * @lnet: namespace of the packet
 * @reason: why
 *
 * Context: softirq or process; lockless, per CPU.
 */
void lvs_reason_count(struct lvs_net *lnet, enum lvs_reason reason)
{
	this_cpu_inc(lnet->reasons->drops[reason]);
}

/**
 * lvs_reason_sum() - packets dropped for a reason, all CPUs
 * @lnet: namespace
 * @reason: which
 *
 * Context: any.
 * Return: packets since the namespace came up.
 */
u64 lvs_reason_sum(struct lvs_net *lnet, enum lvs_reason reason)
{
	u64 sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu_ptr(lnet->reasons,
					     cpu)->drops[reason]);
	return sum;
}

/**
 * lvs_reasons_init() - allocate a namespace's drop counters
 * @lnet: namespace
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_reasons_init(struct lvs_net *lnet)
{
	lnet->reasons = alloc_percpu(struct lvs_reasons);
	return lnet->reasons ? 0 : -ENOMEM;
}

/**
 * lvs_reasons_exit() - free a namespace's drop counters
 * @lnet: namespace; no packet counts any more
 *
 * Context: process.
 */
void lvs_reasons_exit(struct lvs_net *lnet)
{
	free_percpu(lnet->reasons);
}
