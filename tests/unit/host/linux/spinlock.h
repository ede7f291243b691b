/* SPDX-License-Identifier: GPL-2.0 */
/* Locks as members, for host programs; nobody takes one. */
#ifndef HOST_LINUX_SPINLOCK_H
#define HOST_LINUX_SPINLOCK_H

typedef struct { int taken; } spinlock_t;

#endif
