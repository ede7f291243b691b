/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A connection entry. Floor 3.
 *
 * Layout. What is rare comes first and fills a cache line. What a packet of an
 * established flow reads comes after it: one line for IPv4, two for IPv6; it
 * writes one word of that, and only when the expiry moves by enough to matter.
 * Addresses come last, as many words as the family has: IPv4 entries take 128
 * bytes and IPv6 entries 160, of which the 96 that packets read never span
 * more than two lines although entries begin at every half of one.
 *
 * There is no timer in an entry. @expires says when it ends; look-ups treat
 * what has expired as gone, and a worker returns the memory later.
 */
#ifndef LVS_OBJ_CONN_H
#define LVS_OBJ_CONN_H

#include "base/addr.h"
#include "base/limits.h"
#include "base/tuple.h"
#include "obj/node_table.h"
#include "obj/ops.h"

#include <linux/atomic.h>
#include <linux/container_of.h>
#include <linux/jiffies.h>
#include <linux/math.h>
#include <linux/stddef.h>
#include <linux/rcupdate.h>

struct dst_entry;
struct lvs_engine_key;

/*
 * Low bits of lvs_conn.word. The numbers below 0x20000 are the ones that IPVS
 * replicates between directors.
 */
enum lvs_conn_flag {
	LVS_CONN_F_FWD_MASK = 0x7,	/* LVS_FWD_* */
	LVS_CONN_F_SYNC = 0x20,		/* learned from another director */
	LVS_CONN_F_NOOUTPUT = 0x80,	/* no reply was seen yet */
	LVS_CONN_F_INACTIVE = 0x100,	/* counted as inactive */
	LVS_CONN_F_OUT_SEQ = 0x200,	/* the server's numbers move */
	LVS_CONN_F_IN_SEQ = 0x400,	/* the client's numbers move */
	LVS_CONN_F_EXPECT = 0x800,	/* announced: one port is not known */
	LVS_CONN_F_TEMPLATE = 0x1000,	/* persistence, not a flow */
	LVS_CONN_F_ONE_PACKET = 0x2000,	/* in no table */
	LVS_CONN_F_NFCT = 0x10000,	/* its nf_conn follows it */
	LVS_CONN_F_TWO_NODES = 0x20000,	/* replies are looked up too */
	LVS_CONN_F_UNASSURED = 0x80000,	/* its template awaits success */
	LVS_CONN_F_DEAD = 0x40000,	/* unlinked; its counts are returned */
	LVS_CONN_F_APP = 0x100000,	/* a helper reads its payload */
	LVS_CONN_F_MORE = 0x200000,	/* not a single packet; no states */
	LVS_CONN_F_SWIFT_IN = 0x400000,	/* a request met no rule against it */
	LVS_CONN_F_SWIFT_OUT = 0x800000, /* a reply met no rule against it */
	LVS_CONN_F_MASK = 0xffffff,
};

/* bits 24..31 of lvs_conn.word */
#define LVS_CONN_STATE_SHIFT 24

/*
 * The first node of an entry is aligned to LVS_CONN_ALIGN, so that the address
 * of a node tells which of the two it is.
 */
enum lvs_conn_node_idx {
	LVS_CONN_REQUEST,	/* client to virtual service */
	LVS_CONN_REPLY,		/* server to client */
	LVS_CONN_NODES,
};

enum lvs_conn_end {
	LVS_CONN_CLIENT,	/* who asks */
	LVS_CONN_VIRTUAL,	/* whom it asks */
	LVS_CONN_SERVER,	/* who answers */
	LVS_CONN_ENDS,
};

/**
 * struct lvs_conn - a connection
 * @rcu: frees the entry, or links it with others that are freed together
 * @app: what a payload helper keeps (struct lvs_app), or NULL; kmalloc'ed,
 *	freed with the entry; LVS_CONN_F_APP tells packets whether to look
 * @engine: of a template: what a persistence engine knows its flows by, or
 *	NULL; kmalloc'ed, freed with the entry
 * @control: template that decided about this flow, or the connection that
 *	announced it, or NULL; a reference is held
 * @holders: its place in the table, and entries that it controls
 * @fwmark: mark of the service, or 0
 * @back_cookie: tells whether @back still holds, for IPv6
 * @reserved: fills the cache line
 * @nodes: places in the table, by enum lvs_conn_node_idx
 * @port: by enum lvs_conn_end; constant, as all of the key
 * @proto: IPPROTO_*
 * @family: AF_INET or AF_INET6: of client and virtual service, and of the
 *	server where replies pass us
 * @word: flags and state; changed by cmpxchg only
 * @expires: jiffies; the entry is gone from then on
 * @dest: server; the entry holds a reference
 * @back: route of replies as they were last seen to leave, a reference is held;
 *	or NULL; changed by xchg only
 * @addr: by enum lvs_conn_end, each as many words as the family has
 */
struct lvs_conn {
	struct rcu_head rcu;
	void *app;
	struct lvs_engine_key *engine;
	struct lvs_conn *control;
	atomic_t holders;
	u32 fwmark;
	u32 back_cookie;
	u32 reserved[3];

	struct lvs_node nodes[LVS_CONN_NODES];
	__be16 port[LVS_CONN_ENDS];
	u8 proto;
	u8 family;
	u32 word;
	u32 expires;
	struct lvs_dest *dest;
	struct dst_entry *back;
	__be32 addr[];
};

#define LVS_CONN_SIZE(words) \
	(offsetof(struct lvs_conn, addr) + \
	 LVS_CONN_ENDS * (words) * sizeof(__be32))
#define LVS_CONN_ALIGN 32

static inline u8 lvs_conn_state(const struct lvs_conn *conn)
{
	return READ_ONCE(conn->word) >> LVS_CONN_STATE_SHIFT;
}

static inline u32 lvs_conn_flags(const struct lvs_conn *conn)
{
	return READ_ONCE(conn->word) & LVS_CONN_F_MASK;
}

static inline u8 lvs_conn_fwd(const struct lvs_conn *conn)
{
	return lvs_conn_flags(conn) & LVS_CONN_F_FWD_MASK;
}

/* which of the two nodes of its connection a node is */
static inline enum lvs_conn_node_idx
lvs_conn_node_index(const struct lvs_node *node)
{
	return ((unsigned long)node & (LVS_CONN_ALIGN - 1)) / sizeof(*node);
}

static inline struct lvs_conn *
lvs_conn_of_node(const struct lvs_node *node)
{
	return container_of(node - lvs_conn_node_index(node), struct lvs_conn,
			    nodes[LVS_CONN_REQUEST]);
}

/* words of an address of the connection, as many as its family has */
static inline const __be32 *lvs_conn_words(const struct lvs_conn *conn,
					   enum lvs_conn_end end)
{
	return &conn->addr[end * lvs_family_words(conn->family)];
}

static inline bool lvs_conn_is_expired(const struct lvs_conn *conn, u32 now)
{
	return (s32)(now - READ_ONCE(conn->expires)) >= 0;
}

/*
 * Let an entry live on, so many jiffies from now. The word is written only if
 * that moves it by more than LVS_EXPIRES_SLACK_MS, or backwards, so that a fast
 * flow does not keep its cache line dirty. An entry may thus end that early.
 */
static inline void lvs_conn_refresh(struct lvs_conn *conn, u32 timeout_jif)
{
	u32 expires = (u32)jiffies + timeout_jif;
	s32 ahead = expires - READ_ONCE(conn->expires);

	if (ahead < 0 || ahead > (s32)(LVS_EXPIRES_SLACK_MS * HZ / 1000))
		WRITE_ONCE(conn->expires, expires);
}

/* states of a template, which has no protocol to give it others */
enum lvs_tmpl_state {
	LVS_TMPL_NONE,
	LVS_TMPL_ASSURED,	/* a flow of it was seen to work */
};

static inline bool lvs_conn_is_template(const struct lvs_conn *conn)
{
	return lvs_conn_flags(conn) & LVS_CONN_F_TEMPLATE;
}

/* enum lvs_tuple_kind of its names */
static inline u8 lvs_conn_kind(const struct lvs_conn *conn)
{
	u32 flags = lvs_conn_flags(conn);

	if (likely(!(flags & (LVS_CONN_F_TEMPLATE | LVS_CONN_F_EXPECT))))
		return LVS_TUPLE_FLOW;
	if (flags & LVS_CONN_F_EXPECT)
		return LVS_TUPLE_EXPECT;
	return conn->engine ? LVS_TUPLE_ENGINE : LVS_TUPLE_TEMPLATE;
}

/* has its time come, and nothing keeps it */
static inline bool lvs_conn_is_gone(const struct lvs_conn *conn, u32 now)
{
	return lvs_conn_is_expired(conn, now) &&
	       atomic_read(&conn->holders) <= 1;
}

static inline struct lvs_addr lvs_conn_addr(const struct lvs_conn *conn,
					    enum lvs_conn_end end)
{
	return lvs_addr_from_words(conn->family, lvs_conn_words(conn, end));
}

int lvs_conn_cache_init(void);
void lvs_conn_cache_exit(void);
struct lvs_conn_key {
	struct lvs_tuple flow;
	struct lvs_addr server;
	__be16 server_port;
};

/**
 * struct lvs_conn_room - where a connection of either family finds room
 * @words: aligned as a connection has to be that is in no table
 */
struct lvs_conn_room {
	u64 words[DIV_ROUND_UP(LVS_CONN_SIZE(LVS_ADDR6_WORDS), sizeof(u64))];
};

struct lvs_conn *lvs_conn_new(const struct lvs_conn_key *key,
			      struct lvs_dest *dest, u32 word);
struct lvs_conn *lvs_conn_lend(struct lvs_conn_room *room,
			       const struct lvs_conn_key *key,
			       struct lvs_dest *dest, u32 word);
void lvs_conn_free(struct lvs_conn *conn);
void lvs_conn_set_state(struct lvs_conn *conn, u8 state, bool active);
bool lvs_conn_move(struct lvs_conn *conn, u8 from, u8 to, bool active);
void lvs_conn_set_flag(struct lvs_conn *conn, u32 flag);
void lvs_conn_clear_flag(struct lvs_conn *conn, u32 flag);
void lvs_conn_set_way_back(struct lvs_conn *conn, struct dst_entry *dst,
			   u32 cookie);
struct dst_entry *lvs_conn_way_back(const struct lvs_conn *conn);
u32 lvs_conn_expires_s(const struct lvs_conn *conn);

#endif
