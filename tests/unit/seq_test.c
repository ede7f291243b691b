// SPDX-License-Identifier: GPL-2.0
/*
 * Numbers of a stream in which text was replaced: what each side knows a byte
 * by, before, within and behind the text, in both generations.
 *
 * units: base/seq.c
 */
#include "base/seq.h"
#include "unit.h"

struct seq_case {
	const char *what;
	u32 start;	/* sender's number of the first byte */
	u32 was;	/* length of each of two texts */
	u32 is;		/* length of what takes their place */
};

static const struct seq_case cases[] = {
	{ "text grows", 1000, 20, 25 },
	{ "text shrinks", 1000, 25, 20 },
	{ "text shrinks to a byte", 1000, 20, 1 },
	{ "text keeps its length", 1000, 20, 20 },
	{ "text grows where numbers turn over", 0xfffffff8u, 20, 23 },
	{ "text shrinks where numbers turn over", 0xfffffff8u, 23, 20 },
	{ "text grows around half of all numbers", 0x7ffffff0u, 20, 25 },
	{ "one byte becomes many", 0xffffffffu, 1, 100 },
};

#define GAP 40	/* bytes between the texts */

static void check_around(const struct lvs_seq *seq, u32 at, u32 was,
			 s32 former, s32 delta)
{
	u32 is = was + delta - former, i;

	for (i = 0; i <= GAP / 2; i++) {
		EXPECT_EQ(lvs_seq_to_receiver(seq, at - i), at - i + former);
		EXPECT_EQ(lvs_seq_to_sender(seq, at - i + former), at - i);
		EXPECT_EQ(lvs_seq_edge_to_sender(seq, at - i + former),
			  at - i);
		EXPECT_EQ(lvs_seq_to_receiver(seq, at + was + i),
			  at + was + i + delta);
		EXPECT_EQ(lvs_seq_to_sender(seq, at + was + i + delta),
			  at + was + i);
		EXPECT_EQ(lvs_seq_edge_to_sender(seq, at + was + i + delta),
			  at + was + i);
	}
	if (is == was)
		return;
	for (i = 1; i < was; i++)
		EXPECT_EQ(lvs_seq_to_receiver(seq, at + i),
			  at + was + delta);
	for (i = 1; i < is; i++) {
		EXPECT_EQ(lvs_seq_to_sender(seq, at + i + former), at);
		EXPECT_EQ(lvs_seq_edge_to_sender(seq, at + i + former),
			  at + was);
	}
}

static void check_seq(const struct seq_case *this)
{
	u32 second = this->start + this->was + GAP;
	s32 more = this->is - this->was;
	struct lvs_seq seq = {};

	EXPECT(!lvs_seq_moves(&seq));
	lvs_seq_replaced(&seq, this->start, this->was, this->is);
	EXPECT_EQ(lvs_seq_moves(&seq), more != 0);
	check_around(&seq, this->start, this->was, 0, more);
	lvs_seq_replaced(&seq, second, this->was, this->is);
	check_around(&seq, second, this->was, more, 2 * more);
}

static void check_back(void)
{
	struct lvs_seq seq = {};

	lvs_seq_replaced(&seq, 1000, 10, 15);
	lvs_seq_replaced(&seq, 2000, 15, 10);
	check_around(&seq, 2000, 15, 5, 0);
	EXPECT(lvs_seq_moves(&seq));
}

int main(void)
{
	UNIT_TABLE(cases, check_seq);
	UNIT_TEST("what grew may shrink again", check_back);
	return unit_finish();
}
