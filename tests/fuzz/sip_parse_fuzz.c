// SPDX-License-Identifier: GPL-2.0
/*
 * A Call-ID is found inside the message, is made of characters that can be
 * seen, and does not depend on what follows the line that it stands on.
 *
 * The input is what a datagram carries.
 *
 * units: pe/sip_parse.c
 */
#include "fuzz.h"

#include "pe/sip_parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	char *text = malloc(bytes + 1);
	const char *value, *more;
	size_t found, i;

	memcpy(text, data, bytes);
	found = lvs_sip_call_id(text, bytes, &value);
	if (found) {
		MUST(value > text && value + found < text + bytes);
		for (i = 0; i < found; i++)
			MUST(value[i] > ' ' && value[i] < 0x7f);
		text[bytes] = 'x';
		MUST(lvs_sip_call_id(text, bytes + 1, &more) == found);
		MUST(more == value);
	}
	free(text);
	return 0;
}
