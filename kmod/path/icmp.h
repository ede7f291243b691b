/* SPDX-License-Identifier: GPL-2.0 */
/*
 * ICMP errors that are about our flows. Floor 7.
 */
#ifndef LVS_PATH_ICMP_H
#define LVS_PATH_ICMP_H

struct lvs_pkt;

unsigned int lvs_path_icmp(struct lvs_pkt *pkt);

#endif
