/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The interfaces that the floors above implement: schedulers, protocols,
 * payload helpers, persistence engines, forwarding methods. Floor 3.
 *
 * Implementations are const and stand in const tables; there is no run-time
 * registration.
 */
#ifndef LVS_OBJ_OPS_H
#define LVS_OBJ_OPS_H

#include "base/tunables.h"

#include <linux/types.h>

struct lvs_conn;
struct lvs_dest;
struct lvs_engine_key;
struct lvs_least_rule;
struct lvs_pkt;
struct lvs_pool;
struct lvs_tuple;

/* no server can take the flow */
#define LVS_PICK_NONE (-1)

/**
 * struct lvs_sched_ops - a scheduler
 * @name: as users write it, at most 15 characters
 * @hashes: it takes a seed and a table size
 * @busy: what busy means, where the least busy server is picked; else NULL
 * @build: compile @pool into *@data; @old is the pool that is replaced when
 *	it had the same scheduler, else NULL, so that a turn can be taken over.
 *	Process context, may sleep. Return 0, -ENOMEM, or -EINVAL when the
 *	pool cannot be served. NULL: nothing to compile.
 * @free: free what @build made, or NULL; NULL: kvfree()
 * @bytes: of what @build made, where a small pool takes much; NULL: it does
 *	not
 * @pick: slot index for a flow, or LVS_PICK_NONE. Softirq, under RCU; takes no
 *	lock, allocates nothing, cost bounded and independent of weights.
 *	Slots that are not lvs_slot_is_open() are never returned.
 *
 * Pure: nothing but the pool, its loads and the flow is read.
 */
struct lvs_sched_ops {
	const char *name;
	bool hashes;
	const struct lvs_least_rule *busy;
	int (*build)(const struct lvs_pool *pool, const struct lvs_pool *old,
		     void **data);
	void (*free)(void *data);
	size_t (*bytes)(const struct lvs_pool *pool);
	int (*pick)(const struct lvs_pool *pool, const struct lvs_tuple *flow);
};

/* which way a packet goes, and what we see of the flow */
enum lvs_dir {
	LVS_DIR_IN,		/* client to server, replies pass us too */
	LVS_DIR_OUT,		/* server to client */
	LVS_DIR_IN_ONLY,	/* client to server, replies go elsewhere */
	LVS_DIR_COUNT,
};

/**
 * struct lvs_lead - a kind of flows that packets without ports follow
 * @proto: IPPROTO_*; 0 ends a list
 * @port: of both ends, host byte order
 */
struct lvs_lead {
	u8 proto;
	u16 port;
};

/**
 * struct lvs_proto_ops - a transport protocol
 * @name: as listings print it
 * @number: IPPROTO_*
 * @state_count: states are 0..@state_count - 1
 * @state_names: their names, as listings print them
 * @ended: state of a connection that we told its client is over
 * @leads: packets have no ports and belong to the first of these flows between
 *	the same hosts; NULL for all other protocols
 * @opens: may a packet that belongs to no connection create one
 * @begins: does a packet say that its sender knows of no connection; NULL:
 *	packets do not tell
 * @reopens: is a connection in this state, whose server was @heard or not, so
 *	far gone that a packet which @begins takes its place; @mode is
 *	conn_reuse_mode; NULL with @begins
 * @is_half_open: does this state await the rest of a handshake, so that an
 *	entry may be given up when there are too many; NULL: never
 * @assures: does a packet this way, which led to this state, show that the
 *	flow works
 * @next: state after a packet; table look-up by what was parsed, since the
 *	packet itself may be gone already
 * @timeout_jif: how long a connection may rest in a state, jiffies; @own is by
 *	enum lvs_timeout, where 0 leaves it to the namespace
 * @is_active: does a connection in this state count as active
 * @announced: state of a connection that was announced and not seen yet
 *
 * All run in softirq under RCU, without locks.
 */
struct lvs_proto_ops {
	const char *name;
	u8 number;
	u8 state_count;
	const char *const *state_names;
	u8 ended;
	const struct lvs_lead *leads;
	bool (*opens)(const struct lvs_pkt *pkt);
	bool (*begins)(const struct lvs_pkt *pkt);
	bool (*reopens)(u8 state, bool heard, int mode);
	bool (*is_half_open)(u8 state);
	bool (*assures)(u8 state, enum lvs_dir dir);
	u8 (*next)(u8 state, enum lvs_dir dir, const struct lvs_pkt *pkt);
	u32 (*timeout_jif)(const struct lvs_tunables *knobs, const u32 *own,
			   u8 state);
	bool (*is_active)(u8 state);
	u8 announced;
};

/**
 * struct lvs_app_ops - a payload helper
 * @name: as listings print it, at most 17 characters
 * @proto: IPPROTO_* of the flows that it reads
 * @state_bytes: what it keeps of a flow, struct lvs_app at its beginning
 * @segment: read a packet of a flow and change its text if need be, before
 *	its addresses and numbers change; @proto is the flow's protocol, @dir
 *	LVS_DIR_IN or LVS_DIR_OUT. Softirq, under RCU, lvs_app.lock held.
 *	Return 0, or -ENOMEM: the packet is to be dropped.
 */
struct lvs_app_ops {
	const char *name;
	u8 proto;
	size_t state_bytes;
	int (*segment)(struct lvs_pkt *pkt, struct lvs_conn *conn,
		       const struct lvs_proto_ops *proto, enum lvs_dir dir);
};

/**
 * struct lvs_engine_ops - a persistence engine
 * @name: as users write it, at most LVS_PE_NAME_MAX characters
 * @read: find in a packet what it has in common with others that belong to one
 *	server; may pull its data into the linear part. Return false if there
 *	is nothing: the packet is dropped then. Softirq.
 * @show: print a key as listings do, without blanks; returns characters
 * @servers_begin: packets of a server begin flows too, with the virtual
 *	service as their sender
 */
struct lvs_engine_ops {
	const char *name;
	bool (*read)(struct lvs_pkt *pkt, struct lvs_engine_key *key);
	int (*show)(const struct lvs_engine_key *key, char *to, size_t size);
	bool servers_begin;
};

/**
 * struct lvs_method_ops - a forwarding method
 * @name: as listings print it
 * @sees_replies: replies pass through us and are translated
 * @send: rewrite or wrap the packet and emit it; always takes the skb, whatever
 *	becomes of it. Return an NF verdict: NF_STOLEN, or NF_ACCEPT to let the
 *	local stack have the packet, or NF_DROP after counting the reason.
 */
struct lvs_method_ops {
	const char *name;
	bool sees_replies;
	unsigned int (*send)(struct lvs_pkt *pkt, struct lvs_conn *conn,
			     struct lvs_dest *dest);
};

#endif
