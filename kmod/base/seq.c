// SPDX-License-Identifier: GPL-2.0
/*
 * Sequence numbers of a stream in which text was replaced by text of another
 * length. Floor 1.
 *
 * Theory. Let a sender's bytes 100..119 be replaced by 25 bytes. What came
 * before keeps its numbers; what comes behind, from 120 on, is 5 further on for
 * the receiver: 125. Two generations are kept, @former for what came before the
 * last replaced text and @delta for what comes behind it. Older text has been
 * acknowledged when the next one is announced, since control protocols take
 * turns; a sender that does not wait may see its repetitions misplaced.
 *
 * A receiver that has but a part of the new text, 110 say, has no counterpart
 * of that among the sender's numbers. Acknowledged is then only what came
 * before the text, 100; and a block that begins there begins behind the text,
 * 120. So nobody is told of bytes that did not arrive.
 */
#include "base/seq.h"

/**
 * lvs_seq_replaced() - remember that text was replaced
 * @seq: numbers of the direction
 * @at: sender's number of the text's first byte; behind all replaced before
 * @was_bytes: length of the text
 * @is_bytes: length of what took its place
 *
 * Context: any; the caller keeps others away.
 */
void lvs_seq_replaced(struct lvs_seq *seq, u32 at, u32 was_bytes,
		      u32 is_bytes)
{
	if (was_bytes == is_bytes)
		return;
	seq->since = at;
	seq->until = at + was_bytes;
	seq->former = seq->delta;
	seq->delta += is_bytes - was_bytes;
}

/**
 * lvs_seq_to_receiver() - what the receiver knows a byte of the sender by
 * @seq: numbers of the direction
 * @number: sender's; of a byte within the text that was replaced last, it
 *	stands for the first one behind, since all of the new text goes where
 *	the text began
 *
 * Context: any; the caller keeps writers away.
 * Return: receiver's number.
 */
u32 lvs_seq_to_receiver(const struct lvs_seq *seq, u32 number)
{
	if (!lvs_seq_before(number, seq->until))
		return number + seq->delta;
	if (lvs_seq_before(seq->since, number))
		return seq->until + seq->delta;
	return number + seq->former;
}

/* in_text: what a number inside the replaced text becomes */
static u32 to_sender(const struct lvs_seq *seq, u32 number, u32 in_text)
{
	if (!lvs_seq_before(number, seq->until + seq->delta))
		return number - seq->delta;
	number -= seq->former;
	return lvs_seq_before(seq->since, number) ? in_text : number;
}

/**
 * lvs_seq_to_sender() - what the sender knows the end of received bytes by
 * @seq: numbers of the direction
 * @number: receiver's: an acknowledgement, or the right edge of a block
 *
 * Context: any; the caller keeps writers away.
 * Return: sender's number.
 */
u32 lvs_seq_to_sender(const struct lvs_seq *seq, u32 number)
{
	return to_sender(seq, number, seq->since);
}

/**
 * lvs_seq_edge_to_sender() - what the sender knows the first of received
 * bytes by
 * @seq: numbers of the direction
 * @number: receiver's: the left edge of a block
 *
 * Context: any; the caller keeps writers away.
 * Return: sender's number.
 */
u32 lvs_seq_edge_to_sender(const struct lvs_seq *seq, u32 number)
{
	return to_sender(seq, number, seq->until);
}
