/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Meters for very many, in memory for some. Floor 3.
 */
#ifndef LVS_OBJ_METERS_H
#define LVS_OBJ_METERS_H

#include "base/meter.h"

#include <linux/types.h>

struct lvs_meters;

struct lvs_meters *lvs_meters_new(void);
void lvs_meters_free(struct lvs_meters *meters);
bool lvs_meters_pass(struct lvs_meters *meters, u64 who, u64 now,
		     const struct lvs_meter_rule *rule);

#endif
