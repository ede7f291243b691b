// SPDX-License-Identifier: GPL-2.0
/* Numbers and names, as short as people like them. */
#include "text.h"

#include <inttypes.h>
#include <string.h>

#define EIGHTHS 8

const char *short_number(char buf[SHORT_BYTES], uint64_t value)
{
	static const char units[] = " kMGTPE";
	uint64_t tenths = value, unit = 1;
	int i = 0;

	if (value < 1000) {
		snprintf(buf, SHORT_BYTES, "%" PRIu64, value);
		return buf;
	}
	while (value / unit >= 1000) {
		unit *= 1000;
		i++;
	}
	tenths = value / (unit / 10);
	if (tenths < 100)
		snprintf(buf, SHORT_BYTES, "%" PRIu64 ".%" PRIu64 "%c",
			 tenths / 10, tenths % 10, units[i]);
	else
		snprintf(buf, SHORT_BYTES, "%" PRIu64 "%c", value / unit,
			 units[i]);
	return buf;
}

unsigned int percent(uint64_t part, uint64_t whole)
{
	return whole ? (100.0 * part) / whole + 0.5 : 0;
}

const char *bar(char buf[BAR_BYTES], uint64_t part, uint64_t whole, bool blocks)
{
	/* U+258F is one eighth, U+2588 all of a cell */
	char block[4] = "\xe2\x96\x88";
	unsigned int eighths, cell;

	buf[0] = '\0';
	eighths = whole ? (double)EIGHTHS * BAR_CELLS * part / whole + 0.5 : 0;
	if (!blocks)
		eighths = (eighths + EIGHTHS / 2) / EIGHTHS * EIGHTHS;
	for (cell = 0; cell < BAR_CELLS; cell++) {
		unsigned int left = eighths > cell * EIGHTHS ?
				    eighths - cell * EIGHTHS : 0;

		if (left >= EIGHTHS)
			left = EIGHTHS;
		block[2] = (char)(0x90 - left);
		strcat(buf, !left ? " " : blocks ? block : "#");
	}
	return buf;
}

const char *svc_title(char buf[TITLE_BYTES], struct names *names,
		      const struct lvs_svc *svc)
{
	char name[NAME_BYTES];

	if (svc->fwmark) {
		snprintf(buf, TITLE_BYTES, "mark %" PRIu32 "%s", svc->fwmark,
			 svc->addr.family == AF_INET6 ? " IPv6" : "");
		return buf;
	}
	names_endpoint(names, name, &svc->addr, svc->port, svc->protocol);
	snprintf(buf, TITLE_BYTES, "%s %s",
		 names_protocol(svc->protocol) ?: "?", name);
	return buf;
}

const char *dest_title(char buf[NAME_BYTES], struct names *names,
		       const struct lvs_svc *svc, const struct lvs_dest *dest)
{
	names_endpoint(names, buf, &dest->addr, dest->port,
		       svc->fwmark ? 0 : svc->protocol);
	return buf;
}

const char *method_word(uint32_t fwd)
{
	static const char *const words[] = {
		[LVS_FWD_MASQ] = "nat",
		[LVS_FWD_LOCAL] = "local",
		[LVS_FWD_TUNNEL] = "tunnel",
		[LVS_FWD_DROUTE] = "route",
		[LVS_FWD_BYPASS] = "bypass",
	};

	return fwd <= LVS_FWD_BYPASS ? words[fwd] : "?";
}
