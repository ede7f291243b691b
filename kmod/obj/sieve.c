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

#include "base/limits.h"
#include "base/net.h"
#include "obj/svc_conf.h"

#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/hash.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/log2.h>
#include <linux/skbuff.h>
#include <linux/slab.h>

/**
 * struct lvs_sieve - the addresses of a namespace
 * @open: nothing falls through; WRITE_ONCE under the config lock
 * @bits: by hash; set under the config lock
 */
struct lvs_sieve {
	bool open;
	DECLARE_BITMAP(bits, LVS_SIEVE_BITS);
};

static u32 bit_of(u32 folded)
{
	return hash_32(folded, ilog2(LVS_SIEVE_BITS));
}

static u32 bit_of4(__be32 ip)
{
	return bit_of((__force u32)ip);
}

static u32 bit_of6(const struct in6_addr *in6)
{
	return bit_of((__force u32)(in6->s6_addr32[0] ^ in6->s6_addr32[1] ^
				    in6->s6_addr32[2] ^ in6->s6_addr32[3]));
}

/* the sieve is there before the first service that it lets pass */
static struct lvs_sieve *get_sieve(struct lvs_net *lnet)
{
	if (!lnet->sieve) {
		struct lvs_sieve *sieve = kvzalloc(sizeof(*sieve), GFP_KERNEL);

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
	set_bit(addr->family == AF_INET6 ? bit_of6(&addr->in6) :
					   bit_of4(addr->ip), sieve->bits);
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

/* test_bit() with a number that varies is a slow instruction on x86 */
static bool has_bit(const struct lvs_sieve *sieve, u32 bit)
{
	return READ_ONCE(sieve->bits[BIT_WORD(bit)]) & BIT_MASK(bit);
}

static bool passes4(const struct lvs_sieve *sieve, const struct iphdr *ip)
{
	if (ip->protocol != IPPROTO_TCP && ip->protocol != IPPROTO_UDP)
		return true;
	return has_bit(sieve, bit_of4(ip->daddr)) ||
	       has_bit(sieve, bit_of4(ip->saddr));
}

static bool passes6(const struct lvs_sieve *sieve, const struct ipv6hdr *ip)
{
	if (ip->nexthdr != IPPROTO_TCP && ip->nexthdr != IPPROTO_UDP)
		return true;
	return has_bit(sieve, bit_of6(&ip->daddr)) ||
	       has_bit(sieve, bit_of6(&ip->saddr));
}

/**
 * lvs_sieve_passes() - may a packet be ours
 * @lnet: namespace
 * @skb: packet, its network header is there
 * @family: AF_INET or AF_INET6
 *
 * Context: any.
 * Return: false if it is between addresses of others.
 */
bool lvs_sieve_passes(const struct lvs_net *lnet, const struct sk_buff *skb,
		      u16 family)
{
	const struct lvs_sieve *sieve = READ_ONCE(lnet->sieve);

	if (!sieve || READ_ONCE(sieve->open))
		return true;
	if (family == AF_INET6)
		return passes6(sieve, ipv6_hdr(skb));
	return passes4(sieve, ip_hdr(skb));
}
