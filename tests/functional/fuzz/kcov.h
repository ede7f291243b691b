/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where the kernel goes on behalf of this process, as far as it was built to
 * say so.
 */
#ifndef FUZZ_KCOV_H
#define FUZZ_KCOV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * struct kcov - the trace of one process, not of those that it makes
 * @trace: how many places it came to, then those in order; shared with the
 *         kernel. NULL where there is none.
 */
struct kcov {
	uint64_t *trace;
};

bool kcov_start(struct kcov *kcov);
void kcov_forget(struct kcov *kcov);
size_t kcov_length(const struct kcov *kcov);

#endif
