/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where requests led to.
 */
#ifndef FUZZ_GUIDE_H
#define FUZZ_GUIDE_H

#include "kcov.h"
#include "places.h"

/**
 * struct guide - what a process has seen of the kernel
 * @kcov: trace of what is done now
 * @places: where the process was before, in memory that its parent sees
 */
struct guide {
	struct kcov kcov;
	struct places *places;
};

void guide_begin(struct guide *guide);
void guide_end(struct guide *guide);

#endif
