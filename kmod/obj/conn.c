// SPDX-License-Identifier: GPL-2.0
/*
 * A connection entry. Floor 3.
 */
#include "obj/conn.h"

#include "base/limits.h"
#include "obj/dest.h"
#include "obj/way.h"

#include <linux/atomic.h>
#include <linux/cache.h>
#include <linux/slab.h>

/* bytes of a line on the machines that the layout is made for */
#define LINE 64

static_assert(offsetof(struct lvs_conn, nodes) == LINE);
static_assert(LVS_CONN_SIZE(LVS_ADDR4_WORDS) <= 2 * LINE);
static_assert(LVS_CONN_SIZE(LVS_ADDR6_WORDS) <= 5 * LVS_CONN_ALIGN);
static_assert(LINE % LVS_CONN_ALIGN == 0);

static struct kmem_cache *conn4_cache __read_mostly;
static struct kmem_cache *conn6_cache __read_mostly;

/**
 * lvs_conn_cache_init() - make the slab caches of connections
 *
 * Context: process; once, at module load.
 * Return: 0, or -ENOMEM.
 */
int lvs_conn_cache_init(void)
{
	conn4_cache = kmem_cache_create("lvs_conn4",
					LVS_CONN_SIZE(LVS_ADDR4_WORDS), LINE,
					0, NULL);
	if (!conn4_cache)
		return -ENOMEM;
	conn6_cache = kmem_cache_create("lvs_conn6",
					LVS_CONN_SIZE(LVS_ADDR6_WORDS),
					LVS_CONN_ALIGN, 0, NULL);
	if (!conn6_cache) {
		kmem_cache_destroy(conn4_cache);
		return -ENOMEM;
	}
	return 0;
}

/**
 * lvs_conn_cache_exit() - destroy the slab caches; complains of what is left
 *
 * Context: process, after rcu_barrier().
 */
void lvs_conn_cache_exit(void)
{
	kmem_cache_destroy(conn6_cache);
	kmem_cache_destroy(conn4_cache);
}

static struct kmem_cache *cache_of(u8 family)
{
	return family == AF_INET6 ? conn6_cache : conn4_cache;
}

static void set_words(struct lvs_conn *conn, enum lvs_conn_end end,
		      const struct lvs_addr *addr)
{
	__be32 *words = (__be32 *)lvs_conn_words(conn, end);

	memcpy(words, addr->words, lvs_family_bytes(conn->family));
}

static void fill(struct lvs_conn *conn, const struct lvs_conn_key *key,
		 struct lvs_dest *dest, u32 word)
{
	conn->family = key->flow.src.family;
	conn->proto = key->flow.proto;
	conn->port[LVS_CONN_CLIENT] = key->flow.sport;
	conn->port[LVS_CONN_VIRTUAL] = key->flow.dport;
	conn->port[LVS_CONN_SERVER] = key->server_port;
	conn->word = word;
	conn->expires = jiffies + HZ;
	conn->dest = dest;
	conn->fwmark = 0;
	conn->app = NULL;
	conn->engine = NULL;
	conn->control = NULL;
	conn->back = NULL;
	conn->back_cookie = 0;
	atomic_set(&conn->holders, 1);
	set_words(conn, LVS_CONN_CLIENT, &key->flow.src);
	set_words(conn, LVS_CONN_VIRTUAL, &key->flow.dst);
	set_words(conn, LVS_CONN_SERVER, &key->server);
}

/**
 * lvs_conn_lend() - a connection for one packet
 * @room: where it is made; it ends when that does
 * @key: as for lvs_conn_new()
 * @dest: server, found under RCU; no reference is taken
 * @word: flags and state
 *
 * It never comes into a table, and is never freed.
 *
 * Context: softirq, RCU.
 * Return: the connection.
 */
struct lvs_conn *lvs_conn_lend(struct lvs_conn_room *room,
			       const struct lvs_conn_key *key,
			       struct lvs_dest *dest, u32 word)
{
	struct lvs_conn *conn = (struct lvs_conn *)room->words;

	fill(conn, key, dest, word | LVS_CONN_F_ONE_PACKET);
	return conn;
}

/**
 * lvs_conn_new() - make a connection
 * @key: flow of its first packet, and the server's end of it; the server's
 *	address may be of another family when no replies pass us, and is not
 *	kept then
 * @dest: server; a reference is taken
 * @word: flags and state to begin with
 *
 * Context: softirq or process; atomic allocation.
 * Return: the connection, in no table yet, or NULL when memory is short or
 * @dest has just lost its last reference.
 */
struct lvs_conn *lvs_conn_new(const struct lvs_conn_key *key,
			      struct lvs_dest *dest, u32 word)
{
	u8 family = key->flow.src.family;
	struct lvs_conn *conn;

	conn = kmem_cache_alloc(cache_of(family), GFP_ATOMIC | __GFP_NOWARN);
	if (!conn)
		return NULL;
	if (!lvs_dest_tryget(dest)) {
		kmem_cache_free(cache_of(family), conn);
		return NULL;
	}
	fill(conn, key, dest, word);
	return conn;
}

/**
 * lvs_conn_free() - free a connection that nobody can see
 * @conn: in no table, a grace period after it was in one; its reference to
 *	the server is the caller's to give back
 *
 * Context: any but hard interrupts.
 */
void lvs_conn_free(struct lvs_conn *conn)
{
	kfree(conn->app);
	kfree(conn->engine);
	kmem_cache_free(cache_of(conn->family), conn);
}

/**
 * lvs_conn_set_way_back() - remember the route of replies
 * @conn: in the table
 * @dst: route that a reply leaves by; a reference is taken
 * @cookie: for dst_check()
 *
 * Whoever ends the connection marks it dead and drops the route then; xchg()
 * orders both here and there, so one of the two sees the other.
 *
 * Context: softirq, RCU.
 */
void lvs_conn_set_way_back(struct lvs_conn *conn, struct dst_entry *dst,
			   u32 cookie)
{
	WRITE_ONCE(conn->back_cookie, cookie);
	if (lvs_way_set(&conn->back, dst) &&
	    unlikely(lvs_conn_flags(conn) & LVS_CONN_F_DEAD))
		lvs_way_drop(&conn->back);
}

/**
 * lvs_conn_way_back() - the route of replies
 * @conn: in the table
 *
 * Context: softirq, RCU.
 * Return: the route without a reference, or NULL if none is known that holds.
 */
struct dst_entry *lvs_conn_way_back(const struct lvs_conn *conn)
{
	u32 cookie = 0;

	/* it is far from what packets read, and routes of IPv4 have none */
	if (conn->family == AF_INET6)
		cookie = READ_ONCE(conn->back_cookie);
	return lvs_way_get(&conn->back, cookie);
}

/**
 * lvs_conn_expires_s() - how long a connection still lives
 * @conn: connection
 *
 * Context: any.
 * Return: whole seconds, 0 when it has expired.
 */
u32 lvs_conn_expires_s(const struct lvs_conn *conn)
{
	s32 left = READ_ONCE(conn->expires) - (u32)jiffies;

	return left > 0 ? left / HZ : 0;
}
