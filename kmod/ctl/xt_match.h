/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The match «ipvs» of iptables. Floor 8.
 */
#ifndef LVS_CTL_XT_MATCH_H
#define LVS_CTL_XT_MATCH_H

int lvs_xt_match_init(void);
void lvs_xt_match_exit(void);

#endif
