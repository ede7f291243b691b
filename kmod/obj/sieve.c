// SPDX-License-Identifier: GPL-2.0
/*
 * Which addresses may matter to us: what is between others falls through.
 * Floor 3.
 *
 * A director may be a router too, and most of what it forwards belongs to no
 * service. One bit for each of LVS_SIEVE_BITS values of a hash tells whether a
 * virtual service or a server has an address of that value. A packet of TCP or
 * UDP between two addresses that have no bit costs two loads and no look-up;
 * one that has a bit by accident costs what it always did.
 *
 * Bits are set by services and servers as they come, and never cleared: flows
 * outlive both. Services by mark may be for any address, so once there was one
 * nothing falls through any more.
 */
#include "obj/sieve.h"

#include "base/gfp.h"
#include "base/net.h"
#include "obj/svc_conf.h"

#include <linux/bitops.h>
#include <linux/slab.h>

/* the sieve is there before the first service that it lets pass */
static struct lvs_sieve *get_sieve(struct lvs_net *lnet)
{
	if (!lnet->sieve) {
		struct lvs_sieve *sieve = kvzalloc(sizeof(*sieve),
						   LVS_GFP_TABLE);

		/* pairs with the address dependency in lvs_sieve_passes() */
		smp_store_release(&lnet->sieve, sieve);
	}
	return lnet->sieve;
}

/**
 * lvs_sieve_add() - packets from and to an address may matter
 * @lnet: namespace
 * @addr: of a virtual service or a server
 *
 * Context: process, may sleep; config lock.
 * Return: 0, or -ENOMEM.
 */
int lvs_sieve_add(struct lvs_net *lnet, const struct lvs_addr *addr)
{
	struct lvs_sieve *sieve = get_sieve(lnet);

	if (!sieve)
		return -ENOMEM;
	if (addr->family == AF_INET6)
		set_bit(lvs_sieve_bit6(&addr->in6), sieve->bits);
	else
		set_bit(lvs_sieve_bit4(addr->ip), sieve->bits);
	return 0;
}

/**
 * lvs_sieve_add_svc() - packets for a service may matter
 * @lnet: namespace
 * @key: name of the service
 *
 * Context: process, may sleep; config lock.
 * Return: 0, or -ENOMEM.
 */
int lvs_sieve_add_svc(struct lvs_net *lnet, const struct lvs_svc_key *key)
{
	int err = lvs_sieve_add(lnet, &key->addr);

	if (!err && key->fwmark)
		WRITE_ONCE(lnet->sieve->open, true);
	return err;
}

/**
 * lvs_sieve_exit() - free a namespace's sieve
 * @lnet: namespace; no packet looks any more
 *
 * Context: process.
 */
void lvs_sieve_exit(struct lvs_net *lnet)
{
	kvfree(lnet->sieve);
}
