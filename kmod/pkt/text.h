/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The text that a TCP segment carries: read and replaced. Floor 2.
 */
#ifndef LVS_PKT_TEXT_H
#define LVS_PKT_TEXT_H

#include "pkt/pkt.h"

/**
 * struct lvs_text - text of a segment
 * @offset: bytes from skb->data to it
 * @bytes: length, 0 if there is none
 * @seq: sequence number of its first byte, which is the one behind SYN
 */
struct lvs_text {
	u32 offset;
	u32 bytes;
	u32 seq;
};

bool lvs_text_find(struct lvs_pkt *pkt, struct lvs_text *text);
int lvs_text_replace(struct lvs_pkt *pkt, const struct lvs_text *was,
		     const char *is, u32 is_bytes);

#endif
