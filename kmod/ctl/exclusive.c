// SPDX-License-Identifier: GPL-2.0
/*
 * Keeps in-tree IPVS and us apart, whichever comes first. Floor 8.
 *
 * Both want the same names: the netlink family, files in /proc/net, sysctls.
 * If in-tree IPVS came first, the family is taken and we do not load. If we
 * came first, its module is refused before its init function runs, for that
 * would trip over our files with a stack trace in the log.
 */
#include "ctl/exclusive.h"

#include "base/log.h"

#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/string.h>

#define INTREE_NAME "ip_vs"

static int judge_module(struct notifier_block *nb, unsigned long state,
			void *data)
{
	const struct module *module = data;

	if (state != MODULE_STATE_COMING || strcmp(module->name, INTREE_NAME))
		return NOTIFY_DONE;
	lvs_warn_rl("in-tree %s was kept out since lvs does its work: nothing needs to be done, or unload lvs first (rmmod lvs)",
		    INTREE_NAME);
	return notifier_from_errno(-EBUSY);
}

static struct notifier_block module_notifier = {
	.notifier_call = judge_module,
};

/**
 * lvs_exclusive_init() - keep in-tree IPVS out from now on
 *
 * Context: process, may sleep.
 * Return: 0.
 */
int lvs_exclusive_init(void)
{
	return register_module_notifier(&module_notifier);
}

/**
 * lvs_exclusive_exit() - let in-tree IPVS load again
 *
 * Context: process, may sleep.
 */
void lvs_exclusive_exit(void)
{
	unregister_module_notifier(&module_notifier);
}

/**
 * lvs_exclusive_explain() - tell why we do not load, and what to do
 *
 * Context: process.
 */
void lvs_exclusive_explain(void)
{
	lvs_err("not loaded: in-tree %s is; unload it (ipvsadm -C; rmmod its schedulers, %s_rr ..., then %s), and load lvs again",
		INTREE_NAME, INTREE_NAME, INTREE_NAME);
}
