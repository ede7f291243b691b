// SPDX-License-Identifier: GPL-2.0
/*
 * Hooks of others that have no say in what passes this machine. Floor 7.
 *
 * AppArmor, which Debian, Ubuntu and SUSE run by default, has a hook at
 * POST_ROUTING in every namespace, whether there are rules for it or not. It
 * judges what sockets of this machine send: a packet that came by a device, and
 * has no socket, it lets pass unseen. Whoever asks whether anybody would see
 * such a packet need not count it.
 *
 * Nothing but the name of its function tells whose hook it is, and the kernel
 * knows the names of its own functions. Where it does not, or the name changes,
 * the hook is one like any other. SELinux and Smack may judge what passes, and
 * are not meant.
 */
#include "path/bystander.h"

#include <linux/init.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/netfilter.h>
#include <linux/rcupdate.h>
#include <linux/string.h>
#include <net/net_namespace.h>

/* one function for both families, or each has its own */
static const char *const names[] = {
	"apparmor_ip_postroute",
	"apparmor_ipv4_postroute",
	"apparmor_ipv6_postroute",
};

/* the functions of either family; NULL where there is none; set at the start */
static nf_hookfn *known[2] __ro_after_init;

static bool __init is_named(nf_hookfn *hook)
{
	static char name[KSYM_SYMBOL_LEN] __initdata;

	sprint_symbol_no_offset(name, (unsigned long)hook);
	return match_string(names, ARRAY_SIZE(names), name) >= 0;
}

static nf_hookfn *__init find_in(struct nf_hook_entries __rcu *const *hooks)
{
	const struct nf_hook_entries *entries;
	unsigned int i;

	entries = rcu_dereference(hooks[NF_INET_POST_ROUTING]);
	for (i = 0; entries && i < entries->num_hook_entries; i++) {
		if (is_named(entries->hooks[i].hook))
			return entries->hooks[i].hook;
	}
	return NULL;
}

/**
 * lvs_bystander_init() - get to know the hooks
 *
 * Those of the first namespace are those of all: who has them is part of the
 * kernel, and had them registered while it started.
 *
 * Context: process; once, at module load.
 * Return: 0.
 */
int __init lvs_bystander_init(void)
{
	const struct netns_nf *nf = &init_net.nf;

	rcu_read_lock();
	known[0] = find_in(nf->hooks_ipv4);
	known[1] = find_in(nf->hooks_ipv6);
	rcu_read_unlock();
	return 0;
}

/**
 * lvs_bystander_is() - does a hook let every packet pass that has no socket
 * @entry: registered
 *
 * Context: any.
 * Return: true if it is known to.
 */
bool lvs_bystander_is(const struct nf_hook_entry *entry)
{
	return entry->hook == known[0] || entry->hook == known[1];
}
