/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where we meet packets. Floor 7.
 */
#ifndef LVS_PATH_HOOKS_H
#define LVS_PATH_HOOKS_H

#include <linux/netfilter.h>

enum lvs_hook {
	LVS_HOOK_FIRST,		/* PRE_ROUTING, after the raw tables */
	LVS_HOOK_IN,		/* LOCAL_IN */
	LVS_HOOK_OUT,		/* LOCAL_OUT */
	LVS_HOOK_FORWARD,	/* FORWARD */
	LVS_HOOK_LAST,		/* POST_ROUTING, after everybody else */
	LVS_HOOK_COUNT,
};

extern const struct nf_hook_ops lvs_hooks4[LVS_HOOK_COUNT];
extern const struct nf_hook_ops lvs_hooks6[LVS_HOOK_COUNT];

#endif
