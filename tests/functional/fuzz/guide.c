// SPDX-License-Identifier: GPL-2.0
/*
 * Requests that led to something new come again, changed. Where the kernel
 * does not say where it was, nothing is new, and nothing comes again.
 */
#include "guide.h"

#include "change.h"

/* percent of what a process does */
#define AGAIN 25

/* something is about to be asked */
void guide_begin(struct guide *guide)
{
	kcov_forget(&guide->kcov);
}

/**
 * guide_end() - learn from what was asked
 * @guide: of this process
 * @m: what it was; empty if it was nothing that can be sent again
 *
 * Return: true if it is kept
 */
bool guide_end(struct guide *guide, const struct message *m)
{
	size_t i, length = kcov_length(&guide->kcov);
	bool is_new = false;

	for (i = 1; i <= length; i++)
		is_new |= places_add(guide->places, guide->kcov.trace[i]);
	if (!is_new || guide->blind)
		return false;
	return kept_add(&guide->kept, &guide->dice, m);
}

/* true if it is the turn of something that was kept */
bool guide_wants(struct guide *guide)
{
	return guide->kept.count && dice_chance(&guide->dice, AGAIN);
}

/* fill a message with one of those, changed; false if nothing is left of it */
bool guide_lead(struct guide *guide, struct message *m)
{
	message_clear(m, &guide->dice);
	kept_append(&guide->kept, m);
	change_some(m, &guide->kept);
	return m->len;
}
