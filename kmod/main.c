// SPDX-License-Identifier: GPL-2.0
/*
 * Init and exit of the module and of each namespace, in order. Floor 9: alone
 * knows all floors.
 */
#include "base/log.h"
#include "base/net.h"
#include "base/reason.h"
#include "base/tunables.h"
#include "base/tuple.h"
#include "obj/conn.h"
#include "obj/conn_gc.h"
#include "obj/conn_table.h"
#include "obj/conn_walk.h"
#include "obj/dest.h"
#include "obj/dest_table.h"
#include "obj/nfct.h"
#include "obj/sampler.h"
#include "obj/svc.h"
#include "obj/svc_table.h"
#include "path/bystander.h"
#include "path/defense.h"
#include "path/posts.h"
#include "path/source.h"
#include "ctl/config.h"
#include "ctl/config_svc.h"
#include "ctl/devices.h"
#include "ctl/exclusive.h"
#include "ctl/nl_family.h"
#include "ctl/proc.h"
#include "ctl/ramp_worker.h"
#include "ctl/sample.h"
#include "ctl/sockopt.h"
#include "ctl/sysctl.h"
#include "ctl/xt_match.h"

#include <linux/kernel.h>
#include <linux/module.h>
#include <net/genetlink.h>
#include <net/net_namespace.h>

/**
 * struct part - something that comes and goes
 * @init: returns 0 or a negative errno
 * @exit: undoes it; NULL if there is nothing to undo
 */
struct part {
	int (*init)(void);
	void (*exit)(void);
};

/**
 * struct net_part - the same for a namespace
 * @init: returns 0 or a negative errno
 * @exit: undoes it; never NULL
 */
struct net_part {
	int (*init)(struct lvs_net *lnet);
	void (*exit)(struct lvs_net *lnet);
};

static int start_sampler(struct lvs_net *lnet)
{
	return lvs_sampler_init(lnet, lvs_sample);
}

static void exit_conns(struct lvs_net *lnet)
{
	lvs_conn_end_all(lnet);
	lvs_conn_table_exit(lnet);
}

/* what packets and requests use, from what others need upward */
static const struct net_part net_parts[] = {
	{ lvs_ctl_init, lvs_ctl_exit },
	{ lvs_tunables_init, lvs_tunables_exit },
	{ lvs_reasons_init, lvs_reasons_exit },
	{ lvs_conn_table_init, exit_conns },
	{ lvs_gc_init, lvs_gc_exit },
	{ lvs_dest_table_init, lvs_dest_table_exit },
	{ lvs_svc_table_init, lvs_svc_table_exit },
	{ lvs_defense_init, lvs_defense_exit },
	{ lvs_source_init, lvs_source_exit },
	{ lvs_posts_init, lvs_posts_exit },
	{ lvs_ramp_worker_init, lvs_ramp_worker_exit },
	{ start_sampler, lvs_sampler_exit },
};

static void exit_net_parts(struct lvs_net *lnet, unsigned int from)
{
	while (from--)
		net_parts[from].exit(lnet);
}

static int net_init(struct net *net)
{
	struct lvs_net *lnet = lvs_net_of(net);
	unsigned int i;
	int err;

	lnet->net = net;
	for (i = 0; i < ARRAY_SIZE(net_parts); i++) {
		err = net_parts[i].init(lnet);
		if (err) {
			exit_net_parts(lnet, i);
			return err;
		}
	}
	return 0;
}

/*
 * The services and their hooks go a grace period before the rest, and so does
 * what conntrack lends us, since its own part of the namespace may go before
 * ours.
 */
static void net_pre_exit(struct net *net)
{
	lvs_config_flush(lvs_net_of(net));
	lvs_nfct_disable(lvs_net_of(net));
}

static void net_exit(struct net *net)
{
	exit_net_parts(lvs_net_of(net), ARRAY_SIZE(net_parts));
}

static int views_init(struct net *net)
{
	struct lvs_net *lnet = lvs_net_of(net);
	int err;

	err = lvs_proc_init(lnet);
	if (err)
		return err;
	err = lvs_sysctl_init(lnet);
	if (err)
		lvs_proc_exit(lnet);
	return err;
}

static void views_exit(struct net *net)
{
	lvs_sysctl_exit(lvs_net_of(net));
	lvs_proc_exit(lvs_net_of(net));
}

static struct pernet_operations net_ops = {
	.init = net_init,
	.pre_exit = net_pre_exit,
	.exit = net_exit,
	.id = &lvs_net_id,
	.size = sizeof(struct lvs_net),
};

static struct pernet_operations view_ops = {
	.init = views_init,
	.exit = views_exit,
};

static int init_hash(void)
{
	lvs_hash_init();
	return 0;
}

static int init_nets(void)
{
	return register_pernet_subsys(&net_ops);
}

/* the slab caches go next: whatever waits for a grace period has to be back */
static void exit_nets(void)
{
	unregister_pernet_subsys(&net_ops);
	rcu_barrier();
	rcu_barrier();	/* a pool's callback gives servers back by another */
}

static int init_views(void)
{
	return register_pernet_subsys(&view_ops);
}

static void exit_views(void)
{
	unregister_pernet_subsys(&view_ops);
}

/*
 * The netlink family is the gate that keeps in-tree IPVS and us apart: what
 * comes before it takes no name that both want. A request finds its namespace
 * complete, so the family comes after the namespaces' parts.
 */
static const struct part parts[] = {
	{ init_hash, NULL },
	{ lvs_bystander_init, NULL },
	{ lvs_dest_cache_init, lvs_dest_cache_exit },
	{ lvs_svc_cache_init, lvs_svc_cache_exit },
	{ lvs_conn_cache_init, lvs_conn_cache_exit },
	{ init_nets, exit_nets },
	{ lvs_exclusive_init, lvs_exclusive_exit },
	{ lvs_nl_init, lvs_nl_exit },
	{ init_views, exit_views },
	{ lvs_sockopt_init, lvs_sockopt_exit },
	{ lvs_devices_init, lvs_devices_exit },
	{ lvs_xt_match_init, lvs_xt_match_exit },
};

static void exit_parts(unsigned int count)
{
	while (count--) {
		if (parts[count].exit)
			parts[count].exit();
	}
}

static int __init lvs_init(void)
{
	unsigned int i;
	int err;

	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		err = parts[i].init();
		if (err) {
			exit_parts(i);
			return err;
		}
	}
	lvs_info("loaded");
	return 0;
}

static void __exit lvs_exit(void)
{
	exit_parts(ARRAY_SIZE(parts));
	lvs_info("unloaded");
}

module_init(lvs_init);
module_exit(lvs_exit);

MODULE_DESCRIPTION("Layer-4 load balancer, compatible with IPVS");
MODULE_LICENSE("GPL");
MODULE_ALIAS_GENL_FAMILY("IPVS");
