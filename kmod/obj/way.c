// SPDX-License-Identifier: GPL-2.0
/*
 * A route that packets find without taking a reference. Floor 3.
 *
 * One pointer for all CPUs, which holds a reference. Who finds a route there
 * uses it under RCU: routes are freed a grace period after the last reference
 * went. It is the stack's own, so it lets go of its device by itself when that
 * goes.
 */
#include "obj/way.h"

#include <net/dst.h>

/**
 * lvs_way_set() - remember a route
 * @way: place of the route
 * @dst: route, found under RCU; a reference is taken
 *
 * Context: softirq, RCU.
 * Return: true if the place holds another route than before.
 */
bool lvs_way_set(struct dst_entry **way, struct dst_entry *dst)
{
	if (READ_ONCE(*way) == dst || !dst_hold_safe(dst))
		return false;
	dst_release(xchg(way, dst));
	return true;
}

/**
 * lvs_way_drop() - forget a route
 * @way: place of the route
 *
 * Packets that found it under RCU may go on using it.
 *
 * Context: any but hard interrupts.
 */
void lvs_way_drop(struct dst_entry **way)
{
	if (READ_ONCE(*way))
		dst_release(xchg(way, NULL));
}
