// SPDX-License-Identifier: GPL-2.0
/*
 * Requests by socket option that read something. Floor 8.
 *
 * Listings have as many entries as the caller has room for, who has asked
 * before how many there are. Only IPv4 fits into them. They are written under
 * the config lock, page by page as the caller's memory takes them.
 */
#include "ctl/so_get.h"

#include "base/net.h"
#include "obj/conn_table.h"
#include "obj/dest.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "obj/svc.h"
#include "obj/svc_table.h"
#include "ctl/config.h"
#include "ctl/config_pool.h"
#include "ctl/config_svc.h"
#include "ctl/listing.h"
#include "ctl/request.h"
#include "ctl/so_key.h"
#include "ctl/stats.h"

#include <uapi/linux/lvs.h>

#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <uapi/linux/ip_vs.h>

/* room for the text that names the version */
#define VERSION_BYTES 64

static int put(void __user *user, const void *from, size_t bytes)
{
	return copy_to_user(user, from, bytes) ? -EFAULT : 0;
}

static int get_version(struct lvs_net *lnet, void __user *user, int *bytes)
{
	u32 version = LVS_IPVS_VERSION;
	char text[VERSION_BYTES];

	*bytes = scnprintf(text, sizeof(text),
			   "IP Virtual Server version %u.%u.%u (size=%u)",
			   version >> 16, (version >> 8) & 0xff,
			   version & 0xff, lvs_conn_table_size(lnet)) + 1;
	return put(user, text, *bytes);
}

static int get_info(struct lvs_net *lnet, void __user *user, int *bytes)
{
	struct ip_vs_getinfo info = {
		.version = LVS_IPVS_VERSION,
		.size = lvs_conn_table_size(lnet),
	};

	lvs_config_lock(lnet);
	info.num_services = lnet->svcs->count4;
	lvs_config_unlock(lnet);
	return put(user, &info, sizeof(info));
}

static int get_timeouts(struct lvs_net *lnet, void __user *user, int *bytes)
{
	struct ip_vs_timeout_user timeouts;
	struct lvs_timeouts_req now;

	lvs_config_get_timeouts(lnet, &now);
	timeouts.tcp_timeout = now.s[LVS_TIMEOUT_TCP];
	timeouts.tcp_fin_timeout = now.s[LVS_TIMEOUT_TCP_FIN];
	timeouts.udp_timeout = now.s[LVS_TIMEOUT_UDP];
	return put(user, &timeouts, sizeof(timeouts));
}

/* a master and a backup, of which none runs */
static int get_daemons(struct lvs_net *lnet, void __user *user, int *bytes)
{
	static const struct ip_vs_daemon_user daemons[2];

	return put(user, daemons, sizeof(daemons));
}

static void fill_stats(struct ip_vs_stats_user *to,
		       const struct lvs_stats *stats)
{
	to->conns = stats->sum.conns;
	to->inpkts = stats->sum.in_pkts;
	to->outpkts = stats->sum.out_pkts;
	to->inbytes = stats->sum.in_bytes;
	to->outbytes = stats->sum.out_bytes;
	to->cps = stats->per_s.conns;
	to->inpps = stats->per_s.in_pkts;
	to->outpps = stats->per_s.out_pkts;
	to->inbps = stats->per_s.in_bytes;
	to->outbps = stats->per_s.out_bytes;
}

static bool is_seen(const struct lvs_dest *dest)
{
	return dest->conf.addr.family == AF_INET;
}

static u32 count_dests(const struct lvs_pool *pool)
{
	u32 count = 0;
	u32 i;

	for (i = 0; i < pool->count; i++)
		count += is_seen(pool->slots[i].dest);
	return count;
}

/* config lock */
static int put_svc(struct lvs_net *lnet, struct ip_vs_service_entry __user *to,
		   const struct lvs_svc *svc)
{
	const struct lvs_pool *pool = lvs_config_pool(lnet, svc);
	struct ip_vs_service_entry entry;
	struct lvs_stats stats;

	memset(&entry, 0, sizeof(entry));
	entry.protocol = svc->key.proto;
	entry.addr = svc->key.addr.ip;
	entry.port = svc->key.port;
	entry.fwmark = svc->key.fwmark;
	strscpy(entry.sched_name, pool->sched ? pool->sched->name : "none",
		sizeof(entry.sched_name));
	entry.flags = svc->flags;
	entry.timeout = svc->timeout_s;
	entry.netmask = (__force __be32)svc->netmask;
	entry.num_dests = count_dests(pool);
	lvs_stats_svc(lnet, svc, &stats);
	fill_stats(&entry.stats, &stats);
	return put(to, &entry, sizeof(entry));
}

/* config lock */
static int put_dest(struct ip_vs_dest_entry __user *to,
		    const struct lvs_dest *dest)
{
	struct ip_vs_dest_entry entry;
	struct lvs_stats stats;

	memset(&entry, 0, sizeof(entry));
	entry.addr = dest->conf.addr.ip;
	entry.port = dest->conf.port;
	entry.conn_flags = dest->conf.fwd;
	entry.weight = dest->conf.weight;
	entry.u_threshold = dest->conf.upper;
	entry.l_threshold = dest->conf.lower;
	entry.activeconns = lvs_load_active(&dest->load);
	entry.inactconns = lvs_load_inactive(&dest->load);
	entry.persistconns = max(atomic_read(&dest->load.persist), 0);
	lvs_stats_dest(dest, &stats);
	fill_stats(&entry.stats, &stats);
	return put(to, &entry, sizeof(entry));
}

/* config lock */
static struct lvs_svc *next_svc(struct lvs_net *lnet, struct lvs_listing *at)
{
	struct lvs_svc *svc;

	do
		svc = lvs_listing_next(lnet, at);
	while (svc && svc->key.addr.family != AF_INET);
	return svc;
}

/* config lock; the name of the service comes with the request */
static struct lvs_svc *find_svc(struct lvs_net *lnet,
				const struct lvs_so_key *key)
{
	struct lvs_svc_req req;
	struct lvs_why why;

	lvs_so_decode_key(key, &req);
	return lvs_config_find_svc(lnet, &req, &why);
}

static bool is_exact(int bytes, size_t head, size_t entry, u32 count)
{
	return bytes == head + (u64)entry * count;
}

static int list_svcs(struct lvs_net *lnet,
		     struct ip_vs_service_entry __user *to, u32 room)
{
	struct lvs_listing at = {};
	struct lvs_svc *svc;
	int err = 0;

	lvs_config_lock(lnet);
	for (; !err && room; room--) {
		svc = next_svc(lnet, &at);
		if (!svc)
			break;
		err = put_svc(lnet, to++, svc);
		cond_resched();
	}
	lvs_config_unlock(lnet);
	return err;
}

static int get_svcs(struct lvs_net *lnet, void __user *user, int *bytes)
{
	struct ip_vs_get_services __user *all = user;
	struct ip_vs_get_services head;

	if (copy_from_user(&head, user, sizeof(head)))
		return -EFAULT;
	if (!is_exact(*bytes, sizeof(head), sizeof(all->entrytable[0]),
		      head.num_services))
		return -EINVAL;
	return list_svcs(lnet, all->entrytable, head.num_services);
}

static int get_svc(struct lvs_net *lnet, void __user *user, int *bytes)
{
	struct lvs_so_key key;
	struct lvs_svc *svc;
	int err;

	if (copy_from_user(&key, user, sizeof(key)))
		return -EFAULT;
	lvs_config_lock(lnet);
	svc = find_svc(lnet, &key);
	err = IS_ERR(svc) ? PTR_ERR(svc) : put_svc(lnet, user, svc);
	lvs_config_unlock(lnet);
	return err;
}

/* config lock */
static int list_dests(const struct lvs_pool *pool,
		      struct ip_vs_dest_entry __user *to, u32 room)
{
	int err = 0;
	u32 i;

	for (i = 0; !err && room && i < pool->count; i++) {
		if (!is_seen(pool->slots[i].dest))
			continue;
		err = put_dest(to++, pool->slots[i].dest);
		room--;
		cond_resched();
	}
	return err;
}

static int get_dests(struct lvs_net *lnet, void __user *user, int *bytes)
{
	struct ip_vs_get_dests __user *all = user;
	struct ip_vs_get_dests head;
	struct lvs_svc *svc;
	int err;

	if (copy_from_user(&head, user, sizeof(head)))
		return -EFAULT;
	if (!is_exact(*bytes, sizeof(head), sizeof(all->entrytable[0]),
		      head.num_dests))
		return -EINVAL;
	lvs_config_lock(lnet);
	svc = find_svc(lnet, (const struct lvs_so_key *)&head);
	err = IS_ERR(svc) ? PTR_ERR(svc) :
			    list_dests(lvs_config_pool(lnet, svc),
				       all->entrytable, head.num_dests);
	lvs_config_unlock(lnet);
	return err;
}

/**
 * struct request - what an option reads
 * @bytes: the least room that it needs
 * @read: does it; may shorten the length that the caller is told
 */
struct request {
	unsigned int bytes;
	int (*read)(struct lvs_net *lnet, void __user *user, int *bytes);
};

static const struct request requests[] = {
	[IP_VS_SO_GET_VERSION - IP_VS_BASE_CTL] = {
		VERSION_BYTES, get_version },
	[IP_VS_SO_GET_INFO - IP_VS_BASE_CTL] = {
		sizeof(struct ip_vs_getinfo), get_info },
	[IP_VS_SO_GET_SERVICES - IP_VS_BASE_CTL] = {
		sizeof(struct ip_vs_get_services), get_svcs },
	[IP_VS_SO_GET_SERVICE - IP_VS_BASE_CTL] = {
		sizeof(struct ip_vs_service_entry), get_svc },
	[IP_VS_SO_GET_DESTS - IP_VS_BASE_CTL] = {
		sizeof(struct ip_vs_get_dests), get_dests },
	[IP_VS_SO_GET_TIMEOUT - IP_VS_BASE_CTL] = {
		sizeof(struct ip_vs_timeout_user), get_timeouts },
	[IP_VS_SO_GET_DAEMON - IP_VS_BASE_CTL] = {
		2 * sizeof(struct ip_vs_daemon_user), get_daemons },
};

/**
 * lvs_so_get() - answer a request
 * @lnet: namespace
 * @opt: IP_VS_SO_GET_*
 * @user: names what is asked for, and takes the answer
 * @bytes: room there; set to the length of the version's text, and left alone
 *	by all others
 *
 * Context: process, may sleep.
 * Return: 0; -EINVAL for another option or a wrong length; -EFAULT; -ESRCH if
 * there is no such service.
 */
int lvs_so_get(struct lvs_net *lnet, int opt, void __user *user, int *bytes)
{
	unsigned int i = opt - IP_VS_BASE_CTL;

	if (i >= ARRAY_SIZE(requests) || !requests[i].read || *bytes < 0 ||
	    *bytes < requests[i].bytes)
		return -EINVAL;
	return requests[i].read(lnet, user, bytes);
}
