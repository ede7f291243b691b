// SPDX-License-Identifier: GPL-2.0
/*
 * Answers «which is the n-th, in list order, of the m heaviest?» without
 * keeping a list for each m. Floor 4.
 *
 * Theory. Elements are numbered in list order, 0..count - 1, and are given in
 * another order, heaviest first. The numbers are halved again and again: a
 * node stands for 2^b numbers that follow each other, its children for the
 * lower and the upper half of them. A node keeps its elements heaviest first,
 * and with each one how many of the elements up to it go to the lower half:
 * that is a wavelet tree (Grossi, Gupta, Vitter 2003). All nodes of one size
 * make a row; since the elements are all numbers from 0 on, a node begins in
 * its row at its own lowest number, so there are no pointers.
 *
 * To find the n-th of the m heaviest, start with the node of all numbers. Of
 * its first m elements, z go to the lower half. If n < z the answer is the
 * n-th among the first z there, else the (n - z)-th among the first m - z of
 * the upper half. A node of which all elements count needs no look further.
 * So a find takes at most log2(count) steps and reads one word in each.
 *
 * Example. Four elements, heaviest first: 2 0 3 1.
 *
 *	elements  2 0 3 1     lower half is {0, 1}
 *	lefts     0 1 1 2     of the first 1, 2, 3, 4 elements
 *	elements  0 1 | 2 3   next row: two nodes of two
 *	lefts     1 1 | 1 1
 *
 * Which is the 1st (counted from 0) of the 3 heaviest, {0, 2, 3}? Of the first
 * 3 elements 1 goes low; 1 >= 1, so it is the 0th of the first 2 in the upper
 * half, which has 2 elements, all of which count: 2 + 0 = 2.
 */
#include "sched/nth.h"

#include "base/limits.h"

#include <linux/build_bug.h>
#include <linux/log2.h>
#include <linux/minmax.h>

/* half a node's elements have to fit a word of lefts */
static_assert(LVS_POOL_DESTS_MAX / 2 <= U16_MAX);

static u32 rows(u32 count)
{
	return count > 1 ? ilog2(count - 1) + 1 : 0;
}

/**
 * lvs_nth_words() - how many words of lefts are needed
 * @count: elements, 1..LVS_POOL_DESTS_MAX
 *
 * Context: any.
 * Return: words of 16 bits.
 */
size_t lvs_nth_words(u32 count)
{
	return (size_t)rows(count) * count;
}

/* one node: @from holds its elements, @to gets them lower half first */
static void split(u16 *lefts, const u32 *from, u32 *to, u32 begin, u32 end,
		  u32 middle)
{
	u32 low = begin, high = middle, i;

	for (i = begin; i < end; i++) {
		if (from[i] < middle)
			to[low++] = from[i];
		else
			to[high++] = from[i];
		lefts[i] = low - begin;
	}
}

/**
 * lvs_nth_build() - compile
 * @nth: count and lefts are set by the caller
 * @order: each of 0..count - 1 once, heaviest first; overwritten
 * @spare: room for as many
 *
 * Context: any; takes time in proportion to count * log2(count).
 */
void lvs_nth_build(struct lvs_nth *nth, u32 *order, u32 *spare)
{
	u32 row, size, begin, end;

	nth->depth = rows(nth->count);
	for (row = 0; row < nth->depth; row++) {
		size = 1U << (nth->depth - row);
		for (begin = 0; begin < nth->count; begin += size) {
			end = min(begin + size, nth->count);
			split(nth->lefts + (size_t)row * nth->count, order,
			      spare, begin, end, min(begin + size / 2, end));
		}
		swap(order, spare);
	}
}

/**
 * lvs_nth_find() - find the n-th, in list order, of the heaviest
 * @nth: compiled
 * @heaviest: how many of the heaviest count, 1..count
 * @n: which of them, 0..@heaviest - 1
 *
 * Context: any.
 * Return: the element's number.
 */
u32 lvs_nth_find(const struct lvs_nth *nth, u32 heaviest, u32 n)
{
	const u16 *lefts = nth->lefts;
	u32 half, low, begin = 0;

	for (half = 1U << nth->depth >> 1; half; half >>= 1) {
		if (heaviest == min(2 * half, nth->count - begin))
			break;
		low = lefts[begin + heaviest - 1];
		if (n < low) {
			heaviest = low;
		} else {
			begin += half;
			n -= low;
			heaviest -= low;
		}
		lefts += nth->count;
	}
	return begin + n;
}
