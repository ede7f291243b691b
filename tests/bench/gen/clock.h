/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The time that this machine has spent computing.
 */
#ifndef LVS_GEN_CLOCK_H
#define LVS_GEN_CLOCK_H

#include <linux/types.h>

u64 gen_clock_ns(void);
u64 gen_clock_cost_ns(void);

#endif
