// SPDX-License-Identifier: GPL-2.0
/*
 * Whose turn it is: the word that round robin schedulers share between
 * CPUs. Floor 4.
 *
 * Theory. A cycle is a fixed sequence of slots. The turn is a number that only
 * grows; modulo the length of the cycle it is a place in the sequence. Taking a
 * turn is one atomic addition, so two CPUs never get the same place, there is
 * no lock and nobody waits. Order between CPUs means nothing here, so no
 * barrier either.
 *
 * When the slot at a place is closed, its taker gives the flow to the next open
 * one and moves the turn behind that one. Otherwise the closed slot's flows
 * would all fall to its neighbour: with weights 1000:1:1 and the first server
 * full, the second would get 1000 times as much as the third.
 *
 * Example. Slots A, B, C and B is full. Turns 0, 1 are taken: A; B is closed,
 * so C, and the turn goes from 2 to 3. The next one is A again.
 *
 * Accepted race: a CPU that takes a turn while another one is moving the word
 * over a closed stretch gets the same open slot as that one. It costs one
 * flow out of order.
 */
#include "sched/turn.h"

#include "obj/pool.h"

#include <linux/math64.h>
#include <linux/random.h>

/* attempts to move the turn; each that fails was overtaken by another CPU */
#define ADVANCE_TRIES 4

/* removed neighbours to look behind for one that is still there */
#define SURVIVOR_TRIES 8

/**
 * lvs_turn_take() - take a turn
 * @turn: shared word
 *
 * Context: any.
 * Return: the turn; nobody else gets it.
 */
u64 lvs_turn_take(atomic64_t *turn)
{
	return atomic64_fetch_inc(turn);
}

/**
 * lvs_turn_advance() - skip turns
 * @turn: shared word
 * @to: next turn to be taken, unless the word is already beyond it
 *
 * Context: any.
 */
void lvs_turn_advance(atomic64_t *turn, u64 to)
{
	s64 now = atomic64_read(turn);
	int tries;

	for (tries = 0; tries < ADVANCE_TRIES; tries++) {
		if ((s64)(to - (u64)now) <= 0)
			return;
		if (atomic64_try_cmpxchg(turn, &now, to))
			return;
	}
}

/**
 * lvs_turn_random() - a turn to begin with
 * @cycle: turns in a cycle
 *
 * Context: any.
 * Return: 1..@cycle, since 0 means that none was taken.
 */
u64 lvs_turn_random(u64 cycle)
{
	u64 turn;

	div64_u64_rem(get_random_u64(), cycle, &turn);
	return turn + 1;
}

/* slot of @pool that has the server of @old's slot, or @pool->count */
static u32 find_again(const struct lvs_pool *pool, const struct lvs_pool *old,
		      u32 old_slot)
{
	u32 i;

	for (i = 0; i < pool->count; i++) {
		if (pool->slots[i].dest == old->slots[old_slot].dest)
			break;
	}
	return i;
}

/**
 * lvs_turn_after() - where the turn goes on in a new pool
 * @pool: new pool
 * @old: pool that it replaces
 * @old_slot: slot of @old that had the last turn
 *
 * Context: any; takes time in proportion to @pool's slots.
 * Return: slot of @pool that comes next in list order; @pool->count when that
 *	is the end of the list.
 */
u32 lvs_turn_after(const struct lvs_pool *pool, const struct lvs_pool *old,
		   u32 old_slot)
{
	u32 i, slot;

	slot = find_again(pool, old, old_slot);
	if (slot < pool->count)
		return slot + 1;
	for (i = 1; i <= SURVIVOR_TRIES && old_slot + i < old->count; i++) {
		slot = find_again(pool, old, old_slot + i);
		if (slot < pool->count)
			break;
	}
	return slot;
}
