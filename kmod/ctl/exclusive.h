/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Keeps in-tree IPVS and us apart, whichever comes first. Floor 8.
 */
#ifndef LVS_CTL_EXCLUSIVE_H
#define LVS_CTL_EXCLUSIVE_H

int lvs_exclusive_init(void);
void lvs_exclusive_exit(void);
void lvs_exclusive_explain(void);

#endif
