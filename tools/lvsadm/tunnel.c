// SPDX-License-Identifier: GPL-2.0
/* Names of tunnel types and of their checksum modes. Pure. */
#include "tunnel.h"

#include <string.h>

static const char *const types[] = {
	[LVS_TUN_IPIP] = "ipip",
	[LVS_TUN_GUE] = "gue",
	[LVS_TUN_GRE] = "gre",
};

static const struct {
	const char *option;
	const char *brief;
	const char *word;
} csums[] = {
	[LVS_TUN_F_NOCSUM] = { "tun-nocsum", "-c", "none" },
	[LVS_TUN_F_CSUM] = { "tun-csum", "+c", "full" },
	[LVS_TUN_F_REMCSUM] = { "tun-remcsum", "r+c", "remote" },
};

#define TYPES (sizeof(types) / sizeof(types[0]))

bool tunnel_type_parse(const char *word, uint8_t *type)
{
	size_t i;

	for (i = 0; i < TYPES; i++) {
		if (strcmp(word, types[i]))
			continue;
		*type = i;
		return true;
	}
	return false;
}

const char *tunnel_type_name(uint8_t type)
{
	return type < TYPES ? types[type] : "?";
}

/* Bits; the kernel accepts any, so the index must not follow them blindly. */
static int csum_index(uint16_t flags)
{
	if (flags & LVS_TUN_F_REMCSUM)
		return LVS_TUN_F_REMCSUM;
	return flags & LVS_TUN_F_CSUM ? LVS_TUN_F_CSUM : LVS_TUN_F_NOCSUM;
}

const char *tunnel_csum_option(uint16_t flags)
{
	return csums[csum_index(flags)].option;
}

const char *tunnel_csum_short(uint16_t flags)
{
	return csums[csum_index(flags)].brief;
}

const char *tunnel_csum_word(uint16_t flags)
{
	return csums[csum_index(flags)].word;
}
