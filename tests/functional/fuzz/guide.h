/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Requests that led to something new come again, changed.
 */
#ifndef FUZZ_GUIDE_H
#define FUZZ_GUIDE_H

#include "kcov.h"
#include "kept.h"
#include "places.h"

/**
 * struct guide - what a process has seen of the kernel
 * @dice: chance of its own: what is drawn without it stays as it would be
 * @blind: places are counted, and nothing comes of it
 * @kcov: trace of what is done now
 * @places: where the process was before, in memory that its parent sees
 * @kept: requests that were the first to lead to some of them
 */
struct guide {
	struct dice dice;
	bool blind;
	struct kcov kcov;
	struct places *places;
	struct kept kept;
};

void guide_begin(struct guide *guide);
bool guide_end(struct guide *guide, const struct message *m);
bool guide_wants(struct guide *guide);
bool guide_lead(struct guide *guide, struct message *m);

#endif
