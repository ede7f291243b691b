// SPDX-License-Identifier: GPL-2.0
/*
 * Costs of connections, and quotients compared without a division.
 */
#include "sched/cost.h"
#include "unit.h"

struct cost_case {
	const char *what;
	int active;
	int inactive;
	u64 cost;
};

static const struct cost_case costs[] = {
	{ "an idle server costs nothing", 0, 0, 0 },
	{ "an inactive connection costs 1", 0, 1, 1 },
	{ "an active connection costs 256", 1, 0, 256 },
	{ "costs add up", 3, 5, 773 },
	{ "a counter that is short for a moment is 0", -1, 2, 2 },
	{ "the largest counters do not overflow", INT_MAX, INT_MAX,
	  257ULL * INT_MAX },
};

static void check_cost(const struct cost_case *this)
{
	struct lvs_load load = {
		.active = { this->active },
		.inactive = { this->inactive },
	};

	EXPECT_EQ(lvs_cost(&load), this->cost);
}

#define COST_MAX (257ULL * INT_MAX)

struct pair_case {
	const char *what;
	u64 a;
	u32 a_weight;
	u64 b;
	u32 b_weight;
};

static const struct pair_case pairs[] = {
	{ "zeros", 0, 1, 0, 1 },
	{ "zero against something", 0, 5, 1, 5 },
	{ "equal quotients", 2, 1, 6, 3 },
	{ "just above", 5, 2, 7, 3 },
	{ "low halves decide", 1ULL << 32, 3, (1ULL << 32) + 1, 3 },
	{ "high halves decide", 1ULL << 33, 1, 1ULL << 32, 1 },
	{ "the largest, equal", COST_MAX, INT_MAX, COST_MAX, INT_MAX },
	{ "the largest, one off in cost", COST_MAX - 1, INT_MAX, COST_MAX,
	  INT_MAX },
	{ "the largest, one off in weight", COST_MAX, INT_MAX, COST_MAX,
	  INT_MAX - 1 },
	{ "a carry into the high half", U32_MAX, INT_MAX, U32_MAX,
	  INT_MAX - 1 },
	{ "weights far apart", COST_MAX, INT_MAX, 256, 1 },
};

/* against the compiler's 128 bits, both ways round */
static void check_pair(const struct pair_case *this)
{
	unsigned __int128 left = (unsigned __int128)this->a * this->b_weight;
	unsigned __int128 right = (unsigned __int128)this->b * this->a_weight;

	EXPECT_EQ(lvs_cost_less(this->a, this->a_weight, this->b,
				this->b_weight), left < right);
	EXPECT_EQ(lvs_cost_less(this->b, this->b_weight, this->a,
				this->a_weight), right < left);
}

int main(void)
{
	UNIT_TABLE(costs, check_cost);
	UNIT_TABLE(pairs, check_pair);
	return unit_finish();
}
