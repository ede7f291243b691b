/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A packet's way through us, in the policy tier. Floor 7.
 */
#ifndef LVS_PATH_IN_H
#define LVS_PATH_IN_H

struct lvs_pkt;

unsigned int lvs_path_in(struct lvs_pkt *pkt);
unsigned int lvs_path_reply(struct lvs_pkt *pkt);
unsigned int lvs_path_cut(struct lvs_pkt *pkt);

#endif
