/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Chance that can be repeated: what is drawn depends on the seed alone.
 */
#ifndef FUZZ_DICE_H
#define FUZZ_DICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/**
 * struct dice - a source of numbers
 * @state: moves with every number
 */
struct dice {
	uint64_t state;
};

struct dice dice_new(uint64_t seed, uint64_t which);
uint64_t dice_roll(struct dice *dice);
uint32_t dice_below(struct dice *dice, uint32_t limit);
bool dice_chance(struct dice *dice, unsigned int percent);
uint64_t dice_edge(struct dice *dice);
void dice_fill(struct dice *dice, void *to, size_t len);
void dice_damage(struct dice *dice, uint8_t *data, size_t len);

#define dice_of(dice, array) ((array)[dice_below(dice, COUNT_OF(array))])

#endif
