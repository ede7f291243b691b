// SPDX-License-Identifier: GPL-2.0
/*
 * Servers that were taken out of their service, as long as flows hold them.
 * Floor 3.
 *
 * A server that comes back to its service is the same object again, so that
 * its flows go on without noticing. The list holds no references: who gives
 * the last one back takes the server off.
 */
#include "obj/dest_dead.h"

#include "base/limits.h"
#include "base/tuple.h"
#include "obj/dest.h"

#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>
#include <linux/string.h>

/* one for all namespaces; see docs/locking.md */
static struct hlist_head dead[LVS_DEST_DEAD_BUCKETS];
static DEFINE_SPINLOCK(dead_lock);

static struct hlist_head *bucket_of(const struct lvs_svc_key *svc,
				    const struct lvs_addr *addr, __be16 port)
{
	struct lvs_tuple name = {
		.src = *addr,
		.dst = svc->addr,
		.sport = port,
		.dport = svc->port,
		.proto = svc->proto,
	};

	return &dead[lvs_hash_flow(&name, svc->fwmark) %
		     LVS_DEST_DEAD_BUCKETS];
}

/**
 * lvs_dest_dead_add() - a server leaves its service
 * @lnet: namespace
 * @dest: server, a reference is held
 * @svc: name of the service
 *
 * Context: process; config lock.
 */
void lvs_dest_dead_add(const struct lvs_net *lnet, struct lvs_dest *dest,
		       const struct lvs_svc_key *svc)
{
	spin_lock_bh(&dead_lock);
	dest->lnet = lnet;
	dest->svc = *svc;
	hlist_add_head(&dest->dead, bucket_of(svc, &dest->conf.addr,
					      dest->conf.port));
	spin_unlock_bh(&dead_lock);
}

/**
 * lvs_dest_dead_del() - nobody holds a server any more
 * @dest: server, which may have left no service
 *
 * Context: any but hard interrupts.
 */
void lvs_dest_dead_del(struct lvs_dest *dest)
{
	if (hlist_unhashed(&dest->dead))
		return;
	spin_lock_bh(&dead_lock);
	hlist_del_init(&dest->dead);
	spin_unlock_bh(&dead_lock);
}

static bool is_named(const struct lvs_dest *dest, const struct lvs_net *lnet,
		     const struct lvs_svc_key *svc,
		     const struct lvs_addr *addr, __be16 port)
{
	return dest->lnet == lnet && dest->conf.port == port &&
	       lvs_addr_equal(&dest->conf.addr, addr) &&
	       !memcmp(&dest->svc, svc, sizeof(*svc));
}

/**
 * lvs_dest_dead_take() - find a server that comes back to its service
 * @lnet: namespace
 * @svc: name of the service
 * @addr: address of the server
 * @port: its port
 *
 * Context: process; config lock.
 * Return: the server, off the list, with a reference, or NULL if no flow
 * waits for it.
 */
struct lvs_dest *lvs_dest_dead_take(const struct lvs_net *lnet,
				    const struct lvs_svc_key *svc,
				    const struct lvs_addr *addr, __be16 port)
{
	struct lvs_dest *found = NULL;
	struct lvs_dest *dest;

	spin_lock_bh(&dead_lock);
	hlist_for_each_entry(dest, bucket_of(svc, addr, port), dead) {
		if (!is_named(dest, lnet, svc, addr, port) ||
		    lvs_load_is_idle(&dest->load) ||
		    !refcount_inc_not_zero(&dest->refs))
			continue;
		hlist_del_init(&dest->dead);
		found = dest;
		break;
	}
	spin_unlock_bh(&dead_lock);
	return found;
}
