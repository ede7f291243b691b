// SPDX-License-Identifier: GPL-2.0
/*
 * Lets go of routes over devices that go away. Floor 8.
 *
 * Each server caches its route on each CPU, and such a route holds its device.
 * A CPU notices that the route is no good any more only when it looks for it
 * next, which may be never. So when a device is unregistered, every CPU looks.
 */
#include "ctl/devices.h"

#include "base/net.h"
#include "obj/dest.h"
#include "obj/pool.h"
#include "obj/svc.h"
#include "obj/svc_table.h"

#include <linux/cpu.h>
#include <linux/netdevice.h>
#include <linux/percpu.h>
#include <linux/rtnetlink.h>
#include <linux/workqueue.h>

/* after IPv4 and IPv6 took their routes over the device back */
#define NOTIFIER_PRIORITY (-10)

/* namespace whose device goes; RTNL */
static struct lvs_net *losing;

/* RTNL */
static DEFINE_PER_CPU(struct work_struct, drop_work);

static void for_each_dest(struct lvs_net *lnet,
			  void (*apply)(struct lvs_dest *dest))
{
	const struct lvs_pool *pool;
	unsigned long id = 0;
	struct lvs_svc *svc;
	u32 i;

	rcu_read_lock();
	while ((svc = lvs_svc_next(lnet, &id))) {
		pool = rcu_dereference(svc->pool);
		for (i = 0; i < pool->count; i++)
			apply(pool->slots[i].dest);
	}
	rcu_read_unlock();
}

static void drop_on_this_cpu(struct work_struct *work)
{
	for_each_dest(losing, lvs_dest_drop_routes_here);
}

static void drop_on_all_cpus(void)
{
	int cpu;

	cpus_read_lock();
	for_each_online_cpu(cpu) {
		struct work_struct *work = per_cpu_ptr(&drop_work, cpu);

		INIT_WORK(work, drop_on_this_cpu);
		schedule_work_on(cpu, work);
	}
	for_each_online_cpu(cpu)
		flush_work(per_cpu_ptr(&drop_work, cpu));
	cpus_read_unlock();
}

static bool has_services(const struct lvs_net *lnet)
{
	return READ_ONCE(lnet->svcs->count4) || READ_ONCE(lnet->svcs->count6);
}

static int notice(struct notifier_block *nb, unsigned long event, void *data)
{
	struct net_device *dev = netdev_notifier_info_to_dev(data);
	struct lvs_net *lnet = lvs_net_of(dev_net(dev));

	ASSERT_RTNL();
	if (event != NETDEV_UNREGISTER || !has_services(lnet))
		return NOTIFY_DONE;
	for_each_dest(lnet, lvs_dest_forget_routes);
	losing = lnet;
	drop_on_all_cpus();
	return NOTIFY_DONE;
}

static struct notifier_block notifier = {
	.notifier_call = notice,
	.priority = NOTIFIER_PRIORITY,
};

/**
 * lvs_devices_init() - watch devices
 *
 * Context: process; once, at module load, after the namespaces' parts.
 * Return: 0, or -ENOMEM.
 */
int lvs_devices_init(void)
{
	return register_netdevice_notifier(&notifier);
}

/**
 * lvs_devices_exit() - stop watching devices
 *
 * Context: process, before the namespaces' parts go.
 */
void lvs_devices_exit(void)
{
	unregister_netdevice_notifier(&notifier);
}
