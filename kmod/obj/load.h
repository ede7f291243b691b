/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How busy a server is: what schedulers look at. Floor 3.
 */
#ifndef LVS_OBJ_LOAD_H
#define LVS_OBJ_LOAD_H

#include <linux/atomic.h>
#include <linux/minmax.h>
#include <linux/types.h>

enum lvs_load_flag {
	LVS_LOAD_F_OVERLOAD = 0x1,	/* upper threshold reached */
	LVS_LOAD_F_DEAD = 0x2,		/* taken out of its service */
};

/**
 * struct lvs_load - load of one server
 * @active: connections in an active state
 * @inactive: all others; written with @active by whoever creates, moves or
 *	ends a connection
 * @persist: persistence templates
 * @flags: enum lvs_load_flag; written by those too and by control
 *
 * A counter may be one short for a moment while two CPUs move the same
 * connection, so it is read as zero when it is negative.
 */
struct lvs_load {
	atomic_t active;
	atomic_t inactive;
	atomic_t persist;
	atomic_t flags;
};

static inline u32 lvs_load_active(const struct lvs_load *load)
{
	return max(atomic_read(&load->active), 0);
}

static inline u32 lvs_load_inactive(const struct lvs_load *load)
{
	return max(atomic_read(&load->inactive), 0);
}

static inline bool lvs_load_is_idle(const struct lvs_load *load)
{
	return !lvs_load_active(load) && !lvs_load_inactive(load) &&
	       atomic_read(&load->persist) <= 0;
}

static inline bool lvs_load_is_open(const struct lvs_load *load)
{
	return !atomic_read(&load->flags);
}

#endif
