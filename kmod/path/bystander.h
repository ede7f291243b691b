/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Hooks of others that have no say in what passes this machine. Floor 7.
 */
#ifndef LVS_PATH_BYSTANDER_H
#define LVS_PATH_BYSTANDER_H

#include <linux/types.h>

struct nf_hook_entry;

int lvs_bystander_init(void);
bool lvs_bystander_is(const struct nf_hook_entry *entry);

#endif
