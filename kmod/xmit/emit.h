/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The one exit to the stack. Floor 5.
 */
#ifndef LVS_XMIT_EMIT_H
#define LVS_XMIT_EMIT_H

#include "base/reason.h"

#include <linux/types.h>

struct lvs_pkt;

void lvs_emit_mark(const struct lvs_pkt *pkt);
bool lvs_emit_settle(struct lvs_pkt *pkt);
unsigned int lvs_emit(struct lvs_pkt *pkt);
unsigned int lvs_emit_drop(struct lvs_pkt *pkt, enum lvs_reason reason);

#endif
