/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The older interface of IPVS: options of IPv4 sockets. Floor 8.
 */
#ifndef LVS_CTL_SOCKOPT_H
#define LVS_CTL_SOCKOPT_H

int lvs_sockopt_init(void);
void lvs_sockopt_exit(void);

#endif
