/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The first packet of a flow, met early. Floor 7.
 */
#ifndef LVS_PATH_FIRST_H
#define LVS_PATH_FIRST_H

struct lvs_pkt;

unsigned int lvs_path_first(struct lvs_pkt *pkt);

#endif
