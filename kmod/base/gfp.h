/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How memory is asked for. Floor 1.
 */
#ifndef LVS_BASE_GFP_H
#define LVS_BASE_GFP_H

#include <linux/slab.h>

/*
 * Tables that may be large, for somebody who asked for them and is told when
 * there is no room: the log needs no trace of it.
 */
#define LVS_GFP_TABLE (GFP_KERNEL | __GFP_NOWARN)

#endif
