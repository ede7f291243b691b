/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Moves the sequence numbers of a TCP segment. Floor 2.
 */
#ifndef LVS_PKT_RENUMBER_H
#define LVS_PKT_RENUMBER_H

#include "base/seq.h"
#include "pkt/pkt.h"

int lvs_renumber(struct lvs_pkt *pkt, const struct lvs_seq *mine,
		 const struct lvs_seq *theirs);

#endif
