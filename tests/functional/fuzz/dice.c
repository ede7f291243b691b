// SPDX-License-Identifier: GPL-2.0
/*
 * Chance that can be repeated.
 */
#include "dice.h"

#include <string.h>

/* two steps apart in seed or number, and nothing is alike */
struct dice dice_new(uint64_t seed, uint64_t which)
{
	struct dice dice = { .state = seed };

	dice.state = dice_roll(&dice) + which;
	dice.state = dice_roll(&dice);
	return dice;
}

/* a counter with a large odd step, stirred until each bit depends on each */
uint64_t dice_roll(struct dice *dice)
{
	uint64_t x = dice->state += 0x9e3779b97f4a7c15ULL;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
	return x ^ x >> 31;
}

/* below @limit, 0 if that is 0 */
uint32_t dice_below(struct dice *dice, uint32_t limit)
{
	return (dice_roll(dice) >> 32) * limit >> 32;
}

bool dice_chance(struct dice *dice, unsigned int percent)
{
	return dice_below(dice, 100) < percent;
}

/* a number at which something may turn over, or next to one, or any */
uint64_t dice_edge(struct dice *dice)
{
	switch (dice_below(dice, 6)) {
	case 0:
		return dice_below(dice, 4);
	case 1:
		return (1ULL << dice_below(dice, 64)) - 1 +
		       dice_below(dice, 3);
	case 2:
		return ~0ULL - dice_below(dice, 3);
	case 3:
		return dice_below(dice, 256);
	case 4:
		return dice_below(dice, 100000);
	default:
		return dice_roll(dice);
	}
}

void dice_fill(struct dice *dice, void *to, size_t len)
{
	uint8_t *at = to;

	while (len--)
		*at++ = dice_roll(dice);
}

/* a few bytes become others: a bit turned, an edge, one more or less, anything */
void dice_damage(struct dice *dice, uint8_t *data, size_t len)
{
	uint32_t times = 1 + dice_below(dice, 4);
	uint8_t *at;

	while (len && times--) {
		at = data + dice_below(dice, len);
		switch (dice_below(dice, 5)) {
		case 0:
			*at ^= 1 << dice_below(dice, 8);
			break;
		case 1:
			*at = dice_chance(dice, 50) ? 0 : 0xff;
			break;
		case 2:
			*at += dice_chance(dice, 50) ? 1 : -1;
			break;
		case 3:
			*at = dice_roll(dice);
			break;
		default:
			*at = data[dice_below(dice, len)];
		}
	}
}
