/* SPDX-License-Identifier: GPL-2.0 */
/* Hooks could not say why they drop a packet at first. Floor 0. */
#ifndef LVS_COMPAT_LINUX_NETFILTER_H
#define LVS_COMPAT_LINUX_NETFILTER_H

#include_next <linux/netfilter.h>

#ifndef LVS_HAVE_DROP_REASON
#define NF_DROP_REASON(skb, reason, err) ((void)(reason), NF_DROP)
#endif

#endif
