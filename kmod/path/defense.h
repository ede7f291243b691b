/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Defence against too many flows and too little memory. Floor 7.
 */
#ifndef LVS_PATH_DEFENSE_H
#define LVS_PATH_DEFENSE_H

#include <linux/types.h>

struct lvs_net;

int lvs_defense_init(struct lvs_net *lnet);
void lvs_defense_exit(struct lvs_net *lnet);
void lvs_defense_update(struct lvs_net *lnet);
bool lvs_defense_thins(struct lvs_net *lnet);

#endif
