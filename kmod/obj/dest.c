// SPDX-License-Identifier: GPL-2.0
/*
 * A real server of one service. Floor 3.
 */
#include "obj/dest.h"

#include "obj/dest_dead.h"
#include "obj/way.h"

#include <linux/jiffies.h>
#include <linux/slab.h>

static struct kmem_cache *dest_cache __read_mostly;

/**
 * lvs_dest_cache_init() - make the slab cache of servers
 *
 * Context: process; once, at module load.
 * Return: 0, or -ENOMEM.
 */
int lvs_dest_cache_init(void)
{
	dest_cache = kmem_cache_create("lvs_dest", sizeof(struct lvs_dest), 0,
				       SLAB_HWCACHE_ALIGN, NULL);
	return dest_cache ? 0 : -ENOMEM;
}

/**
 * lvs_dest_cache_exit() - destroy the slab cache; complains of what is left
 *
 * Context: process, after rcu_barrier().
 */
void lvs_dest_cache_exit(void)
{
	kmem_cache_destroy(dest_cache);
}

/**
 * lvs_dest_new() - make a server
 * @conf: checked configuration, copied
 *
 * Context: process, may sleep.
 * Return: the server with one reference, or NULL when memory is short.
 */
struct lvs_dest *lvs_dest_new(const struct lvs_dest_conf *conf)
{
	struct lvs_dest *dest;

	dest = kmem_cache_zalloc(dest_cache, GFP_KERNEL);
	if (!dest)
		return NULL;
	dest->counters = lvs_counters_new();
	if (!dest->counters)
		goto err_free_dest;
	if (dst_cache_init(&dest->route, GFP_KERNEL))
		goto err_free_counters;
	dest->conf = *conf;
	refcount_set(&dest->refs, 1);
	return dest;

err_free_counters:
	lvs_counters_free(dest->counters);
err_free_dest:
	kmem_cache_free(dest_cache, dest);
	return NULL;
}

/**
 * lvs_dest_get() - take a reference
 * @dest: held, or found under RCU in a pool that still holds it
 *
 * Context: any.
 */
void lvs_dest_get(struct lvs_dest *dest)
{
	refcount_inc(&dest->refs);
}

/**
 * lvs_dest_tryget() - take a reference to a server found under RCU
 * @dest: may be losing its last reference
 *
 * Context: under RCU.
 * Return: false if it is gone.
 */
bool lvs_dest_tryget(struct lvs_dest *dest)
{
	return refcount_inc_not_zero(&dest->refs);
}

static void free_dest(struct rcu_head *rcu)
{
	struct lvs_dest *dest = container_of(rcu, struct lvs_dest, rcu);

	dst_cache_destroy(&dest->route);
	lvs_way_drop(&dest->way);
	lvs_counters_free(dest->counters);
	kmem_cache_free(dest_cache, dest);
}

/**
 * lvs_dest_put() - give a reference back; the last one frees the server
 * @dest: held; memory goes one grace period later
 *
 * Context: any but hard interrupts.
 */
void lvs_dest_put(struct lvs_dest *dest)
{
	if (!refcount_dec_and_test(&dest->refs))
		return;
	lvs_dest_dead_del(dest);
	call_rcu(&dest->rcu, free_dest);
}

static u32 lower_threshold(const struct lvs_dest_conf *conf)
{
	u32 lower = READ_ONCE(conf->lower);
	u32 upper = READ_ONCE(conf->upper);

	return lower ?: upper - upper / 4;
}

static u32 conn_total(const struct lvs_dest *dest)
{
	return lvs_load_active(&dest->load) + lvs_load_inactive(&dest->load);
}

/*
 * The flag is raised and lowered without a lock. Two CPUs may cross the
 * threshold at once in opposite directions and leave the flag as the slower
 * one saw it; the next connection that begins or ends sets it right.
 */
static void judge_overload(struct lvs_dest *dest)
{
	u32 upper = READ_ONCE(dest->conf.upper);
	bool over = atomic_read(&dest->load.flags) & LVS_LOAD_F_OVERLOAD;
	u32 total;

	if (likely(!upper)) {
		if (unlikely(over))
			atomic_andnot(LVS_LOAD_F_OVERLOAD, &dest->load.flags);
		return;
	}
	total = conn_total(dest);
	if (!over && total >= upper)
		atomic_or(LVS_LOAD_F_OVERLOAD, &dest->load.flags);
	else if (over && total < lower_threshold(&dest->conf))
		atomic_andnot(LVS_LOAD_F_OVERLOAD, &dest->load.flags);
}

/**
 * lvs_dest_update() - give a server another configuration
 * @dest: server
 * @conf: checked; its address and port are the server's
 *
 * Context: process; config lock.
 */
void lvs_dest_update(struct lvs_dest *dest, const struct lvs_dest_conf *conf)
{
	WRITE_ONCE(dest->conf.fwd, conf->fwd);
	WRITE_ONCE(dest->conf.weight, conf->weight);
	WRITE_ONCE(dest->conf.upper, conf->upper);
	WRITE_ONCE(dest->conf.lower, conf->lower);
	WRITE_ONCE(dest->conf.tun, conf->tun);
	if (conn_total(dest) < conf->upper)
		atomic_andnot(LVS_LOAD_F_OVERLOAD, &dest->load.flags);
	judge_overload(dest);
	lvs_dest_forget_routes(dest);
}

/**
 * lvs_dest_set_timeouts() - give a server its service's time-outs
 * @dest: server; its flows obey with their next packet
 * @timeout_s: by enum lvs_timeout, seconds, 0 for the namespace's
 *
 * Context: process; config lock.
 */
void lvs_dest_set_timeouts(struct lvs_dest *dest, const u32 *timeout_s)
{
	unsigned int i;

	for (i = 0; i < LVS_TIMEOUT_COUNT; i++)
		WRITE_ONCE(dest->timeout_jif[i], timeout_s[i] * HZ);
}

/**
 * lvs_dest_ramp_begin() - a server begins slowly, if its service wants that
 * @dest: server
 *
 * Context: process; config lock.
 */
void lvs_dest_ramp_begin(struct lvs_dest *dest)
{
	dest->ramp_from = jiffies;
	dest->ramps = true;
}

/* no packet that passed lvs_dest_is_dead() is on its way any more */
static void drop_routes(struct rcu_head *rcu)
{
	struct lvs_dest *dest = container_of(rcu, struct lvs_dest, killed);

	dst_cache_reset_now(&dest->route);
	lvs_way_drop(&dest->way);
	/* pairs with lvs_dest_revive(), which lets packets use the routes */
	smp_store_release(&dest->is_leaving, false);
	lvs_dest_put(dest);
}

/**
 * lvs_dest_kill() - mark a server that was taken out of its service
 * @lnet: namespace
 * @dest: server; flows that it still has notice with their next packet
 * @svc: name of the service
 *
 * Its flows may keep it in memory for long, so its cached routes, which hold
 * devices, go a grace period from now. Callers check lvs_dest_is_dead() before
 * they look for a route.
 *
 * Context: process; config lock.
 */
void lvs_dest_kill(const struct lvs_net *lnet, struct lvs_dest *dest,
		   const struct lvs_svc_key *svc)
{
	atomic_or(LVS_LOAD_F_DEAD, &dest->load.flags);
	lvs_dest_dead_add(lnet, dest, svc);
	lvs_dest_get(dest);
	WRITE_ONCE(dest->is_leaving, true);
	call_rcu(&dest->killed, drop_routes);
}

/**
 * lvs_dest_revive() - a server comes back to its service, and finds its flows
 * @dest: from lvs_dest_dead_take(), in no pool that packets see
 * @conf: checked; its address and port are the server's
 *
 * What it had counted was left to its service, so it counts from zero.
 *
 * Context: process, may sleep; config lock.
 */
void lvs_dest_revive(struct lvs_dest *dest, const struct lvs_dest_conf *conf)
{
	/* pairs with drop_routes() */
	if (smp_load_acquire(&dest->is_leaving))
		rcu_barrier();
	lvs_dest_zero(dest);
	lvs_dest_update(dest, conf);
	atomic_andnot(LVS_LOAD_F_DEAD, &dest->load.flags);
}

/* is it the route that packets were given on this CPU a moment ago */
static bool is_given(struct lvs_dest *dest, const struct dst_entry *dst)
{
	struct dst_entry *given = dst_cache_get(&dest->route);

	dst_release(given);
	return given == dst;
}

/**
 * lvs_dest_set_way() - remember the route of requests
 * @dest: server
 * @dst: route that a client's packet leaves by; a reference is taken
 * @cookie: for dst_check()
 *
 * A route that holds is left as it is: CPUs have routes of their own, and need
 * not contend for whose is remembered.
 *
 * Context: bottom halves off, RCU; on the CPU that looked for the route.
 * Return: false if the packet was routed again on its way, by a rule that
 * marks it say, so that its route is not the server's.
 */
bool lvs_dest_set_way(struct lvs_dest *dest, struct dst_entry *dst, u32 cookie)
{
	if (!is_given(dest, dst))
		return false;
	if (lvs_dest_way(dest))
		return true;
	WRITE_ONCE(dest->way_cookie, cookie);
	lvs_way_set(&dest->way, dst);
	return true;
}

/**
 * lvs_dest_forget_routes() - no cached route to a server is used any more
 * @dest: server; each CPU still holds its route until it looks for it next
 *
 * Context: any.
 */
void lvs_dest_forget_routes(struct lvs_dest *dest)
{
	dst_cache_reset(&dest->route);
	lvs_way_drop(&dest->way);
}

/**
 * lvs_dest_drop_routes_here() - let go of a forgotten route on this CPU
 * @dest: server, after lvs_dest_forget_routes()
 *
 * Context: process.
 */
void lvs_dest_drop_routes_here(struct lvs_dest *dest)
{
	local_bh_disable();
	dst_release(dst_cache_get(&dest->route));
	local_bh_enable();
}

/**
 * lvs_dest_conn_add() - a connection begins
 * @dest: its server
 * @active: in which state class it begins
 *
 * Context: any but hard interrupts.
 */
void lvs_dest_conn_add(struct lvs_dest *dest, bool active)
{
	atomic_inc(active ? &dest->load.active : &dest->load.inactive);
	judge_overload(dest);
}

/**
 * lvs_dest_conn_del() - a connection ends
 * @dest: its server
 * @active: in which state class it ends
 *
 * Context: any but hard interrupts.
 */
void lvs_dest_conn_del(struct lvs_dest *dest, bool active)
{
	atomic_dec(active ? &dest->load.active : &dest->load.inactive);
	judge_overload(dest);
}

/**
 * lvs_dest_conn_move() - a connection changes its state class
 * @dest: its server
 * @to_active: the new class
 *
 * Context: any but hard interrupts.
 */
void lvs_dest_conn_move(struct lvs_dest *dest, bool to_active)
{
	atomic_add(to_active ? 1 : -1, &dest->load.active);
	atomic_sub(to_active ? 1 : -1, &dest->load.inactive);
}

/**
 * lvs_dest_stats() - what a server counted since it was last zeroed
 * @dest: server
 * @sum: added to
 *
 * Context: process; config lock or RCU (then @zeroed may be read torn while
 * somebody zeroes).
 */
void lvs_dest_stats(const struct lvs_dest *dest, struct lvs_counters *sum)
{
	lvs_counters_sum(dest->counters, sum);
	lvs_counters_sub(sum, &dest->zeroed);
}

/**
 * lvs_dest_zero() - count from zero again
 * @dest: server
 *
 * Context: process; config lock.
 */
void lvs_dest_zero(struct lvs_dest *dest)
{
	struct lvs_counters now = {};

	lvs_counters_sum(dest->counters, &now);
	dest->zeroed = now;
	memset(&now, 0, sizeof(now));
	lvs_rate_reset(&dest->rate, &now);
}
