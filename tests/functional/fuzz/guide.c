// SPDX-License-Identifier: GPL-2.0
/*
 * Where requests led to.
 */
#include "guide.h"

/* something is about to be asked */
void guide_begin(struct guide *guide)
{
	kcov_forget(&guide->kcov);
}

/* it was asked */
void guide_end(struct guide *guide)
{
	size_t i, length = kcov_length(&guide->kcov);

	for (i = 1; i <= length; i++)
		places_add(guide->places, guide->kcov.trace[i]);
}
