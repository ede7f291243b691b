/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Sequence numbers of a stream in which text was replaced by text of another
 * length. Floor 1.
 */
#ifndef LVS_BASE_SEQ_H
#define LVS_BASE_SEQ_H

#include <linux/types.h>

/**
 * struct lvs_seq - how the numbers of one direction move
 * @since: the sender's number of the first byte of the text that was replaced
 *	last
 * @until: the sender's number behind that text
 * @delta: added to numbers from @until on
 * @former: added to numbers before @until
 *
 * @since, @delta and @former are what IPVS keeps too.
 */
struct lvs_seq {
	u32 since;
	u32 until;
	s32 delta;
	s32 former;
};

/* a comes before b, on the circle of numbers */
static inline bool lvs_seq_before(u32 a, u32 b)
{
	return (s32)(a - b) < 0;
}

/* is there anything to add */
static inline bool lvs_seq_moves(const struct lvs_seq *seq)
{
	return seq->delta || seq->former;
}

void lvs_seq_replaced(struct lvs_seq *seq, u32 at, u32 was_bytes,
		      u32 is_bytes);
u32 lvs_seq_to_receiver(const struct lvs_seq *seq, u32 number);
u32 lvs_seq_to_sender(const struct lvs_seq *seq, u32 number);
u32 lvs_seq_edge_to_sender(const struct lvs_seq *seq, u32 number);

#endif
