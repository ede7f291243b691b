// SPDX-License-Identifier: GPL-2.0
/*
 * The knobs as files: net.ipv4.vs, one set a namespace. Floor 8.
 *
 * Names, ranges and who may write are IPVS's. A value out of range is refused
 * with EINVAL and the old one stays.
 */
#include "ctl/sysctl.h"

#include "base/limits.h"
#include "base/net.h"
#include "base/tunables.h"
#include "ctl/sysctl_forms.h"

#include <linux/slab.h>
#include <linux/sysctl.h>
#include <linux/user_namespace.h>
#include <net/net_namespace.h>

/**
 * struct lvs_sysctl - what a namespace has registered
 * @header: from register_net_sysctl_sz()
 * @table: one entry a knob, and an empty one, which ends it on older kernels
 */
struct lvs_sysctl {
	struct ctl_table_header *header;
	struct ctl_table table[];
};

/* who else than the machine's administrator may write */
enum owner {
	NS_ROOT,	/* also the owner of the network namespace */
	HOST_ONLY,	/* nobody: it costs the machine memory or time */
};

/**
 * struct knob - a file
 * @name: below net.ipv4.vs
 * @offset: of its value in struct lvs_tunables
 * @size: bytes of it
 * @handler: reads and writes it
 * @min: least value, NULL for any; only of proc_dointvec_minmax
 * @max: greatest value, NULL for any; the same
 * @owner: who may write
 */
struct knob {
	const char *name;
	size_t offset;
	size_t size;
	proc_handler *handler;
	const int *min;
	const int *max;
	enum owner owner;
};

static const int zero;
static const int one = 1;
static const int three = 3;
static const int lfactor_min = -8;
static const int lfactor_max = 8;
static const int nice_min = MIN_NICE;
static const int nice_max = MAX_NICE;
static const int conn_max_max = LVS_CONN_MAX_MAX;
static const int source_rate_max = LVS_SOURCE_RATE_MAX;

#define FIELD(member)						\
	.offset = offsetof(struct lvs_tunables, member),	\
	.size = sizeof_field(struct lvs_tunables, member)

/* any int */
#define INT(member)						\
	{ .name = #member, FIELD(member), .handler = proc_dointvec }

#define RANGE(member, least, greatest)				\
	{ .name = #member, FIELD(member),			\
	  .handler = proc_dointvec_minmax, .min = least, .max = greatest }

#define DEFENSE(member)						\
	{ .name = #member, FIELD(member), .handler = lvs_sysctl_defense }

static const struct knob knobs[] = {
	INT(am_droprate),
	INT(amemthresh),
	INT(backup_only),
	INT(cache_bypass),
	RANGE(conn_lfactor, &lfactor_min, &lfactor_max),
	{ .name = "conn_max", FIELD(conn_max), .owner = HOST_ONLY,
	  .handler = proc_dointvec_minmax, .min = &zero,
	  .max = &conn_max_max },
	INT(conn_reuse_mode),
	{ .name = "conntrack", FIELD(conntrack),
	  .handler = lvs_sysctl_conntrack },
	DEFENSE(drop_entry),
	DEFENSE(drop_packet),
	{ .name = "est_cpulist", FIELD(est_cpus), .owner = HOST_ONLY,
	  .handler = lvs_sysctl_cpus },
	{ .name = "est_nice", FIELD(est_nice), .owner = HOST_ONLY,
	  .handler = proc_dointvec_minmax, .min = &nice_min,
	  .max = &nice_max },
	INT(expire_nodest_conn),
	INT(expire_quiescent_template),
	INT(fastpath),
	INT(ignore_tunneled),
	{ .name = "lblc_expiration", FIELD(lblc_expiration_jif),
	  .handler = proc_dointvec_jiffies },
	{ .name = "lblcr_expiration", FIELD(lblcr_expiration_jif),
	  .handler = proc_dointvec_jiffies },
	INT(mss_clamp),
	INT(nat_icmp_send),
	INT(pmtu_disc),
	{ .name = "run_estimation", FIELD(run_estimation), .owner = HOST_ONLY,
	  .handler = proc_dointvec },
	INT(schedule_icmp),
	DEFENSE(secure_tcp),
	INT(sloppy_sctp),
	INT(sloppy_tcp),
	INT(snat_reroute),
	RANGE(source_burst, &zero, &source_rate_max),
	{ .name = "source_rate", FIELD(source_rate),
	  .handler = lvs_sysctl_source },
	RANGE(svc_lfactor, &lfactor_min, &lfactor_max),
	INT(sync_persist_mode),
	{ .name = "sync_ports", FIELD(sync_ports),
	  .handler = lvs_sysctl_power },
	{ .name = "sync_qlen_max", FIELD(sync_qlen_max), .owner = HOST_ONLY,
	  .handler = proc_doulongvec_minmax },
	{ .name = "sync_refresh_period", FIELD(sync_refresh_jif),
	  .handler = proc_dointvec_jiffies },
	RANGE(sync_retries, &zero, &three),
	{ .name = "sync_sock_size", FIELD(sync_sock_size), .owner = HOST_ONLY,
	  .handler = proc_dointvec },
	{ .name = "sync_threshold", FIELD(sync_threshold),
	  .handler = lvs_sysctl_threshold },
	RANGE(sync_version, &zero, &one),
};

/* handlers of our own find the namespace in extra1 instead of a bound */
static bool is_bounded(const struct knob *knob)
{
	return knob->handler == proc_dointvec_minmax;
}

static umode_t mode_of(const struct lvs_net *lnet, const struct knob *knob)
{
	if (knob->owner == HOST_ONLY && lnet->net->user_ns != &init_user_ns)
		return 0444;
	return 0644;
}

static void fill_entry(struct lvs_net *lnet, const struct knob *knob,
		       struct ctl_table *entry)
{
	entry->procname = knob->name;
	entry->data = (u8 *)lnet->tunables + knob->offset;
	entry->maxlen = knob->size;
	entry->mode = mode_of(lnet, knob);
	entry->proc_handler = knob->handler;
	if (is_bounded(knob)) {
		entry->extra1 = (void *)knob->min;
		entry->extra2 = (void *)knob->max;
	} else if (knob->handler != proc_doulongvec_minmax) {
		entry->extra1 = lnet;
	}
}

/**
 * lvs_sysctl_init() - show a namespace's knobs
 * @lnet: namespace, complete
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_sysctl_init(struct lvs_net *lnet)
{
	struct lvs_sysctl *sysctl;
	unsigned int i;

	sysctl = kzalloc(struct_size(sysctl, table, ARRAY_SIZE(knobs) + 1),
			 GFP_KERNEL);
	if (!sysctl)
		return -ENOMEM;
	for (i = 0; i < ARRAY_SIZE(knobs); i++)
		fill_entry(lnet, &knobs[i], &sysctl->table[i]);
	sysctl->header = register_net_sysctl_sz(lnet->net, "net/ipv4/vs",
						sysctl->table,
						ARRAY_SIZE(knobs));
	if (!sysctl->header) {
		kfree(sysctl);
		return -ENOMEM;
	}
	lnet->sysctl = sysctl;
	return 0;
}

/**
 * lvs_sysctl_exit() - remove a namespace's knobs; waits for their users
 * @lnet: namespace
 *
 * Context: process, may sleep.
 */
void lvs_sysctl_exit(struct lvs_net *lnet)
{
	unregister_net_sysctl_table(lnet->sysctl->header);
	kfree(lnet->sysctl);
}
