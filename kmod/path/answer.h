/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a tunnel's server answers by itself, where it passes us. Floor 7.
 */
#ifndef LVS_PATH_ANSWER_H
#define LVS_PATH_ANSWER_H

struct lvs_pkt;

void lvs_path_answer(struct lvs_pkt *pkt);

#endif
