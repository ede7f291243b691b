// SPDX-License-Identifier: GPL-2.0
/*
 * An address of either family, as a value. Floor 1.
 */
#include "base/addr.h"

/**
 * lvs_addr_from_words() - make an address from raw words
 * @family: AF_INET or AF_INET6
 * @words: 1 or 4 words in network order, as @family says
 *
 * Context: any.
 * Return: the address; words past the family's are zero.
 */
struct lvs_addr lvs_addr_from_words(u16 family, const __be32 *words)
{
	struct lvs_addr addr = { .family = family };

	memcpy(addr.words, words, lvs_family_bytes(family));
	return addr;
}

/**
 * lvs_addr_compare() - total order of addresses, IPv4 before IPv6
 * @a: first address
 * @b: second address
 *
 * The order does not depend on when or where an address was entered, so two
 * directors agree on it.
 *
 * Context: any.
 * Return: negative, zero or positive as @a is before, equal to or after @b.
 */
int lvs_addr_compare(const struct lvs_addr *a, const struct lvs_addr *b)
{
	if (a->family != b->family)
		return a->family < b->family ? -1 : 1;
	return memcmp(a->words, b->words, lvs_family_bytes(a->family));
}
