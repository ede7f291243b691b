/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The generic netlink family "IPVS". Floor 8.
 */
#ifndef LVS_CTL_NL_FAMILY_H
#define LVS_CTL_NL_FAMILY_H

int lvs_nl_init(void);
void lvs_nl_exit(void);

#endif
