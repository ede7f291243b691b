// SPDX-License-Identifier: GPL-2.0
/*
 * A hash table of nodes that grows and shrinks under look-ups without locks.
 * Floor 3.
 *
 * Chains hang in buckets, whose number is a power of two. When it no longer
 * suits, buckets of another number are made aside and published, with a pointer
 * to the old ones, and chain by chain moves over. The hash of a node stays the
 * same, so all nodes of a chain that is split stay within one lock: that of the
 * lowest bits of their hash, which tell the lock in buckets of every number.
 *
 *	old, 4 buckets		new, 8 buckets
 *	2: A(2) B(6) C(10)	2: A C		hashes 2 and 10
 *				6: B		hash 6
 *
 * A bucket says MOVING while its chain is taken apart and MOVED afterwards. A
 * look-up that was under way in the chain may follow a node into its new chain;
 * it comes to an end there, finds the bucket changed, and looks again. Whoever
 * changes something in a chain moves it first, so that the newest buckets are
 * the only ones that anything comes into, and moving keeps up with inserting.
 *
 * Each bucket has a byte of marks. A node sets one bit, by what its hash says
 * beyond the bucket, before it can be found; all go when the bucket is empty.
 * The first packet of a flow nearly always finds no mark, and waits for
 * that byte alone instead of for the bucket and each node in it. While chains
 * move, marks count once the old buckets have had their say.
 *
 * A walk takes the buckets in the order of their numbers' reversed bits: where
 * it stands then means the same part of all hashes in buckets of every number.
 */
#include "obj/node_table.h"

#include "base/gfp.h"

#include <linux/bitops.h>
#include <linux/bitrev.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/prefetch.h>
#include <linux/sched.h>
#include <linux/slab.h>

static_assert(LVS_NODE_LOCKS <= LVS_CONN_TABLE_MIN);
static_assert(LVS_NODE_BUCKETS_MAX <= BIT(LVS_NODE_MARK_SHIFT));
static_assert(32 - LVS_NODE_MARK_SHIFT == ilog2(BITS_PER_BYTE));

static spinlock_t *lock_of(struct lvs_node_table *table, u32 hash)
{
	return &table->locks[hash % LVS_NODE_LOCKS];
}

static struct lvs_node_buckets *new_buckets(u32 size)
{
	struct lvs_node_buckets *buckets;

	buckets = kvzalloc(struct_size(buckets, heads, size) + size,
			   LVS_GFP_TABLE);
	if (buckets)
		buckets->mask = size - 1;
	return buckets;
}

static struct lvs_node_buckets *
locked_buckets(struct lvs_node_buckets __rcu **at, spinlock_t *lock)
{
	return rcu_dereference_protected(*at, lockdep_is_held(lock));
}

static struct lvs_node *locked_node(struct lvs_node __rcu **at,
				    spinlock_t *lock)
{
	return rcu_dereference_protected(*at, lockdep_is_held(lock));
}

/* a node comes first in its chain; look-ups see its mark before itself */
static void hook(struct lvs_node_buckets *buckets, spinlock_t *lock,
		 struct lvs_node *node, u32 hash)
{
	u32 bucket = hash & buckets->mask;
	struct lvs_node __rcu **head = &buckets->heads[bucket];
	u8 *marks = &lvs_node_marks(buckets)[bucket];

	WRITE_ONCE(*marks, *marks | lvs_node_mark(hash));
	rcu_assign_pointer(node->next, locked_node(head, lock));
	rcu_assign_pointer(*head, node);
}

/*
 * One chain of the old buckets goes to where it belongs. The first barrier
 * makes a look-up that followed a node into its new chain see that it has to
 * look again.
 */
static void move_chain(struct lvs_node_table *table,
		       struct lvs_node_buckets *old,
		       struct lvs_node_buckets *buckets, u32 bucket)
{
	spinlock_t *lock = lock_of(table, bucket);
	struct lvs_node *node, *next;

	lockdep_assert_held(lock);
	node = locked_node(&old->heads[bucket], lock);
	if (lvs_node_has_moved(node))
		return;
	RCU_INIT_POINTER(old->heads[bucket], LVS_NODE_MOVING);
	/* pairs with the barrier in lvs_node_look() */
	smp_wmb();
	for (; node; node = next) {
		next = locked_node(&node->next, lock);
		hook(buckets, lock, node, table->hash_of(node));
	}
	rcu_assign_pointer(old->heads[bucket], LVS_NODE_MOVED);
}

/*
 * The newest buckets, once all chains are there that the bucket of a hash is
 * made of.
 */
static struct lvs_node_buckets *settle(struct lvs_node_table *table, u32 hash)
{
	spinlock_t *lock = lock_of(table, hash);
	struct lvs_node_buckets *buckets, *old;
	u32 bucket;

	lockdep_assert_held(lock);
	buckets = locked_buckets(&table->buckets, lock);
	old = locked_buckets(&buckets->old, lock);
	if (likely(!old))
		return buckets;
	bucket = hash & min(old->mask, buckets->mask);
	for (; bucket <= old->mask; bucket += buckets->mask + 1)
		move_chain(table, old, buckets, bucket);
	return buckets;
}

static u32 wanted_size(u32 count, u32 size)
{
	if (count > size)
		return roundup_pow_of_two(min_t(u32, count,
						LVS_NODE_BUCKETS_MAX));
	if (count >= size / 8)
		return size;
	return roundup_pow_of_two(max_t(u32, count * 2, LVS_CONN_TABLE_MIN));
}

/* what @buckets should be replaced by, or their own number */
static u32 right_size(const struct lvs_node_table *table,
		      const struct lvs_node_buckets *buckets)
{
	return wanted_size(atomic_read(&table->count), buckets->mask + 1);
}

/* the first node of a chain that is soon to move; only its address is used */
static void expect_chain(const struct lvs_node_buckets *old, u32 bucket)
{
	const struct lvs_node *node;

	node = rcu_access_pointer(old->heads[min(bucket, old->mask)]);
	if (!lvs_node_has_moved(node))
		prefetchw(node);
}

static void move_all(struct lvs_node_table *table,
		     struct lvs_node_buckets *old,
		     struct lvs_node_buckets *buckets)
{
	u32 bucket;

	for (bucket = 0; bucket <= old->mask; bucket++) {
		expect_chain(old, bucket + LVS_NODE_AHEAD);
		spin_lock_bh(lock_of(table, bucket));
		move_chain(table, old, buckets, bucket);
		spin_unlock_bh(lock_of(table, bucket));
		if (!(bucket % LVS_NODE_LOCKS))
			cond_resched();
	}
}

/* without memory for others, the buckets stay and chains get longer */
static void run_resize(struct work_struct *work)
{
	struct lvs_node_table *table = container_of(work,
						    struct lvs_node_table,
						    resize);
	struct lvs_node_buckets *old, *buckets;
	u32 size;

	/* nobody else writes it */
	old = rcu_dereference_protected(table->buckets, true);
	while ((size = right_size(table, old)) != old->mask + 1) {
		buckets = new_buckets(size);
		if (!buckets)
			return;
		RCU_INIT_POINTER(buckets->old, old);
		rcu_assign_pointer(table->buckets, buckets);
		move_all(table, old, buckets);
		/* pairs with lvs_node_find() */
		smp_store_release(&buckets->old, NULL);
		synchronize_rcu();
		kvfree(old);
		old = buckets;
	}
}

static void review_size(struct lvs_node_table *table,
			const struct lvs_node_buckets *buckets)
{
	if (unlikely(right_size(table, buckets) != buckets->mask + 1) &&
	    !work_busy(&table->resize))
		queue_work(system_dfl_wq, &table->resize);
}

/**
 * lvs_node_table_init() - make an empty table
 * @table: zeroed
 * @hash_of: hash of a node's name; pure
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_node_table_init(struct lvs_node_table *table,
			u32 (*hash_of)(const struct lvs_node *node))
{
	struct lvs_node_buckets *buckets = new_buckets(LVS_CONN_TABLE_MIN);
	unsigned int i;

	if (!buckets)
		return -ENOMEM;
	for (i = 0; i < LVS_NODE_LOCKS; i++)
		spin_lock_init(&table->locks[i]);
	INIT_WORK(&table->resize, run_resize);
	table->hash_of = hash_of;
	RCU_INIT_POINTER(table->buckets, buckets);
	return 0;
}

/**
 * lvs_node_table_exit() - free a table
 * @table: empty, and nobody looks any more
 *
 * Context: process, may sleep.
 */
void lvs_node_table_exit(struct lvs_node_table *table)
{
	cancel_work_sync(&table->resize);
	kvfree(rcu_dereference_protected(table->buckets, true));
}

/**
 * lvs_node_table_size() - buckets of a table
 * @table: table
 *
 * Context: any.
 * Return: buckets as of now.
 */
u32 lvs_node_table_size(struct lvs_node_table *table)
{
	u32 size;

	rcu_read_lock();
	size = rcu_dereference(table->buckets)->mask + 1;
	rcu_read_unlock();
	return size;
}

static struct lvs_node *find_in(struct lvs_node_buckets *buckets,
				spinlock_t *lock, u32 hash,
				lvs_node_match match, const void *name)
{
	struct lvs_node *node;

	if (!lvs_node_may_be(buckets, hash))
		return NULL;
	for (node = locked_node(&buckets->heads[hash & buckets->mask], lock);
	     node;
	     node = locked_node(&node->next, lock)) {
		if (match(node, name))
			return node;
	}
	return NULL;
}

/**
 * lvs_node_insert() - put a node into the table, if its name is not taken
 * @table: table
 * @node: in no table, and not within a grace period of having been
 * @hash: hash of its name
 * @match: tells whether another node has the name
 * @name: for @match
 *
 * Context: softirq or process; takes the bucket's lock.
 * Return: NULL, or the node that has the name already.
 */
struct lvs_node *lvs_node_insert(struct lvs_node_table *table,
				 struct lvs_node *node, u32 hash,
				 lvs_node_match match, const void *name)
{
	spinlock_t *lock = lock_of(table, hash);
	struct lvs_node_buckets *buckets;
	struct lvs_node *other;

	rcu_read_lock();
	spin_lock_bh(lock);
	buckets = settle(table, hash);
	other = find_in(buckets, lock, hash, match, name);
	if (!other) {
		hook(buckets, lock, node, hash);
		atomic_inc(&table->count);
	}
	spin_unlock_bh(lock);
	review_size(table, buckets);
	rcu_read_unlock();
	return other;
}

static bool unhook(struct lvs_node __rcu **head, spinlock_t *lock,
		   const struct lvs_node *node)
{
	struct lvs_node *pos;

	while ((pos = locked_node(head, lock))) {
		if (pos == node) {
			rcu_assign_pointer(*head,
					   locked_node(&pos->next, lock));
			return true;
		}
		head = &pos->next;
	}
	return false;
}

/**
 * lvs_node_remove() - take a node out of the table, if it is there
 * @table: table
 * @node: look-ups may still find it for one grace period
 *
 * Context: softirq or process; takes the bucket's lock.
 */
void lvs_node_remove(struct lvs_node_table *table, struct lvs_node *node)
{
	u32 hash = table->hash_of(node);
	spinlock_t *lock = lock_of(table, hash);
	struct lvs_node_buckets *buckets;
	u32 bucket;

	rcu_read_lock();
	spin_lock_bh(lock);
	buckets = settle(table, hash);
	bucket = hash & buckets->mask;
	if (unhook(&buckets->heads[bucket], lock, node)) {
		if (!locked_node(&buckets->heads[bucket], lock))
			WRITE_ONCE(lvs_node_marks(buckets)[bucket], 0);
		atomic_dec(&table->count);
	}
	spin_unlock_bh(lock);
	review_size(table, buckets);
	rcu_read_unlock();
}

/**
 * lvs_node_await() - wait until a chain that is on the move has moved
 * @table: table
 * @hash: a hash of the chain
 *
 * Context: any but hard interrupts, not under the bucket's lock.
 */
void lvs_node_await(struct lvs_node_table *table, u32 hash)
{
	spin_lock_bh(lock_of(table, hash));
	spin_unlock_bh(lock_of(table, hash));
}

/**
 * lvs_node_chain() - the chain of some bucket
 * @table: table
 * @bucket: any number
 *
 * Context: RCU.
 * Return: its first node, or NULL; also while the chain is on the move.
 */
struct lvs_node *lvs_node_chain(struct lvs_node_table *table, u32 bucket)
{
	struct lvs_node_buckets *buckets = rcu_dereference(table->buckets);
	struct lvs_node *head;

	head = rcu_dereference(buckets->heads[bucket & buckets->mask]);
	return lvs_node_has_moved(head) ? NULL : head;
}

/**
 * lvs_node_walk_enter() - begin a walk over all nodes
 * @table: table
 * @walk: filled
 *
 * Context: process.
 */
void lvs_node_walk_enter(struct lvs_node_table *table,
			 struct lvs_node_walk *walk)
{
	*walk = (struct lvs_node_walk){ .table = table };
}

/* the newest buckets, of which the one that the walk comes to is settled */
static struct lvs_node_buckets *reach(struct lvs_node_table *table, u32 bucket)
{
	struct lvs_node_buckets *buckets = rcu_dereference(table->buckets);

	if (likely(!rcu_access_pointer(buckets->old)))
		return buckets;
	spin_lock_bh(lock_of(table, bucket));
	buckets = settle(table, bucket);
	spin_unlock_bh(lock_of(table, bucket));
	return buckets;
}

/* stand before the first node of the bucket that was not returned yet */
static void enter_bucket(struct lvs_node_walk *walk)
{
	struct lvs_node_table *table = walk->table;
	struct lvs_node_buckets *buckets = reach(table, walk->bucket);
	u32 done;

	if (buckets != walk->buckets)
		walk->done = 0;
	walk->buckets = buckets;
	walk->next = lvs_node_head(table, buckets, walk->bucket);
	if (lvs_node_has_moved(walk->next))
		walk->next = NULL;
	for (done = walk->done; done && walk->next; done--)
		walk->next = rcu_dereference(walk->next->next);
}

static bool bucket_has_moved(const struct lvs_node_walk *walk)
{
	return lvs_node_has_moved(lvs_node_head(walk->table, walk->buckets,
						walk->bucket));
}

static void next_bucket(struct lvs_node_walk *walk)
{
	u32 mask = walk->buckets->mask;

	walk->done = 0;
	walk->bucket = bitrev32(bitrev32(walk->bucket | ~mask) + 1);
	walk->ended = !walk->bucket;
}

/**
 * lvs_node_walk_start() - begin or go on with a slice of a walk
 * @walk: entered
 *
 * Context: process; no sleep until lvs_node_walk_stop().
 */
void lvs_node_walk_start(struct lvs_node_walk *walk)
	__acquires(RCU)
{
	rcu_read_lock();
	if (!walk->ended)
		enter_bucket(walk);
}

/**
 * lvs_node_walk_next() - the next node of a walk
 * @walk: started
 *
 * Context: between start and stop.
 * Return: a node, each once but for a resize in between, which may show some
 * again; NULL at the end.
 */
struct lvs_node *lvs_node_walk_next(struct lvs_node_walk *walk)
{
	struct lvs_node *node;

	while (!walk->ended) {
		node = walk->next;
		if (node) {
			walk->next = rcu_dereference(node->next);
			walk->done++;
			return node;
		}
		if (!bucket_has_moved(walk))
			next_bucket(walk);
		if (!walk->ended)
			enter_bucket(walk);
	}
	return NULL;
}

/**
 * lvs_node_walk_stop() - end a slice of a walk
 * @walk: started
 *
 * Context: process; may sleep from here on.
 */
void lvs_node_walk_stop(struct lvs_node_walk *walk)
	__releases(RCU)
{
	rcu_read_unlock();
}
