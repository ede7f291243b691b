/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Slow start in numbers: which weight a server has for now. Pure. Floor 8.
 */
#ifndef LVS_CTL_SLOW_START_H
#define LVS_CTL_SLOW_START_H

#include <linux/types.h>

u32 lvs_slow_start_step(u32 elapsed_ms, u32 slow_start_s);
u32 lvs_slow_start_shift(u32 greatest);
u32 lvs_slow_start_weight(u32 weight, u32 shift, u32 step);

#endif
