/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Requests that are like others, but for a few changes.
 */
#ifndef FUZZ_CHANGE_H
#define FUZZ_CHANGE_H

#include "kept.h"

void change_some(struct message *m, const struct kept *kept);

#endif
