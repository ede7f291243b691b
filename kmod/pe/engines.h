/* SPDX-License-Identifier: GPL-2.0 */
/*
 * All persistence engines, by name. Floor 4.
 */
#ifndef LVS_PE_ENGINES_H
#define LVS_PE_ENGINES_H

struct lvs_engine_ops;

const struct lvs_engine_ops *lvs_engine_find(const char *name);

#endif
