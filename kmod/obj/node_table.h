/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A hash table of nodes that grows and shrinks under look-ups without locks.
 * Floor 3.
 */
#ifndef LVS_OBJ_NODE_TABLE_H
#define LVS_OBJ_NODE_TABLE_H

#include "base/limits.h"

#include <linux/atomic.h>
#include <linux/prefetch.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/workqueue.h>

/**
 * struct lvs_node - a place in the table
 * @next: of the chain; still leads on after the node was taken out
 */
struct lvs_node {
	struct lvs_node __rcu *next;
};

/* what a bucket holds instead of a chain while and after that moves on */
#define LVS_NODE_MOVING ((struct lvs_node *)2UL)
#define LVS_NODE_MOVED ((struct lvs_node *)1UL)

static inline bool lvs_node_has_moved(const struct lvs_node *head)
{
	return (unsigned long)head & 3;
}

/**
 * struct lvs_node_buckets - buckets of one size
 * @mask: how many there are, a power of two, less one
 * @old: buckets that nodes are still moved from, or NULL
 * @heads: chains, LVS_NODE_MOVING or LVS_NODE_MOVED; written under the
 *	bucket's lock
 *
 * Behind the last of @heads there are as many bytes, the buckets' marks.
 */
struct lvs_node_buckets {
	u32 mask;
	struct lvs_node_buckets __rcu *old;
	struct lvs_node __rcu *heads[];
};

/* marks of the buckets, by their number; written under the bucket's lock */
static inline u8 *lvs_node_marks(const struct lvs_node_buckets *buckets)
{
	return (u8 *)&buckets->heads[(size_t)buckets->mask + 1];
}

/*
 * The mark that a node sets in its bucket: a bit by the highest bits of its
 * hash, which tell no bucket. Those of nodes that are gone may stay.
 */
static inline u8 lvs_node_mark(u32 hash)
{
	return 1 << (hash >> LVS_NODE_MARK_SHIFT);
}

/**
 * struct lvs_node_table - the table
 * @buckets: the newest; RCU, written by @resize alone
 * @count: nodes
 * @hash_of: hash of a node's name
 * @resize: makes other buckets and moves the nodes there
 * @locks: a bucket's is that of its number's lowest bits, which are the same
 *	in buckets of every size
 */
struct lvs_node_table {
	struct lvs_node_buckets __rcu *buckets;
	atomic_t count;
	u32 (*hash_of)(const struct lvs_node *node);
	struct work_struct resize;
	spinlock_t locks[LVS_NODE_LOCKS];
};

/**
 * struct lvs_node_walk - a walk over all nodes
 * @table: the table
 * @buckets: between start and stop: which the walk is in
 * @next: between start and stop: node to return next, or NULL
 * @bucket: number of the bucket, in the order of its reversed bits
 * @done: nodes of the bucket that were returned
 * @ended: nothing is left
 */
struct lvs_node_walk {
	struct lvs_node_table *table;
	struct lvs_node_buckets *buckets;
	struct lvs_node *next;
	u32 bucket;
	u32 done;
	bool ended;
};

/* is this the node that is looked for; pure */
typedef bool (*lvs_node_match)(const struct lvs_node *node, const void *name);

int lvs_node_table_init(struct lvs_node_table *table,
			u32 (*hash_of)(const struct lvs_node *node));
void lvs_node_table_exit(struct lvs_node_table *table);
u32 lvs_node_table_size(struct lvs_node_table *table);
struct lvs_node *lvs_node_insert(struct lvs_node_table *table,
				 struct lvs_node *node, u32 hash,
				 lvs_node_match match, const void *name);
void lvs_node_await(struct lvs_node_table *table, u32 hash);
void lvs_node_remove(struct lvs_node_table *table, struct lvs_node *node);
struct lvs_node *lvs_node_chain(struct lvs_node_table *table, u32 bucket);
void lvs_node_walk_enter(struct lvs_node_table *table,
			 struct lvs_node_walk *walk);
void lvs_node_walk_start(struct lvs_node_walk *walk) __acquires(RCU);
struct lvs_node *lvs_node_walk_next(struct lvs_node_walk *walk);
void lvs_node_walk_stop(struct lvs_node_walk *walk) __releases(RCU);

/* the chain of a hash, or LVS_NODE_MOVED; waits while it is on the move */
static __always_inline struct lvs_node *
lvs_node_head(struct lvs_node_table *table,
	      const struct lvs_node_buckets *buckets, u32 hash)
{
	struct lvs_node *head;

	for (;;) {
		head = rcu_dereference(buckets->heads[hash & buckets->mask]);
		if (likely(head != LVS_NODE_MOVING))
			return head;
		lvs_node_await(table, hash);
	}
}

/*
 * Look in one size of buckets. False if the chain has moved on meanwhile: then
 * nothing that was found or not found counts.
 */
static __always_inline bool
lvs_node_look(struct lvs_node_table *table,
	      const struct lvs_node_buckets *buckets, u32 hash,
	      lvs_node_match match, const void *name, struct lvs_node **found)
{
	struct lvs_node *node = lvs_node_head(table, buckets, hash);

	if (lvs_node_has_moved(node)) {
		/* pairs with the last store of move_chain() */
		smp_rmb();
		return false;
	}
	for (; node; node = rcu_dereference(node->next)) {
		if (match(node, name)) {
			*found = node;
			return true;
		}
	}
	*found = NULL;
	/* pairs with the barrier behind LVS_NODE_MOVING in move_chain() */
	smp_rmb();
	return likely(!lvs_node_has_moved(rcu_access_pointer(
				buckets->heads[hash & buckets->mask]))) ||
	       !lvs_node_has_moved(lvs_node_head(table, buckets, hash));
}

/*
 * Can a node be in these buckets, the newest? Most names that are in no node
 * have no mark either, and cost a byte. Whoever finds none soon inserts one, so
 * the bucket itself is on its way then.
 */
static __always_inline bool
lvs_node_may_be(const struct lvs_node_buckets *buckets, u32 hash)
{
	u32 bucket = hash & buckets->mask;

	prefetch(&buckets->heads[bucket]);
	return READ_ONCE(lvs_node_marks(buckets)[bucket]) &
	       lvs_node_mark(hash);
}

/* a node of this hash is soon to be inserted */
static inline void lvs_node_fetch(const struct lvs_node_table *table, u32 hash)
{
	const struct lvs_node_buckets *buckets;

	buckets = rcu_dereference(table->buckets);
	prefetchw(&buckets->heads[hash & buckets->mask]);
	prefetchw(&lvs_node_marks(buckets)[hash & buckets->mask]);
}

/**
 * lvs_node_find() - find a node by its name
 * @table: table
 * @hash: hash of the name
 * @match: tells whether a node has the name
 * @name: for @match
 *
 * Takes no lock. While nodes are moved, the old buckets are asked first: a
 * chain is either there or has moved on whole.
 *
 * Context: RCU.
 * Return: the node, or NULL.
 */
static __always_inline struct lvs_node *
lvs_node_find(struct lvs_node_table *table, u32 hash,
	      lvs_node_match match, const void *name)
{
	const struct lvs_node_buckets *buckets, *old;
	struct lvs_node *found;

	for (;;) {
		buckets = rcu_dereference(table->buckets);
		/* pairs with run_resize(): without old ones, all has moved */
		old = (__force const struct lvs_node_buckets *)
			smp_load_acquire(&buckets->old);
		if (unlikely(old) &&
		    lvs_node_look(table, old, hash, match, name, &found))
			return found;
		if (!lvs_node_may_be(buckets, hash))
			return NULL;
		if (likely(lvs_node_look(table, buckets, hash, match, name,
					 &found)))
			return found;
	}
}

#endif
